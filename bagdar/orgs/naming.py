"""What a body is called on a day: pure rules over its dated names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from bagdar.kernel.text import UI_LANGUAGES

ONE_DAY = timedelta(days=1)


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a language from ``first`` to ``last``, both counted; None is an open end."""

    language: str
    name: str
    abbreviation: str = ""
    others: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def start(self) -> date:
        return self.first or date.min

    @property
    def end(self) -> date:
        return self.last or date.max


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the alphabetical list in ``language``, on the days from ``first`` to ``last``."""

    language: str
    name: str
    abbreviation: str
    first: date
    last: date
    words: tuple[str, ...]
    """All that it may be looked up by on these days, in every language."""


def overlap(names: Iterable[Named]) -> tuple[Named, Named] | None:
    """Two names of one language that share a day, if any."""
    last: dict[str, Named] = {}
    for named in sorted(names, key=lambda named: (named.language, named.start)):
        before = last.get(named.language)
        if before is not None and named.start <= before.end:
            return before, named
        last[named.language] = named
    return None


def in_language(names: Iterable[Named], language: str, day: date) -> Named | None:
    """The name in *language* on *day*: the one in use, else the last before, else the first after."""
    own = sorted((named for named in names if named.language == language), key=lambda named: named.start)
    begun = [named for named in own if named.start <= day]
    return begun[-1] if begun else (own[0] if own else None)


def name_on(
    names: Sequence[Named], language: str, day: date, *, instead: Sequence[str] = UI_LANGUAGES
) -> Named | None:
    """As :func:`in_language`; without any name in *language*, in the first of *instead*, else in any."""
    for wanted in (language, *instead, *sorted({named.language for named in names})):
        found = in_language(names, wanted, day)
        if found is not None:
            return found
    return None


def lines(names: Sequence[Named], languages: Sequence[str] = UI_LANGUAGES) -> Iterator[Line]:
    """The body's lines of the list: for each of *languages* one for every stretch of days."""
    starts = sorted({date.min, *(named.first for named in names if named.first)})
    ends = [*(start - ONE_DAY for start in starts[1:]), date.max]
    for language in languages:
        known: Line | None = None
        for start, end in zip(starts, ends, strict=True):
            named = name_on(names, language, start)
            if named is None:
                return
            line = Line(
                language=language,
                name=named.name,
                abbreviation=named.abbreviation,
                first=start,
                last=end,
                words=_words(names, start),
            )
            if known is not None and _same(known, line):
                known = msgspec.structs.replace(known, last=end)
                continue
            if known is not None:
                yield known
            known = line
        if known is not None:
            yield known


def _same(one: Line, other: Line) -> bool:
    return (one.name, one.abbreviation, one.words) == (other.name, other.abbreviation, other.words)


def _words(names: Sequence[Named], day: date) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for language in sorted({named.language for named in names}):
        named = in_language(names, language, day)
        if named is not None:
            texts = (named.name, named.abbreviation, *named.others, *named.variants)
            found.update(dict.fromkeys(text for text in texts if text))
    return tuple(found)
