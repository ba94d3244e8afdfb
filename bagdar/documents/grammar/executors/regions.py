"""Lists of regions and cities as they stand with "akimats": levels ("regions"), names, fillers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from bagdar.documents.bodies import Region
from bagdar.documents.grammar.executors.register import Register
from bagdar.documents.grammar.pieces import Pieces

_STOPS: Final = frozenset('();:[]{}«»“”„"')


class _Item(msgspec.Struct, frozen=True):
    """``level`` of a level word with where its names stand, or the ``regions`` a name may be."""

    level: str = ""
    side: str = ""
    regions: tuple[Region, ...] = ()
    bare: bool = False
    """A short level word ("гг.") that says nothing without names, or an adjective ("Атырауской") without a
    level word."""


class RegionList(msgspec.Struct, frozen=True):
    """Pieces up to ``last``; ``levels``: those named as a whole; ``named``: regions by name."""

    last: int
    levels: tuple[str, ...]
    named: tuple[Region, ...]

    def bodies(self, register: Register, on: date | None) -> tuple[str, ...]:
        """Ids of the bodies that answer for the list on the day *on*, each once, in register order."""
        named = {region.id for region in self.named}
        every = [
            region.body
            for region in register.bodies.regions
            if region.id in named or (region.level in self.levels and _valid(region, on))
        ]
        return tuple(dict.fromkeys(every))


def read_regions(pieces: Pieces, first: int, register: Register, on: date | None) -> RegionList | None:
    """The list that begins with piece *first*, if one does."""
    items: list[_Item] = []
    ends: list[int] = []
    at = first
    while at < len(pieces) and (at == first or _STOPS.isdisjoint(pieces.between(at))):
        found = _item(pieces, at, register)
        if found is None:
            break
        at, item = found
        if item is not None:
            items.append(item)
            ends.append(at)
    while items and items[-1].bare and _lacking(items):
        items.pop()
        ends.pop()
    if not items:
        return None
    levels, named = _sorted_out(items, on)
    return RegionList(ends[-1], levels, named)


def _lacking(items: Sequence[_Item]) -> bool:
    """Is the last item cut off from what it goes with? ``Атырауской обл.`` is whole."""
    last = items[-1]
    if last.regions:
        return not any(item.level for item in items)
    return last.side == "before" and not (
        len(items) > 1 and any(region.level == last.level for region in items[-2].regions)
    )


def _item(pieces: Pieces, at: int, register: Register) -> tuple[int, _Item | None] | None:
    """Piece after the next item and the item; None for a word without meaning here (a joint, a filler)."""
    words = register.words
    if met := register.region_names.at(pieces, at):
        adjective = bool(words.adjectival) and met[1].endswith(words.adjectival)
        return met[0], _Item(regions=tuple(register.regions[met[1]]), bare=adjective)
    if met := words.level_words.at(pieces, at):
        level, side = words.levels[met[1]]
        return met[0], _Item(level=level, side=side, bare=met[1] in words.marking)
    if met := words.fillers.at(pieces, at):
        # "of republican significance" ends the item before it; other fillers begin the next.
        return met[0], _Item() if met[0] > at + 1 else None
    if words.phrases.get(pieces[at].key) == "and":
        return at + 1, None
    return None


def _sorted_out(items: Sequence[_Item], on: date | None) -> tuple[tuple[str, ...], tuple[Region, ...]]:
    named: list[Region] = []
    taken: set[int] = set()
    for index, item in enumerate(items):
        if item.regions:
            region, place = _meant(items, index, on)
            named.append(region)
            taken |= {place} if place is not None else set()
    whole = (item.level for place, item in enumerate(items) if item.level and place not in taken)
    return tuple(dict.fromkeys(whole)), tuple(named)


def _meant(items: Sequence[_Item], index: int, on: date | None) -> tuple[Region, int | None]:
    """The region that the name at *index* means and the place of the level word it goes with."""
    likely = [region for region in items[index].regions if _valid(region, on)] or list(items[index].regions)
    for place in _levels_near(items, index):
        for region in likely:
            if region.level == items[place].level:
                return region, place
    return likely[0], None


def _levels_near(items: Sequence[_Item], index: int) -> Iterator[int]:
    """Level words before the name (nearest first) and after it; the language says which come first."""
    before = [place for place in range(index - 1, -1, -1) if items[place].level][:1]
    after = [place for place in range(index + 1, len(items)) if items[place].level][:1]
    follows = any(item.side == "after" for item in items)
    yield from after + before if follows else before + after


def _valid(region: Region, on: date | None) -> bool:
    if on is None:
        return region.valid_to is None
    return (region.valid_from is None or region.valid_from <= on) and (
        region.valid_to is None or on <= region.valid_to
    )
