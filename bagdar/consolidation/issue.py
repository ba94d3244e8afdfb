"""Offline forms for a round: from a plan and its obligations, one form for each body that owes something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bagdar.consolidation.fold import Outline
from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import BodyRef, Plan, PlanItem, Value
from bagdar.documents.offline.model import Delivery, OfflineForm, OfflineLine
from bagdar.documents.pages.codes import codes_of
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.due import Evaluation, LineDue, due_lines, evaluation_of, target_label
from bagdar.methodology.model import Methodology
from bagdar.methodology.obligations import Obligation, obligations
from bagdar.methodology.roles import LineRoles, Roles, roles_of

FROM_BODIES = ("co_executor", "responsible")
"""Senders of the chain that fill in forms; the levels above consolidate."""


class Cycle(msgspec.Struct, frozen=True, kw_only=True):
    """One reporting cycle worked out: who answers for what, what is due, who owes what to whom."""

    plan: Plan
    methodology: Methodology
    bodies: Bodies
    period: Period
    roles: Roles
    due: Mapping[str, LineDue]
    obligations: tuple[Obligation, ...]
    evaluation: Evaluation = Evaluation()

    @property
    def evaluation_year(self) -> bool:
        return self.evaluation.year


def open_cycle(
    plan: Plan,
    methodology: Methodology,
    bodies: Bodies,
    period: Period,
    *,
    evaluation_year: bool | None = None,
    evaluation_ground: str = "",
) -> Cycle:
    """Work out the cycle of *period*. Raises DomainError as :func:`obligations` does.

    *evaluation_year*: as decided for the cycle, on *evaluation_ground*; None: as the methodology names.
    """
    roles = roles_of(plan, methodology, bodies, period.last)
    due = due_lines(plan, methodology, period)
    return Cycle(
        plan=plan,
        methodology=methodology,
        bodies=bodies,
        period=period,
        roles=roles,
        due=due,
        obligations=obligations(plan, methodology, bodies, period, roles=roles, due=due),
        evaluation=evaluation_of(plan, methodology, period, evaluation_year, evaluation_ground),
    )


def forms_of(cycle: Cycle) -> dict[str, OfflineForm]:
    """Body id → its form, with every line it answers for once, under its headings.

    A body that owes nothing in the period gets no form; a group of unnamed members has nobody to send to.
    """
    deliveries: dict[str, dict[str, list[Delivery]]] = {}
    senders = {level.id: level.sender for level in cycle.methodology.levels}
    for owed in cycle.obligations:
        if senders[owed.level] not in FROM_BODIES or owed.sender is None:
            continue
        to = _delivery(cycle, owed)
        for key in owed.keys:
            deliveries.setdefault(owed.sender, {}).setdefault(key, []).append(to)
    drawer = _Drawer(cycle)
    return {body: drawer.form(body, keys) for body, keys in deliveries.items()}


def body_ref(bodies: Bodies, body: str | None) -> BodyRef:
    found = bodies.get(body)
    return BodyRef(id=body, name=found.name if found else Text())


def _delivery(cycle: Cycle, owed: Obligation) -> Delivery:
    return Delivery(
        level=owed.level,
        recipient=body_ref(cycle.bodies, owed.recipient),
        section=owed.section,
        due=owed.last,
        clause=owed.clause,
    )


class _Drawer:
    """Draws one body's form after another from the same plan."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.outline = Outline(cycle.plan)
        self.items = cycle.plan.by_key()
        self.codes = codes_of(cycle.plan.items, cycle.methodology.forms["plan"])
        self.measured = {kind.id for kind in cycle.methodology.kinds if kind.measured}

    def form(self, body: str, deliveries: Mapping[str, Sequence[Delivery]]) -> OfflineForm:
        cycle, plan = self.cycle, self.cycle.plan
        return OfflineForm(
            methodology=cycle.methodology.id,
            body=body_ref(cycle.bodies, body),
            period=cycle.period,
            languages=plan.languages,
            strategy_act=plan.strategy_act,
            plan_act=plan.plan_act,
            evaluation_year=cycle.evaluation_year,
            lines=tuple(
                self._line(self.items[key], body, deliveries.get(key, ()))
                for key in self.outline.with_ancestors(deliveries)
            ),
            demonstration=plan.demonstration,
        )

    def _line(self, item: PlanItem, body: str, deliveries: Sequence[Delivery]) -> OfflineLine:
        asked = self.cycle.due.get(item.key) if deliveries else None
        passport = item.passport if item.kind in self.measured else None
        label = target_label(passport.targets, self.cycle.period) if passport else None
        return OfflineLine(
            key=item.key,
            kind=item.kind,
            parent=item.parent,
            number=item.number,
            code=self.codes[item.key],
            title=item.title,
            cells=item.cells,
            role=self.cycle.roles.get(item.key, LineRoles()).role(body) if deliveries else None,
            asked=bool(asked and asked.asked),
            hint=asked.state if asked else None,
            measured=passport is not None,
            unit=passport.unit if passport else Text(),
            decimals=passport.decimals if passport else None,
            target=passport.targets[label] if passport and label else None,
            previous=_latest(passport.actuals) if passport else None,
            deliveries=tuple(deliveries),
        )


def _latest(actuals: Mapping[str, Value]) -> Value | None:
    return actuals[max(actuals)] if actuals else None
