"""Checks of the draft conclusion: items 1–7, every executing body, a position on every reason, final extras."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bagdar.documents.forms import Case, Conclusion, PlanItem, Report, ReportLine, Value
from bagdar.documents.forms.conclusion import Activity
from bagdar.documents.spec import Status
from bagdar.kernel.findings import Place
from bagdar.kernel.text import Text
from bagdar.methodology.attainment import period_attained
from bagdar.methodology.checks.matching import match_lines
from bagdar.methodology.checks.plan_context import PlanContext, line_text
from bagdar.methodology.checks.registry import Hit, Table, parameter
from bagdar.methodology.checks.report_context import written


@dataclass
class ConclusionContext:
    """``annex``: part 1 as consolidated for the conclusion's period; ``history``: those of earlier periods."""

    conclusion: Conclusion
    plan: PlanContext
    annex: Report | None = None
    history: Sequence[Report] = ()

    def rank(self, key: str | None) -> int:
        return self.plan.rank(key)

    @cached_property
    def statuses(self) -> dict[str, Status]:
        return {status.id: status for status in self.plan.methodology.statuses}

    @cached_property
    def years(self) -> tuple[tuple[str, dict[str, ReportLine]], ...]:
        """(period label, lines by the plan's keys) of every report up to the conclusion's period."""
        reports = [*self.history, *([self.annex] if self.annex is not None else [])]
        out = {}
        for report in reports:
            if report.period is not None and report.period <= self.conclusion.period:
                out[report.period.label] = _lines(report, self.plan)
        return tuple(sorted(out.items()))

    @cached_property
    def executing(self) -> dict[str, PlanItem]:
        """Body id → the first line of the plan that names it; a group stands for its members."""
        out: dict[str, PlanItem] = {}
        narrow = parameter(self.plan.methodology, "conclusion_executors") == "co_executors_only"
        for item in self.plan.plan.items:
            reading = self.plan.executors(item)
            for executor in reading.bodies if reading else ():
                wanted = not narrow or (executor.role or executor.proposed) == "co_executor"
                if executor.body is not None and wanted:
                    out.setdefault(executor.body, item)
        return out

    @cached_property
    def verdicts(self) -> dict[str, dict[str, bool]]:
        """Indicator key → period → attained, for every period in which it can be judged."""
        out: dict[str, dict[str, bool]] = {}
        for item in self.plan.items("measured"):
            if self.plan.kinds[item.kind].reported:
                out[item.key] = dict(_verdicts(self, item))
        return out

    @cached_property
    def cases(self) -> dict[str, Case]:
        return {case.key: case for case in self.conclusion.cases}

    def case_hit(self, case: Case, /, **params: object) -> Hit:
        title = line_text(self.plan.kinds.get(case.kind), "", case.title)
        return Hit(Place(key=case.key, field="cases"), {"line": title, **params})


def _lines(report: Report, plan: PlanContext) -> dict[str, ReportLine]:
    items = match_lines(report, plan.plan)
    return {item.key: line for line, item in zip(report.lines, items, strict=True) if item is not None}


def _verdicts(context: ConclusionContext, item: PlanItem) -> Iterator[tuple[str, bool]]:
    """By figure against target, else by the status reported."""
    last = context.conclusion.period.label
    values: dict[str, Value] = {}
    if item.passport is not None:
        values = {p: v for p, v in item.passport.actuals.items() if p in item.passport.targets and p <= last}
    statuses: dict[str, Status] = {}
    for period, lines in context.years:
        line = lines.get(item.key)
        if line is not None and line.value is not None and line.value.number is not None:
            values[period] = line.value
        if line is not None and line.status in context.statuses:
            statuses[period] = context.statuses[line.status]
    for period in sorted({*values, *statuses}):
        attained = period_attained(item.passport, values.get(period))
        if attained is None and period in statuses:
            attained = statuses[period].result == "full"
        if attained is not None:
            yield period, attained


conclusion_check: Table[ConclusionContext] = Table("conclusion")
"""The checks of the draft conclusion."""


def _field(name: str) -> Hit:
    return Hit(Place(field=name))


@conclusion_check("name")
def name(context: ConclusionContext) -> Iterator[Hit]:
    """Item 1: the document's name."""
    if not context.conclusion.name:
        yield _field("name")


@conclusion_check("act")
def act(context: ConclusionContext) -> Iterator[Hit]:
    """Item 2: number and date of the approving act."""
    found = context.conclusion.act
    if found is None or (not found.text and (found.number is None or found.day is None)):
        yield _field("act")


@conclusion_check("developer")
def developer(context: ConclusionContext) -> Iterator[Hit]:
    """Item 3: the body responsible for development."""
    if context.conclusion.developer.id is None and not context.conclusion.developer.name:
        yield _field("developer")


@conclusion_check("executors")
def executors(context: ConclusionContext) -> Iterator[Hit]:
    """Item 4: the executing bodies, at least one."""
    if not context.conclusion.executors:
        yield _field("executors")


@conclusion_check("executor_omitted")
def executors_omitted(context: ConclusionContext) -> Iterator[Hit]:
    """Item 4: an executing body of the plan that is not named. A group is named by its name or its members."""
    named = {ref.id for ref in context.conclusion.executors}
    for key, item in context.executing.items() if named else ():
        body = context.plan.bodies.get(key)
        members = body.members if body is not None and body.group else ()
        if key not in named and not (members and named.issuperset(members)):
            yield Hit(
                Place(field="executors"),
                {"body": body.name if body else key, "line": context.plan.line(item)},
            )


@conclusion_check("executor_extra")
def executors_extra(context: ConclusionContext) -> Iterator[Hit]:
    """Item 4: a body that no line of the plan names."""
    known = set(context.executing)
    for key in tuple(known):
        body = context.plan.bodies.get(key)
        known.update(body.members if body is not None else ())
    for ref in context.conclusion.executors if known else ():
        if ref.id is not None and ref.id not in known:
            yield Hit(Place(field="executors"), {"body": ref.name or ref.id})


@conclusion_check("period")
def period(context: ConclusionContext) -> Iterator[Hit]:
    """Item 5: the years of implementation."""
    first, last = context.conclusion.first_year, context.conclusion.last_year
    if first is None or last is None:
        yield _field("first_year")


@conclusion_check("period_other")
def period_other(context: ConclusionContext) -> Iterator[Hit]:
    """Item 5: other years than the plan's."""
    ours = (context.conclusion.first_year, context.conclusion.last_year)
    theirs = (context.plan.plan.first_year, context.plan.plan.last_year)
    if None not in (*ours, *theirs) and ours != theirs:
        yield Hit(
            Place(field="first_year"),
            {"first": ours[0], "last": ours[1], "from": theirs[0], "to": theirs[1]},
        )


@conclusion_check("analysis")
def analysis(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: the analysis of results planned for the period, in counts or case by case."""
    if not context.conclusion.tallies and not context.conclusion.cases:
        yield _field("tallies")


@conclusion_check("case_missing")
def cases_missing(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: an indicator not attained in some year since implementation began, without a case."""
    for key, by_period in context.verdicts.items():
        missed = [label for label, attained in by_period.items() if not attained]
        if missed and key not in context.cases:
            item = context.plan.tree.by_key[key]
            yield Hit(Place(key=key), {"line": context.plan.line(item), "periods": missed})


@conclusion_check("case_unfounded")
def cases_unfounded(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: a case for an indicator that was attained in every year that can be judged."""
    for case in context.conclusion.cases:
        known = context.verdicts.get(case.key, {})
        if known and all(known.values()):
            yield context.case_hit(case, periods=list(known))


def _unexecuted(context: ConclusionContext) -> Iterator[tuple[PlanItem, str]]:
    """(activity, period) for every activity that was not wholly executed in the conclusion's period."""
    label = context.conclusion.period.label
    lines = dict(context.years).get(label, {})
    for item in context.plan.items("reported"):
        if item.key in lines and not context.plan.kinds[item.kind].measured:
            status = context.statuses.get(lines[item.key].status or "")
            if status is not None and status.result != "full":
                yield item, label


@conclusion_check("activity_missing")
def activities_missing(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: an unexecuted activity beside an unattained indicator of its task, in none of its cases."""
    shown = {activity.key for case in context.conclusion.cases for activity in case.activities}
    beside: dict[str | None, list[Case]] = {}
    for case in context.conclusion.cases:
        item = context.plan.tree.by_key.get(case.key)
        if item is not None:
            beside.setdefault(item.parent, []).append(case)
    for item, label in _unexecuted(context):
        if item.parent is not None and item.parent in beside and item.key not in shown:
            case = beside[item.parent][0]
            indicator = line_text(context.plan.kinds.get(case.kind), "", case.title)
            yield Hit(
                Place(key=item.key),
                {"line": context.plan.line(item), "period": label, "indicator": indicator},
            )


@conclusion_check("position_missing")
def positions_missing(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: no position on the reasons of an unattained indicator."""
    for case in context.conclusion.cases:
        if not case.position:
            yield context.case_hit(case)


@conclusion_check("activity_position")
def activity_positions(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: no position on the reasons of an unexecuted activity under an unattained indicator."""
    for case in context.conclusion.cases:
        for activity in case.activities:
            if not activity.position:
                yield context.case_hit(case, activity=_activity(context, activity))


def _activity(context: ConclusionContext, activity: Activity) -> Text:
    item = context.plan.tree.by_key.get(activity.key)
    kind = context.plan.kinds.get(item.kind) if item is not None else None
    return line_text(kind, activity.number, activity.title)


@conclusion_check("reason_missing")
def reasons_missing(context: ConclusionContext) -> Iterator[Hit]:
    """Item 6: a position on reasons where no body has given one."""
    for case in context.conclusion.cases:
        reasons = [*case.reasons, *(a.reason for a in case.activities if a.reason is not None)]
        if case.position and not written(s.text for reason in reasons for s in reason.statements):
            yield context.case_hit(case)


@conclusion_check("assessment")
def assessment(context: ConclusionContext) -> Iterator[Hit]:
    """Item 7: conclusions (evaluation)."""
    if not context.conclusion.assessment:
        yield _field("assessment")


@conclusion_check("proposals")
def proposals(context: ConclusionContext) -> Iterator[Hit]:
    """Item 7: further measures towards the goals and tasks."""
    if not any(proposal.text for proposal in context.conclusion.proposals):
        yield _field("proposals")


def _last(context: ConclusionContext) -> bool:
    period = context.conclusion.period
    return period.year == context.plan.plan.last_year and period.part == period.parts


@conclusion_check("final_unmarked")
def final_unmarked(context: ConclusionContext) -> Iterator[Hit]:
    """The conclusion on the last period is not drawn up as a final one."""
    if _last(context) and not context.conclusion.final:
        yield Hit(Place(field="final"), {"period": context.conclusion.period.label})


@conclusion_check("final_influence")
def final_influence(context: ConclusionContext) -> Iterator[Hit]:
    """Item 7, final: conclusions on the influence of the activities."""
    if (context.conclusion.final or _last(context)) and not context.conclusion.influence:
        yield _field("influence")


@conclusion_check("final_improvements")
def final_improvements(context: ConclusionContext) -> Iterator[Hit]:
    """Item 7, final: proposals to improve further work."""
    if (context.conclusion.final or _last(context)) and not context.conclusion.improvements:
        yield _field("improvements")
