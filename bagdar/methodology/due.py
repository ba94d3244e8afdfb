"""What a reporting period asks of each line of a plan: due, continuing, not yet due, executed earlier, …"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from bagdar.documents.forms import Passport, Plan, PlanItem, Report
from bagdar.documents.grammar.deadline import DeadlineReading, Occurrence, read_deadline
from bagdar.documents.spec import ItemKind
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import load_lexicons
from bagdar.methodology.model import Methodology
from bagdar.methodology.years import years_between, years_of

DUE = "due"
CONTINUING = "continuing"
CARRIED_OVER = "carried_over"
EXECUTED_EARLIER = "executed_earlier"
NOT_YET_DUE = "not_yet_due"
CONDITIONAL = "conditional"
PASSED = "passed"
UNDATED = "undated"
_ASKED = frozenset({DUE, CARRIED_OVER, UNDATED})
Read = Callable[[str, str | None], DeadlineReading]


class LineDue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the period asks of one line. ``phase``:

    ``due`` – a deadline, or a target, lies in the period; ``carried_over`` – an earlier deadline that
    history says was not met; ``continuing`` – work has begun, its deadline comes later;
    ``not_yet_due``; ``executed_earlier`` – history says so; ``passed`` – deadlines lie before the
    period and no history tells how they were met; ``conditional`` – no day follows from the words, a
    status or "condition not arisen" is expected; ``undated`` – no deadline, or one nobody understands.
    """

    key: str
    kind: str
    phase: str
    due: bool
    """A status is asked for."""
    state: str | None = None
    """Pack id of the inner state that calendar and history give; None where a status is asked, or
    where neither tells."""
    checkpoints: tuple[Occurrence, ...] = ()
    """Deadlines within the period, by day; of a line carried over, the missed ones."""
    next: date | None = None
    """The first deadline after the period."""
    conditional: bool = False
    """ "Condition not arisen" is a possible answer."""
    certain: bool = True
    """False: the words or the history leave it open; whoever prepares the form is asked."""

    @property
    def asked(self) -> bool:
        """An answer is expected: a status, or for a conditional line a state."""
        return self.due or self.phase in (CONDITIONAL, PASSED)


def period_of(methodology: Methodology, year: int, part: int = 1) -> Period:
    """The reporting period *part* of the fiscal *year*, as the methodology divides it."""
    return Period(year, part, methodology.reports_a_year, methodology.year_starts)


def evaluation_year(plan: Plan, methodology: Methodology, period: Period) -> bool | None:
    """Is the document evaluated in the year of *period*; None where the methodology leaves it to be set."""
    years = methodology.strategy.evaluation_years
    if not years or plan.first_year is None:
        return None
    return period.year - plan.first_year + 1 in years


class Evaluation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Is the document evaluated in a reporting year, and by whose word. ``by``: "decision" (set for the
    year, on ``ground``), "methodology" (it names the years), "open" (neither: then the year is none)."""

    year: bool = False
    by: str = "open"
    ground: str = ""
    clause: str = ""

    @property
    def settled(self) -> bool | None:
        """Whether the year is one; None where nobody has said."""
        return None if self.by == "open" else self.year


def evaluation_of(
    plan: Plan, methodology: Methodology, period: Period, decided: bool | None = None, ground: str = ""
) -> Evaluation:
    """The evaluation of the year of *period*: as *decided* on its *ground*, else as the methodology names."""
    clause = methodology.strategy.clause_evaluation
    if decided is not None:
        return Evaluation(year=decided, by="decision", ground=ground, clause=clause)
    named = evaluation_year(plan, methodology, period)
    if named is not None:
        return Evaluation(year=named, by="methodology", clause=clause)
    return Evaluation(clause=clause)


def in_force(plan: Plan, period: Period) -> bool:
    """Was the plan approved by the end of *period*? A plan without a dated act is taken to be."""
    day = plan.plan_act.day if plan.plan_act else None
    return day is None or day <= period.last


def due_lines(
    plan: Plan,
    methodology: Methodology,
    period: Period,
    *,
    history: Sequence[Report] = (),
    read: Read | None = None,
) -> dict[str, LineDue]:
    """Key of every reportable line → what *period* asks of it; empty if the plan was not yet in force.

    A deadline belongs to the period in which its day falls, so "by 25 January" is never due the year
    before. *history*: earlier reports (any level). *read*: in place of the deadline grammar.
    """
    if not in_force(plan, period):
        return {}
    asking = _Asking(plan, methodology, period, history, read)
    kinds = {kind.id: kind for kind in methodology.kinds if kind.reported}
    return {item.key: asking.line(item, kinds[item.kind]) for item in plan.items if item.kind in kinds}


def derived_result(results: Iterable[str]) -> str | None:
    """The year's result from those of its checkpoints ("full", "part", "none"): all, some or none of
    what was due; None where nothing was due."""
    found = set(results)
    if not found:
        return None
    return found.pop() if len(found) == 1 else "part"


class _Asking:
    def __init__(
        self,
        plan: Plan,
        methodology: Methodology,
        period: Period,
        history: Sequence[Report],
        read: Read | None,
    ) -> None:
        self.plan = plan
        self.period = period
        self.states = {state.sense: state.id for state in methodology.states if state.sense}
        first, last = (
            self.period.year if year is None else year for year in (plan.first_year, plan.last_year)
        )
        self.years = years_between(first, last) or range(self.period.year, self.period.year + 1)
        self.columns = [c.id for c in methodology.forms["plan"].columns if c.role == "deadline"]
        self.earlier = _Earlier(methodology, period, history)
        self.read = read or _grammar(plan, methodology)
        self.readings: dict[str, DeadlineReading] = {}

    def line(self, item: PlanItem, kind: ItemKind) -> LineDue:
        passport = item.passport if kind.measured else None
        if passport is not None and passport.targets:
            return self._measured(item, passport)
        reading = self._reading(item)
        if reading is None or not reading.understood:
            return self._answer(item, UNDATED, certain=False)
        return self._dated(item, reading)

    def _answer(
        self,
        item: PlanItem,
        phase: str,
        checkpoints: Sequence[Occurrence] = (),
        following: date | None = None,
        *,
        conditional: bool = False,
        certain: bool = True,
    ) -> LineDue:
        return LineDue(
            key=item.key,
            kind=item.kind,
            phase=phase,
            due=phase in _ASKED,
            state=self.states.get(phase),
            checkpoints=tuple(checkpoints),
            next=following,
            conditional=conditional,
            certain=certain,
        )

    def _measured(self, item: PlanItem, passport: Passport) -> LineDue:
        """An indicator is due in every period that has a target; a yearly one at the end of the year."""
        if target_label(passport.targets, self.period) is not None:
            return self._answer(item, DUE)
        later = any(_year(label) >= self.period.year for label in passport.targets)
        return self._answer(item, NOT_YET_DUE if later else PASSED)

    def _reading(self, item: PlanItem) -> DeadlineReading | None:
        """The reading in the first of the plan's languages in which the cell is understood."""
        best: DeadlineReading | None = None
        for column in self.columns:
            text = item.cells.get(column, Text())
            for language in dict.fromkeys((*self.plan.languages, *text)):
                if language not in text:
                    continue
                reading = self._read(text[language], language)
                if reading.understood:
                    return reading
                best = best or reading
        return best

    def _read(self, text: str, language: str) -> DeadlineReading:
        if text not in self.readings:
            self.readings[text] = self.read(text, language)
        return self.readings[text]

    def _dated(self, item: PlanItem, reading: DeadlineReading) -> LineDue:
        found = reading.occurrences(self.years[0], self.years[-1], starts=self.period.starts)
        now = [one for one in found if one.last in self.period]
        before = [one for one in found if one.last < self.period.first]
        after = [one for one in found if one.last > self.period.last]
        following = min((one.last for one in after), default=None)
        possible = reading.conditional or reading.relative
        if not found:
            return self._answer(item, CONDITIONAL, conditional=True) if possible else self._undated(item)
        if len(found) == 1 and self.earlier.executed(item.key):
            return self._answer(item, EXECUTED_EARLIER)
        if now:
            return self._answer(item, DUE, now, following, conditional=possible)
        missed = bool(before) and self.earlier.missed(item.key)
        if missed:
            return self._answer(item, CARRIED_OVER, before[-1:], following, conditional=possible)
        if after:
            begun = any(_begun(one, self.period) for one in after)
            return self._answer(item, CONTINUING if begun else NOT_YET_DUE, (), following)
        if self.earlier.executed(item.key):
            return self._answer(item, EXECUTED_EARLIER)
        return self._answer(item, PASSED, certain=False)

    def _undated(self, item: PlanItem) -> LineDue:
        return self._answer(item, UNDATED, certain=False)


def _begun(one: Occurrence, period: Period) -> bool:
    """Work on it falls in the period by the words themselves; "by 2028" says nothing of its beginning."""
    return not one.open_start and one.first <= period.last


def target_label(targets: Iterable[str], period: Period) -> str | None:
    """Under which label *targets* hold the target of *period*: its own, or at the year's end the year's."""
    known = set(targets)
    if period.label in known:
        return period.label
    yearly = str(period.year)
    return yearly if yearly in known and period.part == period.parts else None


def _year(label: str) -> int:
    head = label.partition("-")[0]
    return int(head) if head.isdigit() else 0


class _Earlier:
    """What reports of earlier periods say of each line: the results of the latest period that has any."""

    def __init__(self, methodology: Methodology, period: Period, history: Sequence[Report]) -> None:
        results = {status.id: status.result for status in methodology.statuses}
        done = {state.id for state in methodology.states if state.sense == EXECUTED_EARLIER}
        self.latest: dict[str, tuple[Period, set[str]]] = {}
        for report in history:
            if report.period is None or report.period.first >= period.first:
                continue
            for line in report.lines:
                result = results.get(line.status or "") or ("full" if line.state in done else None)
                if result is not None:
                    self._add(line.key, report.period, result)

    def _add(self, key: str, period: Period, result: str) -> None:
        known = self.latest.get(key)
        if known is None or known[0] < period:
            self.latest[key] = (period, {result})
        elif known[0] == period:
            known[1].add(result)

    def executed(self, key: str) -> bool:
        """Every report of the latest period says that it was executed in full."""
        return key in self.latest and self.latest[key][1] == {"full"}

    def missed(self, key: str) -> bool:
        """Some report of the latest period says that it was executed in part or not at all."""
        return key in self.latest and self.latest[key][1] != {"full"}


def _grammar(plan: Plan, methodology: Methodology) -> Read:
    years = years_of(plan)
    period = (years[0], years[-1]) if years else None
    packs = load_lexicons(methodology.id)

    def read(text: str, language: str | None) -> DeadlineReading:
        return read_deadline(text, language, period=period, packs=packs)

    return read
