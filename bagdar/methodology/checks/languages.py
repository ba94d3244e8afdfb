"""Checks of two language texts of one plan: rows, figures, dates, executors, sources are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from bagdar.documents.forms import Passport, PlanItem
from bagdar.kernel.findings import Place
from bagdar.kernel.text import Text
from bagdar.methodology.checks.pairing import Pair
from bagdar.methodology.checks.plan_context import PlanContext, at_source
from bagdar.methodology.checks.readings import Executors
from bagdar.methodology.checks.registry import Hit, Table

_FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:,\d{3}(?!\d))*(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\Z")


@dataclass
class LanguagesContext:
    """``first`` and ``second`` are two plans, or one plan that holds both texts, read in one language each."""

    first: PlanContext
    second: PlanContext
    languages: tuple[str, str]
    pairs: tuple[Pair, ...]
    _ranks: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for position, pair in enumerate(self.pairs):
            for item in (pair.first, pair.second):
                if item is not None:
                    self._ranks.setdefault(item.key, position)

    def rank(self, key: str | None) -> int:
        return -1 if key is None else self._ranks.get(key, len(self.pairs))

    def mark(self, language: str) -> str:
        """The decimal mark of *language*."""
        form = self.first.methodology.forms.get("plan")
        return form.mark(language) if form is not None else ","

    def both(self) -> Iterator[tuple[PlanItem, PlanItem]]:
        for pair in self.pairs:
            if pair.first is not None and pair.second is not None:
                yield pair.first, pair.second

    def hit(self, first: PlanItem, role: str, one: object, other: object) -> Hit:
        a, b = self.languages
        return self.first.hit(first, role, one=one, other=other, first=a, second=b)


language_check: Table[LanguagesContext] = Table("languages")
"""The checks of two language texts."""


@language_check("row_missing")
def rows_missing(texts: LanguagesContext) -> Iterator[Hit]:
    """A row that stands in one of the texts only."""
    a, b = texts.languages
    for pair in texts.pairs:
        if pair.second is None and pair.first is not None:
            yield texts.first.hit(pair.first, there=a, lacking=b)
        elif pair.first is None and pair.second is not None:
            yield texts.second.hit(pair.second, there=b, lacking=a)


@language_check("number")
def numbers(texts: LanguagesContext) -> Iterator[Hit]:
    """One row with different numbers."""
    for first, second in texts.both():
        one, other = (_FIGURE.findall(item.number) for item in (first, second))
        if one != other and one and other:
            yield texts.hit(first, "number", first.number, second.number)


@language_check("figures")
def figures(texts: LanguagesContext) -> Iterator[Hit]:
    """Figures in the wording that stand in one of the texts only."""
    a, b = texts.languages
    for first, second in texts.both():
        if a in first.title and b in second.title:
            # Values that a title repeats are compared as values.
            one = figures_of(first.title[a], texts.mark(a)) - _valued(first)
            other = figures_of(second.title[b], texts.mark(b)) - _valued(second)
            if one != other:
                yield texts.hit(first, "title", _only(one, other), _only(other, one))


def figures_of(text: str, mark: str = ",") -> frozenset[str]:
    """The figures of *text* as people would read them aloud: "98 748,9" and "98748.9" are one.

    Where the decimal *mark* is a point, commas divide thousands: "98,748.9" is the same figure.
    """
    return frozenset(_plain(found.group(), mark) for found in _FIGURE.finditer(text))


def _valued(item: PlanItem) -> frozenset[str]:
    return frozenset(_plain(str(value), ".") for value in _passport(item.passport).values())


def _plain(figure: str, mark: str) -> str:
    bare = re.sub(r"\s", "", figure)
    if mark == "." and _THOUSANDS.match(bare):
        bare = bare.replace(",", "")
    bare = bare.replace(",", ".")
    try:
        return f"{Decimal(bare).normalize():f}"
    except InvalidOperation:
        return bare


def _only(one: frozenset[str], other: frozenset[str]) -> list[str]:
    return sorted(one - other, key=lambda text: (len(text), text)) or ["–"]


@language_check("values")
def values(texts: LanguagesContext) -> Iterator[Hit]:
    """Base, targets or actual figures of an indicator that differ."""
    for first, second in texts.both():
        ours, theirs = (_passport(item.passport) for item in (first, second))
        for label in sorted({*ours, *theirs}):
            one, other = ours.get(label), theirs.get(label)
            if one != other and ours and theirs:
                a, b = texts.languages
                hit = texts.first.hit(
                    first,
                    year=label,
                    one="–" if one is None else one,
                    other="–" if other is None else other,
                    first=a,
                    second=b,
                )
                yield replace(hit, place=_value_place(first, label) or hit.place)


def _value_place(item: PlanItem, label: str) -> Place | None:
    """The cell that the figure of *label* was read from."""
    sources = item.passport.sources if item.passport else {}
    for key in (f"target:{label}", f"actual:{label.rstrip('*')}", "base"):
        if key in sources:
            return at_source(sources[key], item.key, key)
    return None


def _passport(passport: Passport | None) -> dict[str, Decimal]:
    """Year → figure; a year's actual and target are told apart by a star at the actual."""
    if passport is None:
        return {}
    out = dict(passport.targets)
    for label, value in passport.actuals.items():
        if value.number is not None:
            out[f"{label}*" if label in out else label] = value.number
    if passport.base is not None:
        out.setdefault(passport.base_period or "0", passport.base)
    return out


@language_check("amounts")
def amounts(texts: LanguagesContext) -> Iterator[Hit]:
    """Amounts of financing that differ."""
    for first, second in texts.both():
        one = [line.amounts for line in first.finance]
        other = [line.amounts for line in second.finance]
        if one != other:
            yield texts.hit(first, "amounts", _shown(one), _shown(other))


def _shown(lines: list[dict[str, Decimal]]) -> list[str]:
    return [f"{year}: {amount}" for line in lines for year, amount in line.items()] or ["–"]


def _cells(texts: LanguagesContext, role: str) -> Iterator[tuple[PlanItem, str, str]]:
    """(first text's row, its cell, the other's cell) where either is written."""
    a, b = texts.languages
    for first, second in texts.both():
        one, other = texts.first.texts(first, role).get(a, ""), texts.second.texts(second, role).get(b, "")
        if one or other:
            yield first, one, other


@language_check("deadline")
def deadlines(texts: LanguagesContext) -> Iterator[Hit]:
    """Deadlines that fall on different days."""
    a, b = texts.languages
    for first, one, other in _cells(texts, "deadline"):
        ours = texts.first.reader.deadline(one, a) if one else None
        theirs = texts.second.reader.deadline(other, b) if other else None
        if ours is None or theirs is None:
            different = True
        elif ours.understood and theirs.understood:
            different = set(ours.occurrences) != set(theirs.occurrences)
        else:
            different = figures_of(one, texts.mark(a)) != figures_of(other, texts.mark(b))
        if different:
            yield texts.hit(first, "deadline", one or "–", other or "–")


@language_check("executors")
def executors(texts: LanguagesContext) -> Iterator[Hit]:
    """Bodies named in one of the texts only."""
    a, b = texts.languages
    for first, one, other in _cells(texts, "executors"):
        ours = texts.first.reader.executors(one, a) if one else Executors(understood=True)
        theirs = texts.second.reader.executors(other, b) if other else Executors(understood=True)
        only_one, only_other = _missing(ours, theirs), _missing(theirs, ours)
        if only_one or only_other:
            yield texts.hit(first, "executors", _names(texts, only_one), _names(texts, only_other))


def _missing(one: Executors, other: Executors) -> list[str]:
    """Bodies of *one* that *other* does not name; nothing can be said where *other* holds unread names."""
    if not other.understood or any(executor.body is None and not executor.group for executor in other.bodies):
        return []
    there = {executor.body for executor in other.bodies}
    found = (executor.body for executor in one.bodies if executor.body is not None)
    return [body for body in dict.fromkeys(found) if body not in there]


def _names(texts: LanguagesContext, bodies: list[str]) -> list[Text | str]:
    known = (texts.first.bodies.get(body) for body in bodies)
    return [body.name if body else key for key, body in zip(bodies, known, strict=True)] or ["–"]


@language_check("financing")
def financing(texts: LanguagesContext) -> Iterator[Hit]:
    """Sources of financing that differ."""
    a, b = texts.languages
    for first, one, other in _cells(texts, "financing"):
        ours = texts.first.reader.financing(one, a) if one else None
        theirs = texts.second.reader.financing(other, b) if other else None
        known = ours is None or theirs is None or (ours.understood and theirs.understood)
        if known and set(ours.sources if ours else ()) != set(theirs.sources if theirs else ()):
            yield texts.hit(first, "financing", one or "–", other or "–")
