"""The report on the Strategy (§34–§35), laid out from the consolidated lines; the analyst adds, never retypes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bagdar.consolidation.fold import section_of
from bagdar.consolidation.levels import Consolidation, Round
from bagdar.consolidation.tallies import Judge, tallies
from bagdar.documents.forms import (
    Analysis,
    BodyRef,
    PlanItem,
    ReportLine,
    StrategyReport,
    Tally,
    Value,
)
from bagdar.kernel.text import Text
from bagdar.methodology.roles import LineRoles


def strategy_report(over: Round, result: Consolidation, name: Text) -> StrategyReport:
    """Requisites as A3.1–5, the counts, every analysed item with the words that came up, part 1 as annex.

    *name* is the name of the Strategy as its own sheets print it.
    """
    plan = over.plan
    return StrategyReport(
        methodology=over.methodology.id,
        languages=plan.languages,
        name=name,
        act=plan.strategy_act,
        developer=developer(over),
        executors=executors(over),
        first_year=plan.first_year,
        last_year=plan.last_year,
        period=over.period,
        tallies=counts(over, result),
        analysis=_analyses(over, result.lines),
        missing=tuple(reference(over, m.body) for m in result.missing),
        annex=result.national,
        demonstration=plan.demonstration,
    )


def counts(over: Round, result: Consolidation) -> tuple[Tally, ...]:
    """Tallies of *result* over all and by section."""
    kinds = over.methodology.kinds
    sections = section_of(over.plan, {kind.id: kind.section for kind in kinds})
    return tallies(result.lines, kinds, judge(over), sections)


def judge(over: Round) -> Judge:
    return Judge(over.plan, over.methodology.kinds, over.methodology.standings, over.due)


def developer(over: Round) -> BodyRef:
    """The body that develops the Strategy: the plan's own word, else the holder of the planner's office."""
    if over.plan.developer is not None:
        return over.plan.developer
    senders = {level.sender_office for level in over.methodology.levels if level.sender == "planner"}
    held = next((o.body for o in over.methodology.offices if o.id in senders and o.body), None)
    return reference(over, held) if held else BodyRef()


def executors(over: Round) -> tuple[BodyRef, ...]:
    """Every executing body of the plan, responsible ones too (A3.4 as read against A3.3), each once."""
    seen: dict[str, None] = {}
    for item in over.plan.items:
        for body in over.roles.get(item.key, LineRoles()).bodies:
            seen.setdefault(body)
    return tuple(reference(over, body) for body in seen)


def reference(over: Round, body: str) -> BodyRef:
    found = over.bodies.get(body)
    return BodyRef(id=body, name=found.name) if found else BodyRef(id=body)


def _analyses(over: Round, lines: Sequence[ReportLine]) -> tuple[Analysis, ...]:
    analysed = {kind.id for kind in over.methodology.kinds if kind.analysed}
    items: Mapping[str, PlanItem] = over.plan.by_key()
    return tuple(_analysis(over, items[line.key], line) for line in lines if line.kind in analysed)


def _analysis(over: Round, item: PlanItem, line: ReportLine) -> Analysis:
    label = over.period.label
    target = item.passport.targets.get(label) if item.passport else None
    said = line.information + tuple(s for c in line.contributions for s in c.information)
    return Analysis(
        key=line.key,
        kind=line.kind,
        code=line.code,
        parent=line.parent,
        title=line.title,
        bodies=tuple(reference(over, body) for body in over.roles.get(line.key, LineRoles()).bodies),
        status=line.status,
        state=line.state,
        plan_value=Value(period=label, number=target) if target is not None else None,
        value=line.value,
        statements=said,
        reason=line.reason,
    )
