"""A cell that says one thing in two languages: ``тоқсан сайын / ежеквартально``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec.structs import replace

from bagdar.documents.grammar.spans import Part

_JOINTS: Final = re.compile(r"\s+/\s*|\s*/\s+|\s*\n\s*")
_MOST_JOINTS: Final = 6
_ANY_YEARS: Final = (2025, 2026)
"""What recurs is compared over some years where the plan's are not known."""

Read = Callable[[str], Any]


def doubled(role: str, text: str, read: Read, period: tuple[int, int] | None) -> Any:
    """The reading of *text* whose halves say the same, each in a language of its own; None if they do not.

    It is the first half's, over the whole text: the parts of both stand in it.
    """
    for begin, end in _cuts(text):
        first, second = read(text[:begin]), read(text[end:])
        if not (first.understood and second.understood):
            continue
        # Abbreviations of bodies seldom tell their language: there, other names of the same do.
        if first.language == second.language and (role != "executors" or first.text == second.text):
            continue
        if _meaning(role, first, period) != _meaning(role, second, period):
            continue
        slash = text.find("/", begin, end)
        between = (Part(kind="separator", span=(slash, slash + 1)),)
        moved = tuple(replace(part, span=(part.span[0] + end, part.span[1] + end)) for part in second.parts)
        parts = (*first.parts, *(between if slash >= 0 else ()), *moved)
        return replace(first, text=text, parts=parts)
    return None


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Places at which the text may be in two halves, the middle one first."""
    found = [match.span() for match in _JOINTS.finditer(text.strip())]
    if len(found) > _MOST_JOINTS:
        return
    yield from sorted(found, key=lambda span: abs(span[0] + span[1] - len(text)))


def _meaning(role: str, reading: Any, period: tuple[int, int] | None) -> object:
    """What is compared: days, bodies, documents, money; not the words."""
    if role == "deadline":
        due = reading.occurrences(*(period or _ANY_YEARS))
        return [(one.first, one.last, one.open_start) for one in due], reading.recurring, reading.conditional
    if role == "executors":
        return [(one.body, one.conditional) for one in reading.executors]
    if role == "completion":
        return [(one.kind, one.status, one.informing) for one in reading.documents]
    sources = [mention.ids for mention in reading.sources]
    amounts = [(amount.exact, amount.year) for amount in reading.amounts]
    return reading.required, reading.within, sources, amounts, reading.codes
