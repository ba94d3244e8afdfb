"""Report checks of statuses: only where they are asked for, only the methodology's words, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bagdar.documents.spec import State, Status
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.checks.days import days_in
from bagdar.methodology.checks.plan_context import shortened
from bagdar.methodology.checks.registry import Hit, parameter
from bagdar.methodology.checks.report_context import Line, ReportContext, report_check, written


@report_check("status_missing")
def statuses_missing(report: ReportContext) -> Iterator[Hit]:
    """A line due without a status. A blank is never taken for "executed".

    An indicator whose figure is said to be not known yet is answered: no status follows from it.
    """
    awaited = {standing.id for standing in report.methodology.standings if not standing.figure}
    for line in report.reported:
        if line.line.status is not None or line.line.state is not None or not _owed(report, line):
            continue
        if line.line.execution or line.item is None or not report.due:
            continue  # An execution cell without one of the words is status_unknown's.
        if line.line.value is not None and line.line.value.standing in awaited:
            continue
        if report.answer_wanted(line.item) and not report.open_ended(line.item):
            yield report.hit(
                line, "execution", words=[status.words for status in report.methodology.statuses]
            )


@report_check("state_missing")
def states_missing(report: ReportContext) -> Iterator[Hit]:
    """Nothing said of a line whose deadline lies before the period, or hangs on a condition.

    It is not due by the calendar, but nothing tells either that it was executed or did not arise.
    """
    for line in report.reported:
        said = line.line.status or line.line.state or line.line.execution or line.line.value
        if not said and line.item is not None and _owed(report, line) and report.open_ended(line.item):
            yield report.hit(line, "execution", words=[state.words for state in report.methodology.states])


@report_check("status_late")
def statuses_late(report: ReportContext) -> Iterator[Hit]:
    """ "Executed" where every day that the information names lies after the period.

    Where the methodology gives a status as of the period's last day, what was done later belongs to
    the next period.
    """
    period = report.reporting
    if period is None or parameter(report.methodology, "status_day") != "period_end":
        return
    for line in report.reported:
        status = report.statuses.get(line.line.status or "")
        if status is None or status.result != "full":
            continue
        days = sorted(day for said in line.line.information for day in days_in(said.text, said.language))
        if days and days[0] > period.last:
            yield report.hit(line, "execution", status=status.words, day=days[0], last=period.last)


def _owed(report: ReportContext, line: Line) -> bool:
    return report.owed is None or line.item is None or line.item.key in report.owed


@report_check("status_unknown")
def statuses_unknown(report: ReportContext) -> Iterator[Hit]:
    """An execution cell, or a status, that holds none of the methodology's words."""
    for line in report.reported:
        status, state = line.line.status, line.line.state
        unknown = (status is not None and status not in report.statuses) or (
            state is not None and state not in report.states
        )
        wordless = status is None and state is None and bool(line.line.execution)
        if unknown or wordless:
            text = line.line.execution.in_(*(report.report.languages or UI_LANGUAGES)) or str(status or state)
            yield report.hit(
                line,
                "execution",
                text=shortened(text),
                words=[known.words for known in report.methodology.statuses],
            )


@report_check("status_misplaced")
def statuses_misplaced(report: ReportContext) -> Iterator[Hit]:
    """A status on a line that takes none (a goal, a task)."""
    for line in report.lines:
        if line.kind is not None and not line.kind.reported and line.line.status is not None:
            yield report.hit(line, "execution")


@report_check("status_not_due")
def statuses_not_due(report: ReportContext) -> Iterator[Hit]:
    """A status on a line of which the period asks none."""
    for line in report.reported:
        status, asked = report.statuses.get(line.line.status or ""), report.asked(line.item)
        state = report.states.get(asked.state or "") if asked is not None and not asked.due else None
        if status is not None and state is not None:
            yield report.hit(line, "execution", status=status.words, state=state.words)


@report_check("status_and_state")
def statuses_and_states(report: ReportContext) -> Iterator[Hit]:
    """A line that carries a status and an inner state at once."""
    for line in report.reported:
        status = report.statuses.get(line.line.status or "")
        state = report.states.get(line.line.state or "")
        if status is not None and state is not None:
            yield report.hit(line, "execution", status=status.words, state=state.words)


@report_check("state_unfounded")
def states_unfounded(report: ReportContext) -> Iterator[Hit]:
    """An inner state that only the calendar or an earlier report can give, on a line that is due."""
    for line in report.reported:
        state = report.states.get(line.line.state or "")
        if state is None or state.reason or line.line.status is not None:
            continue
        asked = report.asked(line.item)
        if asked is not None and asked.due and asked.certain and not _executed_before(report, line):
            yield report.hit(line, "execution", state=state.words)


def _executed_before(report: ReportContext, line: Line) -> bool:
    """Does an earlier report say that the line was executed in full?"""
    for _, lines in report.earlier:
        before = lines.get(line.item.key) if line.item else None
        status = report.statuses.get(before.status or "") if before else None
        if status is not None and status.result == "full":
            return True
    return False


@report_check("information_missing")
def information_missing(report: ReportContext) -> Iterator[Hit]:
    """A status without information on the execution. Where a reason is due and lacks, reason_missing says it."""
    for line in report.reported:
        if line.line.status in report.statuses and not report.statuses[line.line.status].reason:
            texts = [*line.line.information, *(line.line.reason.statements if line.line.reason else ())]
            if not written(statement.text for statement in texts):
                yield report.hit(line, "execution", status=report.statuses[line.line.status].words)


def _reason_wanted(report: ReportContext) -> Iterator[tuple[Line, Status | State]]:
    """(line, its status or state) of the lines that must give a reason."""
    for line in report.reported:
        for mark in (report.statuses.get(line.line.status or ""), report.states.get(line.line.state or "")):
            if mark is not None and mark.reason:
                yield line, mark


@report_check("reason_missing")
def reasons_missing(report: ReportContext) -> Iterator[Hit]:
    """Not or partly executed, and no reason given. A state is asked for its reason by its own clause."""
    for line, mark in _reason_wanted(report):
        reason = line.line.reason
        if reason is None or not written(statement.text for statement in reason.statements):
            hit = report.hit(line, "execution", status=mark.words)
            yield replace(hit, clause=mark.clause or None) if isinstance(mark, State) else hit


@report_check("reason_kind")
def reason_kinds(report: ReportContext) -> Iterator[Hit]:
    """A reason without a kind that the methodology knows."""
    known = {kind.id for kind in report.methodology.reasons}
    for line, _ in _reason_wanted(report):
        reason = line.line.reason
        if reason is not None and written(s.text for s in reason.statements) and reason.kind not in known:
            yield report.hit(line, "execution", kinds=[kind.words for kind in report.methodology.reasons])
