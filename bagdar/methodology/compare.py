"""What differs between two methodologies, part by part: what a successor order changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from bagdar.kernel import jsonio
from bagdar.kernel.text import Text
from bagdar.methodology.model import Methodology

PARTS: Final = (
    "clauses",
    "levels",
    "sections",
    "parameters",
    "checks",
    "forms",
    "kinds",
    "statuses",
    "states",
    "standings",
    "reasons",
    "note",
    "offices",
    "body_kinds",
    "number_checks",
    "finance",
    "acts",
)
"""Parts made of things that have an id, in the order of their weight to a reader."""
WHOLE: Final = ("year_starts", "reports_a_year", "zone", "currency", "strategy", "languages", "informing")
"""Facts of the methodology as a whole."""


class Field(msgspec.Struct, frozen=True):
    """One property that differs. ``before`` and ``after``: texts by language, or plain values; None is "absent"."""

    name: str
    before: Any
    after: Any


class Change(msgspec.Struct, frozen=True):
    """``what``: "added", "removed" or "changed". ``title``: what the thing is called, where it is called anything."""

    part: str
    id: str
    what: str
    title: Text = Text()
    fields: tuple[Field, ...] = ()


def compare(old: Methodology, new: Methodology) -> tuple[Change, ...]:
    """Every difference from *old* to *new*, in the order of PARTS and, within a part, of the newer methodology."""
    return tuple(_differences(old, new))


def _differences(old: Methodology, new: Methodology) -> Iterator[Change]:
    whole = tuple(
        _fields({name: getattr(old, name) for name in WHOLE}, {name: getattr(new, name) for name in WHOLE})
    )
    if whole:
        yield Change("whole", new.id, "changed", new.name, whole)
    for part in PARTS:
        before, after = _things(getattr(old, part)), _things(getattr(new, part))
        for key in (*after, *(key for key in before if key not in after)):
            change = _change(part, key, before.get(key), after.get(key))
            if change is not None:
                yield change


def _things(part: Any) -> Mapping[str, Any]:
    """Id → thing; sections go by their number."""
    if isinstance(part, Mapping):
        return part
    return {str(getattr(thing, "id", None) or thing.number): thing for thing in part}


def _change(part: str, key: str, before: Any, after: Any) -> Change | None:
    title = _title(after if after is not None else before)
    if before is None:
        return Change(part, key, "added", title)
    if after is None:
        return Change(part, key, "removed", title)
    fields = tuple(_fields(_plain(before), _plain(after)))
    return Change(part, key, "changed", title, fields) if fields else None


def _title(thing: Any) -> Text:
    for name in ("statement", "name", "words", "title"):
        text = getattr(thing, name, None)
        if isinstance(text, Text) and text:
            return text
    return Text()


def _plain(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__struct_fields__}


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Field]:
    for name in after:
        old, new = before.get(name), after[name]
        if old != new:
            yield Field(name, _value(old), _value(new))


def _value(value: Any) -> Any:
    """A text stays a text; anything else as JSON has it; what is empty is absent."""
    if isinstance(value, Text):
        return value or None
    plain = jsonio.plain(value)
    return None if plain in ("", [], {}) else plain
