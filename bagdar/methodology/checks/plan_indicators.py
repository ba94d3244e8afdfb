"""Plan checks of indicators and of the Strategy: what can be measured, what must be contained, approval."""

from __future__ import annotations

from collections.abc import Iterator

from bagdar.documents.forms import Passport, Plan, PlanItem
from bagdar.methodology.checks.plan_context import PlanContext, plan_check, shortened
from bagdar.methodology.checks.registry import Hit, words
from bagdar.methodology.wording import same_wording

PARTS = ("unit", "base", "direction")
"""What an indicator states besides its targets; each is a word of the catalogue."""


def _states(plan: PlanContext, item: PlanItem, part: str) -> bool:
    """Does the indicator state its unit, base value or direction?"""
    passport = item.passport or Passport()
    if part == "unit":
        return bool(passport.unit) or bool(plan.texts(item, "unit"))
    if part == "base":
        return passport.base is not None or any(v.number is not None for v in passport.actuals.values())
    return passport.direction is not None


def _absent(plan: PlanContext, indicators: list[PlanItem]) -> list[str]:
    """Parts that none of several indicators states: the plan has no place for them."""
    if len(indicators) < 2:
        return []
    return [part for part in PARTS if not any(_states(plan, item, part) for item in indicators)]


@plan_check("measure_absent")
def measures_absent(plan: PlanContext) -> Iterator[Hit]:
    """Unit, base value or direction that no indicator of the plan states."""
    indicators = list(plan.items("measured"))
    absent = _absent(plan, indicators)
    if absent:
        yield Hit(params={"lacking": words(*absent), "lines": len(indicators)})


@plan_check("measurable")
def measurable(plan: PlanContext) -> Iterator[Hit]:
    """An indicator without the unit, base value or direction that others state."""
    indicators = list(plan.items("measured"))
    wanted = [part for part in PARTS if part not in _absent(plan, indicators)]
    for item in indicators:
        lacking = [part for part in wanted if not _states(plan, item, part)]
        if lacking:
            yield plan.hit(item, lacking=words(*lacking))


@plan_check("targets")
def targets(plan: PlanContext) -> Iterator[Hit]:
    """An indicator without a target for some year of the period."""
    for item in plan.items("measured"):
        have = {label[:4] for label in (*(item.passport or Passport()).targets, *plan.yearly(item))}
        lacking = [str(year) for year in plan.years if str(year) not in have]
        if lacking:
            yield plan.hit(item, years=lacking)


@plan_check("value_unread")
def values_unread(plan: PlanContext) -> Iterator[Hit]:
    """A value of an indicator that is not a figure: it cannot be compared with what is reported."""
    for item in plan.items("measured"):
        unread = plan.yearly(item)
        if unread:
            label, text = next(iter(unread.items()))
            yield Hit(
                plan.place(item, label),
                {"line": plan.line(item), "years": list(unread), "text": shortened(text)},
            )


def _strategy_items(plan: PlanContext, strategy: Plan) -> Iterator[tuple[PlanItem, PlanItem | None]]:
    """(measured item of the Strategy that the plan must contain, its like in the plan or None)."""
    kinds = {key for key, kind in plan.kinds.items() if kind.strategy and kind.measured}
    by_title: dict[tuple[str, str, str], PlanItem] = {}
    for item in plan.plan.items:
        for language, title in item.title.items():
            by_title.setdefault((item.kind, language, same_wording(title)), item)
    for item in strategy.items:
        if item.kind in kinds:
            same_key = plan.tree.by_key.get(item.key)
            like = same_key if same_key is not None and same_key.kind == item.kind else None
            found = (by_title.get((item.kind, lang, same_wording(t))) for lang, t in item.title.items())
            yield item, like or next((other for other in found if other is not None), None)


@plan_check("strategy_indicator")
def strategy_indicators(plan: PlanContext) -> Iterator[Hit]:
    """A target indicator of the Strategy that the plan does not contain."""
    if plan.strategy is not None:
        for item, like in _strategy_items(plan, plan.strategy):
            if like is None:
                yield Hit(params={"line": plan.line(item)})


@plan_check("strategy_target")
def strategy_targets(plan: PlanContext) -> Iterator[Hit]:
    """An indicator for which plan and Strategy set different targets."""
    for item, like in _strategy_items(plan, plan.strategy) if plan.strategy is not None else ():
        if like is None or item.passport is None or like.passport is None:
            continue
        for year, target in sorted(item.passport.targets.items()):
            ours = like.passport.targets.get(year)
            if ours is not None and ours != target:
                yield plan.hit(like, year=year, plan=ours, strategy=target)


@plan_check("approval")
def approval(plan: PlanContext) -> Iterator[Hit]:
    """A plan that does not say by which act it was approved."""
    act = plan.plan.plan_act
    if act is None or (not act.text and act.number is None and act.day is None):
        yield Hit()


@plan_check("agreement")
def agreement(plan: PlanContext) -> Iterator[Hit]:
    """A plan without the mark of agreement that its approval needs."""
    if not plan.plan.agreed:
        yield Hit()
