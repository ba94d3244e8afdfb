"""What a report check looks at: the report's lines beside the plan's, what is owed and due, earlier reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan, PlanItem, Report, ReportLine, Value
from bagdar.documents.spec import ItemKind, State, Status
from bagdar.kernel.findings import Place
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.checks.matching import match_lines
from bagdar.methodology.checks.plan_context import UnreadTable, line_text, place_of
from bagdar.methodology.checks.plan_index import index_of
from bagdar.methodology.checks.readings import DueState, DueStates
from bagdar.methodology.checks.registry import Hit, Table, parameter
from bagdar.methodology.due import target_label
from bagdar.methodology.model import Level, Methodology


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report, the plan's line it repeats, the kind of both."""

    line: ReportLine
    item: PlanItem | None
    kind: ItemKind | None


@dataclass
class ReportContext:
    """``owed``: keys of the plan lines this report must hold; None where it is not known who reports.

    ``due``: key → what the period asks of it; empty where the period is not known. ``period`` and
    ``body``: what the report is expected to be for and from. ``fingerprint``: of the plan edition.
    ``owed_by``: the clause by which the lines are owed. ``evaluation``: is the year one of evaluation;
    None: as the report itself says. ``account``: the tables it was read from, with what was not understood.
    """

    report: Report
    plan: Plan
    methodology: Methodology
    bodies: Bodies
    body: str | None = None
    period: Period | None = None
    history: Sequence[Report] = ()
    due: DueStates | None = None
    owed: Collection[str] | None = None
    owed_by: str | None = None
    fingerprint: str | None = None
    evaluation: bool | None = None
    account: Sequence[UnreadTable] = ()

    @cached_property
    def kinds(self) -> dict[str, ItemKind]:
        return {kind.id: kind for kind in self.methodology.kinds}

    @cached_property
    def statuses(self) -> dict[str, Status]:
        return {status.id: status for status in self.methodology.statuses}

    @cached_property
    def states(self) -> dict[str, State]:
        return {state.id: state for state in self.methodology.states}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        items = match_lines(self.report, self.plan)
        return tuple(
            Line(line, item, self.kinds.get(item.kind if item else line.kind))
            for line, item in zip(self.report.lines, items, strict=True)
        )

    @cached_property
    def reported(self) -> tuple[Line, ...]:
        """Lines of kinds that take a status."""
        return tuple(line for line in self.lines if line.kind is not None and line.kind.reported)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {line.key: position for position, line in enumerate(self.report.lines)}

    @property
    def plan_ranks(self) -> dict[str, int]:
        return index_of(self.plan).ranks

    def rank(self, key: str | None) -> int:
        if key is None:
            return -1
        if key in self._ranks:
            return self._ranks[key]
        return len(self.report.lines) + self.plan_ranks.get(key, 0)

    @cached_property
    def level(self) -> Level | None:
        """The level of the chain that the report is sent at."""
        return next((level for level in self.methodology.levels if level.id == self.report.level), None)

    @property
    def evaluation_year(self) -> bool:
        """As settled; else as a form of the program says. What a typed file holds settles nothing."""
        if self.evaluation is not None:
            return self.evaluation
        typed = self.report.methodology is None and any(line.sources for line in self.report.lines)
        return self.report.evaluation_year and not typed

    @property
    def owing_clause(self) -> str | None:
        """The clause by which lines are owed at the report's level; None: that of the check."""
        return self.level.clause if self.level else self.owed_by

    # -- what the period asks ------------------------------------------------------------------

    @cached_property
    def reporting(self) -> Period | None:
        return self.report.period or self.period

    @property
    def label(self) -> str | None:
        """Label of the period in values and targets."""
        return self.reporting.label if self.reporting else None

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels that a figure for the period may carry: its own, at the year's end also the year's."""
        period = self.reporting
        if period is None:
            return ()
        return (period.label, str(period.year)) if period.part == period.parts else (period.label,)

    def asked(self, item: PlanItem | None) -> DueState | None:
        """What the period asks of the line; None where that is not known."""
        return (self.due or {}).get(item.key) if item else None

    def answer_wanted(self, item: PlanItem | None) -> bool:
        """Must the report say something on the line? Where what is due is not known, yes."""
        if self._three_words:
            return True
        state = self.asked(item)
        return state is None or state.asked

    def open_ended(self, item: PlanItem | None) -> bool:
        """Not due by the calendar, which cannot tell either what became of the line: it is asked all the same."""
        state = self.asked(item)
        return state is not None and state.asked and not state.due and not self._three_words

    @property
    def _three_words(self) -> bool:
        """One of the statuses is wanted on every line."""
        return bool(parameter(self.methodology, "outside_the_counts") == "three_words")

    @cached_property
    def headings(self) -> frozenset[str]:
        """Keys of the plan lines above those owed: they stand in the report to show where those belong."""
        tree = index_of(self.plan).tree
        return frozenset(above.key for key in self.owed or () for above in tree.ancestors(key))

    def target(self, item: PlanItem, value: Value) -> Decimal | None:
        """The plan's target for the period of *value*; a part of a year that ends it has the year's."""
        targets = item.passport.targets if item.passport else {}
        if self.reporting is not None and value.period in self.labels:
            label = target_label(targets, self.reporting)
            return targets[label] if label is not None else None
        return targets.get(value.period)

    # -- earlier figures -----------------------------------------------------------------------

    @cached_property
    def earlier(self) -> tuple[tuple[Report, dict[str, ReportLine]], ...]:
        """Earlier reports, newest first, each with its lines by the plan's keys."""
        now = self.reporting
        before = [
            report
            for report in self.history
            if report.period is not None and (now is None or report.period < now)
        ]
        before.sort(key=lambda report: report.period or Period(0), reverse=True)
        return tuple((report, _by_plan_key(report, self.plan)) for report in before)

    def previous(self, item: PlanItem) -> Value | None:
        """The last figure before this period: of earlier reports, else the plan's actuals, else its base."""
        for _, lines in self.earlier:
            value = lines[item.key].value if item.key in lines else None
            if value is not None and value.number is not None:
                return value
        passport = item.passport
        if passport is None:
            return None
        label = self.label or "~"
        known = [v for p, v in sorted(passport.actuals.items()) if p < label and v.number is not None]
        if known:
            return known[-1]
        if passport.base is not None and passport.base_period is not None:
            return Value(period=passport.base_period, number=passport.base)
        return None

    # -- what is shown -------------------------------------------------------------------------

    def name(self, line: Line) -> Text:
        title = line.line.title or (line.item.title if line.item else Text())
        number = line.line.number or (line.item.number if line.item else "")
        return line_text(line.kind, number, title)

    def column(self, role: str) -> str:
        columns = self.methodology.forms["report"].columns
        return next((column.id for column in columns if column.role == role), "")

    def hit(self, line: Line, role: str = "title", /, **params: Any) -> Hit:
        """A hit on the cell with *role* of the report's line; ``line`` is filled in."""
        column = self.column(role)
        place = place_of(line.line, column, self.report.languages)
        if column not in line.line.sources and place.column is not None:
            place = replace(place, column=self._places.get((column, place.table), place.column))
        return Hit(place, {"line": self.name(line), **params})

    @cached_property
    def _places(self) -> dict[tuple[str, int | None], int | None]:
        """(column id, table) → where that column stands, for cells that are empty on a line."""
        return {
            (column, source.table): source.column
            for line in self.report.lines
            for column, by_language in line.sources.items()
            for source in by_language.values()
        }

    def plan_hit(self, item: PlanItem, /, **params: Any) -> Hit:
        """A hit on a plan line that the report lacks: a key, but no place in the report's file."""
        name = line_text(self.kinds.get(item.kind), item.number, item.title)
        return Hit(Place(key=item.key), {"line": name, **params})


def _by_plan_key(report: Report, plan: Plan) -> dict[str, ReportLine]:
    items = match_lines(report, plan)
    return {item.key: line for line, item in zip(report.lines, items, strict=True) if item is not None}


def written(texts: Iterator[str]) -> bool:
    """Is anything written in one of *texts*?"""
    return any(text.strip() for text in texts)


report_check: Table[ReportContext] = Table("report")
"""The checks of a report."""
