"""Plan checks of cells: columns filled in, every reportable row answered for, sources of financing, amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bagdar.documents.forms import FinanceLine, PlanItem
from bagdar.documents.spec import Column, ItemKind
from bagdar.kernel.text import Text
from bagdar.methodology.checks.plan_context import PlanContext, plan_check
from bagdar.methodology.checks.registry import Hit

TOTAL = "total"
"""Label of the sum in FinanceLine.amounts."""
HEAD_ROLES = ("number", "title")
"""Columns that have checks of their own (numbering, title_missing)."""


def _wanted(plan: PlanContext) -> Iterator[tuple[ItemKind, Column, list[PlanItem], list[PlanItem]]]:
    """(kind, column it must fill in, its items, those of them with the column empty).

    Executors of reportable rows belong to the check "unanswered".
    """
    by_kind: dict[str, list[PlanItem]] = {}
    for item in plan.plan.items:
        by_kind.setdefault(item.kind, []).append(item)
    for column in plan.methodology.forms["plan"].columns:
        for key, items in by_kind.items():
            kind = plan.kinds.get(key)
            if kind is None or column.id not in kind.columns or column.role in HEAD_ROLES:
                continue
            if column.role == "deadline" and not kind.deadline:
                continue  # The reading in use asks none of this kind.
            if column.role != "executors" or not kind.reported:
                yield kind, column, items, [item for item in items if not _filled(plan, item, column)]


def _filled(plan: PlanContext, item: PlanItem, column: Column) -> bool:
    if column.role == "financing" and any(line.source or line.amounts for line in item.finance):
        return True
    targets = item.passport.targets if item.passport is not None else {}
    if column.role == "deadline" and (targets or plan.yearly(item)):
        return True  # What is to be reached in which year is the planned deadline of an indicator.
    return bool(plan.texts(item, column.role)) or bool(item.cells.get(column.id))


@plan_check("column_absent")
def columns_absent(plan: PlanContext) -> Iterator[Hit]:
    """A column that no line of a kind fills in: the plan does not have it at all."""
    for kind, column, items, empty in _wanted(plan):
        if items and len(empty) == len(items):
            yield Hit(
                params={"column": _caption(column), "kind": kind.plural or kind.name, "lines": len(items)},
                clause=_clause(kind, column),
            )


@plan_check("column_empty")
def columns_empty(plan: PlanContext) -> Iterator[Hit]:
    """A line that leaves empty a column which other lines of its kind fill in."""
    for kind, column, items, empty in _wanted(plan):
        if len(empty) < len(items):
            for item in empty:
                yield Hit(
                    plan.place(item, column.id),
                    {"line": plan.line(item), "column": _caption(column)},
                    clause=_clause(kind, column),
                )


def _caption(column: Column) -> Text:
    return Text({**column.published, **column.used})


def _clause(kind: ItemKind, column: Column) -> str | None:
    """The setting's clause speaks of activities; of an indicator's cells the column's own clause does."""
    return (column.clause or None) if kind.measured else None


@plan_check("unanswered")
def unanswered(plan: PlanContext) -> Iterator[Hit]:
    """A line that will be reported on, for which nobody answers."""
    for item in plan.items("reported"):
        if plan.kinds[item.kind].executors and not plan.texts(item, "executors"):
            yield plan.hit(item, "executors")


@plan_check("financing_source")
def financing_sources(plan: PlanContext) -> Iterator[Hit]:
    """A source of financing other than those the methodology allows."""
    allowed = {source.id: source.allowed for source in plan.methodology.finance}
    names = {source.id: source.name for source in plan.methodology.finance}
    wanted = [source.name for source in plan.methodology.finance if source.allowed]
    for item in plan.plan.items:
        for text, language in _financing(plan, item):
            reading = plan.reader.financing(text, language)
            other: list[Text | str] = [names[key] for key in reading.sources if not allowed.get(key, True)]
            other += list(reading.other)
            if other:
                yield plan.hit(item, "financing", sources=other, allowed=wanted)
                break


@plan_check("financing_unread")
def financing_unread(plan: PlanContext) -> Iterator[Hit]:
    """Words about financing that the program does not understand."""
    for item in plan.plan.items:
        for text, language in _financing(plan, item):
            reading = plan.reader.financing(text, language)
            if not reading.understood:
                yield plan.hit(item, "financing", text=text, left_over=reading.left_over or text)


def _financing(plan: PlanContext, item: PlanItem) -> Iterator[tuple[str, str]]:
    """(text, language) of the financing cell and of the sources that stand beside yearly amounts."""
    cell = plan.cell(item, "financing")
    seen = {cell[0]}
    if cell[0]:
        yield cell
    for line in item.finance:
        for language in (*plan.plan.languages, *line.source):
            text = line.source.get(language, "")
            if text and text not in seen:
                seen.add(text)
                yield text, language
                break


@plan_check("amount_unread")
def amounts_unread(plan: PlanContext) -> Iterator[Hit]:
    """An amount that is not a figure."""
    for item in plan.plan.items:
        for line in item.finance:
            for period, text in line.unread.items():
                yield plan.hit(item, "amounts", period=_period(period), text=text)


@plan_check("amount_total")
def amount_totals(plan: PlanContext) -> Iterator[Hit]:
    """A total that is not the sum of its years, by more than their rounding can make."""
    for item in plan.plan.items:
        for line in item.finance:
            total, parts = line.amounts.get(TOTAL), _years(line)
            if total is None or not parts or line.unread:
                continue
            added = sum(parts, Decimal(0))
            if abs(added - total) > _step(total, *parts) * len(parts) / 2:
                yield plan.hit(item, "amounts", total=total, sum=added, difference=total - added)


def _years(line: FinanceLine) -> list[Decimal]:
    return [amount for period, amount in line.amounts.items() if period != TOTAL]


def _step(*amounts: Decimal) -> Decimal:
    """The finest place that an amount is given to, not above one unit."""
    exponents = [amount.as_tuple().exponent for amount in amounts]
    return Decimal(1).scaleb(min([0, *(place for place in exponents if isinstance(place, int))]))


@lru_cache(maxsize=512)
def _period(label: str) -> str:
    return "Σ" if label == TOTAL else label
