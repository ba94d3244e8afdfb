"""The draft conclusion (A3): items 1–5 filled, item 6 laid out case by case with facts, positions left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from bagdar.consolidation.contradictions import Rank
from bagdar.consolidation.facts import Grounds, facts_against, facts_for
from bagdar.consolidation.levels import Consolidation, Round
from bagdar.consolidation.strategy_report import counts, developer, executors, reference
from bagdar.documents.forms import (
    Case,
    Conclusion,
    Fact,
    PlanItem,
    Proposal,
    Reason,
    Report,
    ReportLine,
    Value,
    YearRow,
)
from bagdar.documents.forms.conclusion import Activity
from bagdar.kernel.exact import format_decimal
from bagdar.kernel.text import Text
from bagdar.methodology.attainment import attained
from bagdar.methodology.denials import PROPOSALS, denies
from bagdar.methodology.roles import LineRoles


def draft_conclusion(
    over: Round, result: Consolidation, name: Text, history: Sequence[Report] = ()
) -> Conclusion:
    """A3 for the period. *history*: national reports of earlier periods, oldest first.

    Every indicator missed in any period since implementation began gets a case (A3.6); the position
    on its reasons, and on each activity not executed under it, is left for the planning body.
    """
    plan = over.plan
    return Conclusion(
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
        cases=_Cases(over, result, history).all(),
        proposals=_proposals(over, result),
        final=plan.last_year == over.period.year and over.period.part == over.period.parts,
        missing=tuple(reference(over, m.body) for m in result.missing),
        demonstration=plan.demonstration,
    )


def _proposals(over: Round, result: Consolidation) -> tuple[Proposal, ...]:
    """What bodies proposed in their notes, in their own words (A2.7, second item).

    Proposals are the last item that is asked every year; who says there are none proposes nothing.
    """
    every_year = [item.id for item in over.methodology.note if item.when == "always"]
    form = over.methodology.forms.get("report")
    return tuple(
        Proposal(
            text=Text({statement.language: statement.text}),
            body=reference(over, statement.author) if statement.author else None,
        )
        for item in every_year[-1:]
        for statement in result.national.note.get(item, ())
        if not denies((statement,), form, PROPOSALS)
    )


class _Cases:
    """Item 6, over one consolidation."""

    def __init__(self, over: Round, result: Consolidation, history: Sequence[Report]) -> None:
        self.over = over
        self.result = result
        self.lines = {line.key: line for line in result.lines}
        self.history = [report.by_key() for report in history]
        self.periods = [report.period.label if report.period else "" for report in history]
        kinds = over.methodology.kinds
        self.measured = {kind.id for kind in kinds if kind.measured}
        self.activities = {kind.id for kind in kinds if kind.reported and not kind.measured}
        self.results = {status.id: status.result for status in over.methodology.statuses}
        self.below = _descendants(over.plan.items, self.activities)
        self.parents = {item.key: item.parent for item in over.plan.items}
        self.differing: dict[str, list[str]] = {}
        for found in result.contradictions:
            if found.rank in (Rank.RESULT, Rank.ATTAINMENT):
                self.differing.setdefault(found.key, []).append(found.theirs)
        self.labels = self._labels()

    def all(self) -> tuple[Case, ...]:
        cases = (self._case(item) for item in self.over.plan.items if item.kind in self.measured)
        return tuple(case for case in cases if case is not None)

    def _labels(self) -> list[str]:
        first = self.over.plan.first_year or self.over.period.year
        return [period.label for period in self.over.period.since(first)]

    def _case(self, item: PlanItem) -> Case | None:
        line = self.lines[item.key]
        years = tuple(self._year(item, line, label) for label in self.labels)
        direction = item.passport.direction if item.passport else None
        if not any(self._missed(item, row, direction) for row in years):
            return None
        under = self._under(item.key)
        due = [key for key in under if self.over.due.get(key)]
        open_ = [key for key in due if self.results.get(self.lines[key].status or "") in ("part", "none")]
        unshown = [key for key in due if self.lines[key].status is None and self.lines[key].state is None]
        grounds = self._grounds(line, direction, years, due, open_)
        return Case(
            key=item.key,
            code=item.code,
            kind=item.kind,
            title=item.title,
            unit=item.passport.unit if item.passport else Text(),
            direction=direction,
            decimals=item.passport.decimals if item.passport else None,
            years=years,
            bodies=tuple(
                reference(self.over, body) for body in self.over.roles.get(item.key, LineRoles()).bodies
            ),
            activities=tuple(self._activity(self.lines[key]) for key in due if key in (*open_, *unshown)),
            reasons=_reasons(line),
            facts_for=self._worded(facts_for(grounds)),
            facts_against=self._worded(facts_against(grounds)),
        )

    def _missed(self, item: PlanItem, row: YearRow, direction: str | None) -> bool:
        """By the figure against the target; where that cannot be judged, by what was reported."""
        judged = attained(row.actual, row.plan, direction)
        if judged is not None:
            return not judged
        return self.results.get(self._status(item.key, row.period) or "") in ("part", "none")

    def _status(self, key: str, label: str) -> str | None:
        if label == self.over.period.label:
            return self.lines[key].status
        for report, period in zip(reversed(self.history), reversed(self.periods), strict=True):
            if period == label and key in report:
                return report[key].status
        return None

    def _year(self, item: PlanItem, line: ReportLine, label: str) -> YearRow:
        value = self._value(item, line, label)
        return YearRow(
            period=label,
            plan=item.passport.targets.get(label) if item.passport else None,
            actual=value.number if value else None,
            standing=value.standing if value else None,
        )

    def _value(self, item: PlanItem, line: ReportLine, label: str) -> Value | None:
        """The latest word on the period: this report, else the newest earlier one, else the passport."""
        if line.value and line.value.period == label:
            return line.value
        for report in reversed(self.history):
            earlier = report.get(item.key)
            if earlier and earlier.value and earlier.value.period == label:
                return earlier.value
        return item.passport.actuals.get(label) if item.passport else None

    def _under(self, key: str) -> Sequence[str]:
        """Activities meant to bring the indicator about: below its nearest ancestor that has any."""
        at = self.parents.get(key)
        while at is not None:
            if self.below.get(at):
                return self.below[at]
            at = self.parents.get(at)
        return ()

    def _grounds(
        self,
        line: ReportLine,
        direction: str | None,
        years: tuple[YearRow, ...],
        due: Sequence[str],
        open_: Sequence[str],
    ) -> Grounds:
        negative = [
            factor
            for factor in self.result.national.factors
            if factor.sign == "-" and line.key in factor.keys
        ]
        return Grounds(
            line=line,
            direction=direction,
            years=years,
            due_below=tuple(due),
            open_below=tuple(open_),
            done_below=tuple(key for key in due if self.results.get(self.lines[key].status or "") == "full"),
            earlier_reasons=tuple(
                " ".join(statement.text.split()).casefold()
                for report in self.history
                if (earlier := report.get(line.key)) and earlier.reason
                for statement in earlier.reason.statements
            ),
            negative=len(negative),
            with_measures=sum(bool(factor.measures) for factor in negative),
            contradicted_by=tuple(self.differing.get(line.key, ())),
        )

    def _activity(self, line: ReportLine) -> Activity:
        bodies = self.over.roles.get(line.key, LineRoles()).bodies
        return Activity(
            key=line.key,
            number=line.number,
            code=line.code,
            title=line.title,
            status=line.status,
            bodies=tuple(reference(self.over, body) for body in bodies),
            reason=line.reason,
        )

    def _worded(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """The facts with their sentence in each language of the document, in the pack's words."""
        spec = self.over.methodology.forms["conclusion"]
        return tuple(
            replace(
                fact,
                text=Text(
                    {
                        language: spec.word(fact.message, language).format_map(
                            _printed(fact.params, spec.mark(language))
                        )
                        for language in spec.languages
                    }
                ),
            )
            for fact in facts
        )


def _printed(params: Mapping[str, object], mark: str) -> dict[str, str]:
    """Fields of a fact as the document prints them: figures with its decimal *mark*."""
    return {
        key: format_decimal(value, mark=mark) if isinstance(value, Decimal) else str(value)
        for key, value in params.items()
    }


def _reasons(line: ReportLine) -> tuple[Reason, ...]:
    """The reasons given on the line; one that several bodies give in the same words stands once, as theirs."""
    found: dict[object, Reason] = {}
    for reason in (line.reason, *(c.reason for c in line.contributions)):
        if reason is None or not reason.statements:
            continue
        key = (reason.kind, tuple((said.language, said.text) for said in reason.statements))
        known = found.get(key)
        said = (*known.statements, *reason.statements) if known else reason.statements
        found[key] = replace(reason, statements=tuple(dict.fromkeys(said)))
    return tuple(found.values())


def _descendants(items: Iterable[PlanItem], kinds: set[str]) -> dict[str, list[str]]:
    """Key → keys of the items of *kinds* anywhere below it, in the plan's order."""
    items = list(items)
    parents = {item.key: item.parent for item in items}
    below: dict[str, list[str]] = {}
    for item in items:
        if item.kind not in kinds:
            continue
        at = item.parent
        while at is not None:
            below.setdefault(at, []).append(item.key)
            at = parents.get(at)
    return below
