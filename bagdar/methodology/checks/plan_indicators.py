"""Plan checks of indicators and of the Strategy: what can be measured, what must be contained, approval."""

from __future__ import annotations

from collections.abc import Iterator

from bagdar.documents.forms import Passport, Plan, PlanItem
from bagdar.kernel.text import Text
from bagdar.methodology.checks.plan_context import PlanContext, plan_check
from bagdar.methodology.checks.registry import Hit, words
from bagdar.methodology.wording import same_wording


def _lacks(plan: PlanContext, item: PlanItem) -> list[Text]:
    """What of unit, base value and direction an indicator does not state."""
    passport = item.passport or Passport()
    return [
        words(name)[0]
        for name, there in (
            ("unit", bool(passport.unit) or bool(plan.texts(item, "unit"))),
            (
                "base",
                passport.base is not None or any(v.number is not None for v in passport.actuals.values()),
            ),
            ("direction", passport.direction is not None),
        )
        if not there
    ]


@plan_check("measurable")
def measurable(plan: PlanContext) -> Iterator[Hit]:
    """An indicator without unit, base value or direction."""
    for item in plan.items("measured"):
        lacking = _lacks(plan, item)
        if lacking:
            yield plan.hit(item, lacking=lacking)


@plan_check("targets")
def targets(plan: PlanContext) -> Iterator[Hit]:
    """An indicator without a target for some year of the period."""
    for item in plan.items("measured"):
        have = {label[:4] for label in (item.passport or Passport()).targets}
        lacking = [str(year) for year in plan.years if str(year) not in have]
        if lacking:
            yield plan.hit(item, years=lacking)


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
