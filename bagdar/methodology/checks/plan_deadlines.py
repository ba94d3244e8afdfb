"""Plan checks of time: the plan's period, years with nothing due, deadlines, informing higher bodies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bagdar.documents.forms import PlanItem
from bagdar.methodology.checks.plan_context import PlanContext, plan_check
from bagdar.methodology.checks.registry import Hit


@plan_check("period_unknown")
def period_unknown(plan: PlanContext) -> Iterator[Hit]:
    """The years the plan is for are not stated, or run backwards."""
    if not plan.years:
        yield Hit()


@plan_check("period")
def period(plan: PlanContext) -> Iterator[Hit]:
    """A plan for another number of years than the Strategy has."""
    wanted = plan.methodology.strategy.years
    if plan.years and len(plan.years) != wanted:
        yield Hit(
            params={
                "first": plan.years[0],
                "last": plan.years[-1],
                "years": len(plan.years),
                "wanted": wanted,
            }
        )


@plan_check("strategy_period")
def strategy_period(plan: PlanContext) -> Iterator[Hit]:
    """A plan for other years than those of the Strategy given beside it."""
    strategy = plan.strategy
    if strategy is None or strategy.first_year is None or strategy.last_year is None or not plan.years:
        return
    theirs = (strategy.first_year, strategy.last_year)
    if theirs != (plan.years[0], plan.years[-1]):
        yield Hit(params={"first": plan.years[0], "last": plan.years[-1], "from": theirs[0], "to": theirs[1]})


@plan_check("coverage")
def coverage(plan: PlanContext) -> Iterator[Hit]:
    """A year of the period in which nothing is due and nothing runs."""
    covered: set[int] = set()
    for item in plan.plan.items:
        if item.passport is not None:
            covered.update(int(label[:4]) for label in item.passport.targets if label[:4].isdigit())
        reading = plan.deadline(item)
        for due in reading.occurrences if reading else ():
            covered.update(range(plan.year_of(due.first), plan.year_of(due.last) + 1))
    for year in plan.years if plan.plan.items else ():
        if year not in covered:
            yield Hit(params={"year": year})


@plan_check("deadline_outside")
def deadlines_outside(plan: PlanContext) -> Iterator[Hit]:
    """A deadline before the plan begins or after it ends."""
    for item in plan.plan.items:
        reading = plan.deadline(item)
        if not plan.years or reading is None:
            continue
        outside = [due.last for due in reading.occurrences if plan.year_of(due.last) not in plan.years]
        if outside:
            yield plan.hit(
                item,
                "deadline",
                day=outside[0],
                first=plan.years[0],
                last=plan.years[-1],
                text=plan.cell(item, "deadline")[0],
            )


@plan_check("deadline_unread")
def deadlines_unread(plan: PlanContext) -> Iterator[Hit]:
    """A deadline that the program does not understand: what is due cannot be computed."""
    for item in plan.plan.items:
        reading = plan.deadline(item)
        if reading is not None and not reading.understood:
            text = plan.cell(item, "deadline")[0]
            yield plan.hit(item, "deadline", text=text, left_over=reading.left_over or text)


def _informing(plan: PlanContext) -> dict[int, dict[date, list[PlanItem]]]:
    """Year → day on which higher bodies are informed → the lines that do it."""
    out: dict[int, dict[date, list[PlanItem]]] = {}
    for item in plan.plan.items:
        text, language = plan.cell(item, "completion")
        if not text or not plan.reader.completion(text, language).informing:
            continue
        reading = plan.deadline(item)
        for due in reading.occurrences if reading else ():
            lines = out.setdefault(plan.year_of(due.last), {}).setdefault(due.last, [])
            if not lines or lines[-1] is not item:
                lines.append(item)
    return out


@plan_check("informing_dates")
def informing_dates(plan: PlanContext) -> Iterator[Hit]:
    """Higher bodies informed on more days a year than the methodology allows."""
    rule = plan.methodology.informing
    if rule is None:
        return
    for year, days in sorted(_informing(plan).items()):
        if len(days) > rule.max_dates_a_year:
            yield Hit(params=_days(year, days, rule.max_dates_a_year))


@plan_check("informing_coincide")
def informing_coincide(plan: PlanContext) -> Iterator[Hit]:
    """Activities that inform higher bodies in one year on different days, though not on too many."""
    rule = plan.methodology.informing
    if rule is None or not rule.coincide:
        return
    for year, days in sorted(_informing(plan).items()):
        if 1 < len(days) <= rule.max_dates_a_year:
            yield Hit(params=_days(year, days, rule.max_dates_a_year))


def _days(year: int, days: dict[date, list[PlanItem]], most: int) -> dict[str, object]:
    """``shown``: each day with the numbers of its lines, at most five of them."""
    shown = []
    for day, items in sorted(days.items()):
        numbers = [item.number.strip().rstrip(".") or item.code or item.key for item in items]
        more = ", …" if len(numbers) > 5 else ""
        shown.append(f"{day:%d.%m.%Y} (№ {', '.join(numbers[:5])}{more})")
    return {"year": year, "count": len(days), "most": most, "days": "; ".join(shown)}
