"""Line codes: stable without a language ("2.1/result_indicator/2"), printed with it ("2.1-НК2").

A code is the chain of numbers of those kinds above and including the item that have no letters
(section, task), then the kind and its number in that chain. A kind that is never numbered (goal)
has no number the first time: "2/goal" prints as "2-М".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec

from bagdar.documents.spec import FormSpec, ItemKind
from bagdar.kernel.text import Text


class Line(Protocol):
    """What plan items and report lines have in common."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def number(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def cells(self) -> dict[str, Text]: ...


L = TypeVar("L", bound=msgspec.Struct)
_NUMBER = re.compile(r"\d+")
_PRINTED = re.compile(r"(?P<chain>\d+(?:\.\d+)*)(?:-(?P<letters>[^\d\W]+)(?P<number>\d*))?")


def kind_of(spec: FormSpec, kind: str) -> ItemKind:
    """The pack's kind, or a bare one for a kind that the form does not know."""
    return next((known for known in spec.kinds if known.id == kind), None) or ItemKind(id=kind, name=Text())


def _lettered(kind: ItemKind) -> bool:
    return bool(kind.code)


def _numbered(kind: ItemKind) -> bool:
    """Goals are captioned without a number; activities have no caption, yet are numbered."""
    return not kind.label or any("{n}" in label for label in kind.label.values())


def codes_of(lines: Sequence[Line], spec: FormSpec) -> dict[str, str]:
    """Key → code without language: the line's own, or one worked out from its place in the tree."""
    kinds = {kind.id: kind for kind in spec.kinds}
    codes: dict[str, str] = {}
    chains: dict[str | None, str] = {None: ""}
    counts: dict[tuple[str, str], int] = {}
    for line in lines:
        kind = kinds.get(line.kind) or kind_of(spec, line.kind)
        chain = chains.get(line.parent, "")
        place = (chain, line.kind)
        counts[place] = counts.get(place, 0) + 1
        own = line.code or _new_code(line, kind, chain, counts[place])
        codes[line.key] = own
        chains[line.key] = chain if _lettered(kind) else own
    return codes


def _new_code(line: Line, kind: ItemKind, chain: str, number: int) -> str:
    if not _lettered(kind):
        # An excerpt keeps the numbers that its sections have in the whole plan.
        given = _NUMBER.match(line.number) if kind.section else None
        return f"{chain}.{number}" if chain else (given.group() if given else str(number))
    if number == 1 and not _numbered(kind):
        return f"{chain}/{kind.id}"
    return f"{chain}/{kind.id}/{number}"


def assign_codes(lines: Iterable[L], spec: FormSpec) -> tuple[L, ...]:
    """Copies of plan items or report lines in which every one has its code."""
    listed = tuple(lines)
    codes = codes_of(listed, spec)  # type: ignore[arg-type]
    return tuple(msgspec.structs.replace(line, code=codes[line.key]) for line in listed)  # type: ignore[attr-defined]


def number_in(code: str) -> str:
    """The number of the line among its own kind: "2.1/result_indicator/2" → "2", "2.1" → "1"."""
    if "/" in code:
        _, _, tail = code.partition("/")
        return tail.partition("/")[2] or "1"
    return code.rpartition(".")[2]


def printed_code(code: str, spec: FormSpec, language: str) -> str:
    """``2.1/result_indicator/2`` → ``2.1-НК2``; a code of another shape prints as it is."""
    chain, slash, tail = code.partition("/")
    if not slash:
        return code
    kind, _, number = tail.partition("/")
    letters = kind_of(spec, kind).code.in_(language)
    sign = f"{letters}{number}"
    return f"{chain}-{sign}" if chain and sign else (sign or code)


def canonical_code(printed: str, spec: FormSpec) -> str | None:
    """The reverse of :func:`printed_code`, whatever the language; None where it is no code."""
    found = _PRINTED.fullmatch("".join(printed.split()))
    if not found:
        return None
    letters = found["letters"]
    if letters is None:
        return found["chain"]
    kind = next((kind for kind in spec.kinds if letters in kind.code.values()), None)
    if kind is None:
        return None
    return f"{found['chain']}/{kind.id}" + (f"/{found['number']}" if found["number"] else "")
