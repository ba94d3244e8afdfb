"""The register of bodies made ready for finding its names in a text: every spelling, keyed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources.abc import Traversable
from itertools import product
from typing import Final

import msgspec

from bagdar.documents.bodies import Bodies, Body, Region
from bagdar.documents.grammar.executors.words import ExecutorWords, Words, words
from bagdar.documents.grammar.pieces import Phrases, Piece, Pieces, key_of, loosely

_HEAD: Final = 4
"""Letters by which names are sorted into buckets."""
Choices = Mapping[str, tuple[tuple[str, ...], ...]]
_SHORTEST_CORE: Final = 5
"""A name in quotation marks alone, without the kind of company, must be at least so long."""


class Form(msgspec.Struct, frozen=True):
    """One spelling. ``rank``: 0 abbreviation, 1 name, 2 variant, 3 without the kind of company."""

    key: str
    body: str
    language: str
    rank: int
    raw: str
    """Its letters as the register writes them, small: what differs from them is odd."""
    capital: bool
    """One word of capitals: small letters in the text are not it (``НИШ`` is no niche)."""


class NameMatch(msgspec.Struct, frozen=True):
    """``forms``: what the found spelling may be; pieces up to ``last``; ``loose``: letters were odd."""

    last: int
    forms: tuple[Form, ...]
    ending: str = ""
    """Key of what was added to the name: a case, a plural."""
    loose: bool = False


class Register:
    """Names of *bodies* by key; built once for a register and a set of languages."""

    def __init__(self, bodies: Bodies, vocabulary: Words) -> None:
        self.bodies = bodies
        self.words = vocabulary
        self.state = frozenset(key_of(said) for phrases in bodies.state.values() for said in phrases)
        self._state = Phrases(self.state)
        self._choices = {key: table.choices() for key, table in vocabulary.by_language.items()}
        self._forms: dict[str, list[Form]] = {}
        self._cores: dict[str, set[str]] = {}
        self._quoted: set[str] = set()
        self.tail_forms: dict[str, dict[str, tuple[Form, ...]]] = {}
        """Key of a noun that lists leave out → the rest of a name → what it may be."""
        for body in bodies:
            for language, rank, written in _spellings(body):
                self._add(body, language, rank, written)
        self.tails = {head: Phrases(tails) for head, tails in self.tail_forms.items()}
        last = {key for key, table in vocabulary.by_language.items() if table.head == "last"}
        self.fronts = {
            head: tails
            for head, tails in self.tails.items()
            if any(form.language in last for forms in self.tail_forms[head].values() for form in forms)
        }
        self._exact = _buckets(self._forms)
        self._loose = _loose_buckets(self._forms)
        self.regions: dict[str, list[Region]] = {}
        for region in bodies.regions:
            for name in {key_of(name) for names in region.names.values() for name in names}:
                self.regions.setdefault(name, []).append(region)
        self.region_names = Phrases(self.regions)

    def find(self, pieces: Pieces, first: int) -> NameMatch | None:
        """The longest name that begins with piece *first*."""
        at = pieces[first].at
        for key in _candidates(self._exact, pieces.stream, at):
            if pieces.stream.startswith(key, at) and (
                found := self._end(pieces, first, key, self._forms[key])
            ):
                return NameMatch(*found)
        for key, forms in _loose_candidates(self._loose, pieces.loose, at):
            if pieces.loose.startswith(key, at) and (found := self._end(pieces, first, key, forms)):
                return NameMatch(*found, loose=True)
        return None

    def whole(self, written: str) -> tuple[Form, ...]:
        """What the name *written* by itself may be."""
        pieces = Pieces(written)
        pieces = pieces.without(self.state_places(pieces))
        return tuple(self._forms.get(pieces.stream, ()))

    def core(self, key: str) -> str | None:
        """The one body whose name in quotation marks is *key*."""
        found = self._cores.get(key, set())
        return next(iter(found)) if len(found) == 1 else None

    def called(self, key: str) -> str | None:
        """The one organisation with a name in quotation marks that is called *key* by itself: ``АОО «НИШ»``."""
        found = {form.body for form in self._forms.get(key, ()) if form.body in self._quoted}
        return self.core(key) or (next(iter(found)) if len(found) == 1 else None)

    def state_places(self, pieces: Pieces) -> frozenset[int]:
        """Pieces that only say whose a body is."""
        found: set[int] = set()
        for index in range(len(pieces)):
            if index not in found and (met := self._state.at(pieces, index)):
                found.update(range(index, met[0]))
        return frozenset(found)

    def _end(
        self, pieces: Pieces, first: int, key: str, forms: Sequence[Form]
    ) -> tuple[int, tuple[Form, ...], str] | None:
        last, rest = pieces.end(first, len(key))
        piece = pieces[last - 1]
        if rest and not (piece.key[-rest:] in self.words.endings and piece.raw[-rest:].islower()):
            return None
        written = piece.raw[: len(piece.raw) - rest] if rest else piece.raw
        alone = last == first + 1
        kept = tuple(form for form in forms if not form.capital or (alone and written.upper() == written))
        if not kept or any(mark in pieces.between(at) for at in range(first + 1, last) for mark in "(;"):
            return None
        if not rest and last < len(pieces) and pieces[last].joined and pieces[last].key in self.words.endings:
            return last + 1, kept, pieces[last].key
        return last, kept, piece.key[-rest:] if rest else ""

    def _add(self, body: Body, language: str, rank: int, written: str) -> None:
        found = Pieces(written).row
        row = {piece.key: piece for piece in found}
        keys = _without_state([piece.key for piece in found], self.state)
        table = self.words.by_language.get(language)
        for spelling, lost in _alternatives(keys, table, self._choices.get(language, {})):
            key = "".join(spelling)
            if not key or (lost and len(key) < _SHORTEST_CORE and not _capitals(spelling, row)):
                continue
            raw = "".join(row[each].raw if each in row else each for each in spelling).lower()
            form = Form(key, body.id, language, 3 if lost else rank, raw, _capitals(spelling, row))
            known = self._forms.setdefault(key, [])
            if form not in known:
                known.append(form)
            if table is not None and rank and form.key == "".join(keys):
                self._tail(form, keys, table)
        if core := _core(written):
            self._cores.setdefault(core, set()).add(body.id)
            self._quoted.add(body.id)

    def _tail(self, form: Form, keys: Sequence[str], table: ExecutorWords) -> None:
        """The name without the noun that a list may leave out."""
        noun, rest = (keys[-1], keys[:-1]) if table.head == "last" else (keys[0], keys[1:])
        if rest and self.words.shared.get(noun) == noun:
            tails = self.tail_forms.setdefault(noun, {})
            tails["".join(rest)] = (*tails.get("".join(rest), ()), form)


def _core(written: str) -> str | None:
    """Key of what stands in the innermost quotation marks."""
    even = written.replace("“", "«").replace("”", "»")
    return key_of(even.rsplit("«", 1)[1].split("»")[0]) if "«" in even else None


def _spellings(body: Body) -> Iterator[tuple[str, int, str]]:
    for language, names in body.abbreviations.items():
        yield from ((language, 0, name) for name in names)
    yield from ((language, 1, name) for language, name in body.name.items())
    for language, names in body.variants.items():
        yield from ((language, 2, name) for name in names)


def _capitals(keys: Sequence[str], row: Mapping[str, Piece]) -> bool:
    return len(keys) == 1 and keys[0] in row and row[keys[0]].capital


def _alternatives(
    keys: list[str], table: ExecutorWords | None, choices: Choices
) -> Iterator[tuple[list[str], bool]]:
    """*keys* in other spellings, and whether the legal form or the kind of company was left out."""
    yield keys, False
    if table is None:
        return
    yield from ((cased, False) for cased in _declined(keys, table.declension))
    for leader in _leaders(keys, table):
        yield leader, False
        yield from ((cased, False) for cased in _declined(leader, table.declension))
    slots = _company(keys, choices)
    if any(len(slot) > 1 for slot in slots):
        for choice in product(*slots):
            yield [key for part in choice for key in part], () in choice


def _leaders(keys: list[str], table: ExecutorWords) -> Iterator[list[str]]:
    """``министр финансов`` stands for his ministry."""
    for noun, leaders in table.led.items():
        for leader in leaders:
            if len(keys) > 1 and table.head == "last" and keys[-1] == key_of(noun):
                yield [*keys[:-1], key_of(leader)]
            elif len(keys) > 1 and table.head != "last" and keys[0] == key_of(noun):
                yield [key_of(leader), *keys[1:]]


def _declined(keys: list[str], declension: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Other cases of the words at the beginning that the lexicon declines, and of "and" with one more."""
    heads = [key for key in keys if key in declension]
    if not heads or keys[0] not in declension:
        return
    count = next(
        (index for index, key in enumerate(keys) if key not in declension and len(key) > 1), len(keys)
    )
    for case in range(len(declension[keys[0]])):
        yield [declension[key][case] if key in declension else key for key in keys[:count]] + keys[count:]


def _company(keys: list[str], choices: Choices) -> list[tuple[tuple[str, ...], ...]]:
    """For each stretch of *keys* what may stand there: legal forms and kinds of company long, short or not."""
    slots: list[tuple[tuple[str, ...], ...]] = []
    at = 0
    while at < len(keys):
        ends = range(min(len(keys), at + 8), at, -1)
        end = next((end for end in ends if "".join(keys[at:end]) in choices), at)
        slots.append(choices["".join(keys[at:end])] if end > at else ((keys[at],),))
        at = max(end, at + 1)
    return slots


def _without_state(keys: list[str], state: frozenset[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(keys):
        end = next(
            (end for end in range(min(len(keys), at + 5), at, -1) if "".join(keys[at:end]) in state), at
        )
        if end == at:
            kept.append(keys[at])
        at = max(end, at + 1)
    return kept


def _buckets(forms: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in sorted(forms, key=len, reverse=True):
        found.setdefault(key[:_HEAD], []).append(key)
    return found


def _loose_buckets(forms: Mapping[str, Sequence[Form]]) -> dict[str, list[tuple[str, tuple[Form, ...]]]]:
    """Weaker keys that mean one body only, longest first."""
    merged: dict[str, list[Form]] = {}
    for key, known in forms.items():
        merged.setdefault(loosely(key), []).extend(known)
    found: dict[str, list[tuple[str, tuple[Form, ...]]]] = {}
    for key in sorted(merged, key=len, reverse=True):
        if len({form.body for form in merged[key]}) == 1:
            found.setdefault(key[:_HEAD], []).append((key, tuple(merged[key])))
    return found


def _candidates(buckets: Mapping[str, list[str]], stream: str, at: int) -> Iterator[str]:
    for size in range(_HEAD, 0, -1):
        for key in buckets.get(stream[at : at + size], ()):
            if size == _HEAD or len(key) == size:
                yield key


def _loose_candidates(
    buckets: Mapping[str, list[tuple[str, tuple[Form, ...]]]], stream: str, at: int
) -> Iterator[tuple[str, tuple[Form, ...]]]:
    for size in range(_HEAD, 0, -1):
        for key, forms in buckets.get(stream[at : at + size], ()):
            if size == _HEAD or len(key) == size:
                yield key, forms


def choose(
    forms: Sequence[Form], raw: str, bodies: Bodies, language: str | None, on: date | None
) -> tuple[Form, bool]:
    """The form that is meant, and whether others were as likely: the letters *raw*, language, date, rank."""
    narrowed = list(forms)
    for likely in (
        [form for form in narrowed if form.raw == raw],
        [form for form in narrowed if form.language == language],
        [form for form in narrowed if bodies[form.body].valid(on)],
    ):
        both = [form for form in narrowed if form in likely]
        narrowed = both or narrowed
    best = min(form.rank for form in narrowed)
    narrowed = [form for form in narrowed if form.rank == best]
    return narrowed[0], len({form.body for form in narrowed}) > 1


@lru_cache(maxsize=8)
def register_for(bodies: Bodies, lexicons: tuple[tuple[str, Traversable], ...] = ()) -> Register:
    """The register of *bodies*, kept for the next cell."""
    return Register(bodies, words(lexicons))
