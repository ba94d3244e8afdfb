"""Report checks of figures: value and status agree, standing, unit, jumps and copies against history."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bagdar.documents.forms import PlanItem, Value
from bagdar.methodology.attainment import attained
from bagdar.methodology.checks.registry import Hit
from bagdar.methodology.checks.report_context import Line, ReportContext, report_check
from bagdar.methodology.wording import same_wording

JUMP = 10
"""A figure this many times its predecessor is likely a slip of the decimal mark or the unit; the
check's parameter ``factor`` sets another."""


def _measured(report: ReportContext) -> Iterator[tuple[Line, PlanItem, Value | None]]:
    for line in report.reported:
        if line.item is not None and line.kind is not None and line.kind.measured:
            yield line, line.item, line.line.value


def _figure(value: Value | None) -> Decimal | None:
    return value.number if value is not None else None


@report_check("value_missing")
def values_missing(report: ReportContext) -> Iterator[Hit]:
    """An indicator with a status but neither a figure nor a standing that says why there is none."""
    standings = {standing.id: standing for standing in report.methodology.standings}
    if report.report.period is None:
        return  # Without the period no figure can be read as one of it: head_period says so.
    for line, _, value in _measured(report):
        standing = standings.get(value.standing or "") if value else None
        explained = standing is not None and not standing.figure
        if line.line.status in report.statuses and _figure(value) is None and not explained:
            yield report.hit(line, "execution")


@report_check("executed_unmeasured")
def executed_unmeasured(report: ReportContext) -> Iterator[Hit]:
    """An indicator called executed though its figure is not known yet."""
    standings = {standing.id: standing for standing in report.methodology.standings}
    for line, _, value in _measured(report):
        status = report.statuses.get(line.line.status or "")
        standing = standings.get(value.standing or "") if value else None
        without = standing is not None and not standing.figure and _figure(value) is None
        if status is not None and status.result == "full" and without and standing is not None:
            yield report.hit(line, "execution", status=status.words, standing=standing.words)


@report_check("standing_missing")
def standings_missing(report: ReportContext) -> Iterator[Hit]:
    """A figure that does not say whether it is final."""
    known = {standing.id for standing in report.methodology.standings}
    for line, _, value in _measured(report):
        if value is not None and value.number is not None and value.standing not in known:
            yield report.hit(line, "execution", value=value.number)


@report_check("standing_contradicts")
def standings_contradict(report: ReportContext) -> Iterator[Hit]:
    """A figure whose standing says that there is none yet, or the reverse."""
    standings = {standing.id: standing for standing in report.methodology.standings}
    for line, _, value in _measured(report):
        standing = standings.get(value.standing or "") if value else None
        if value is not None and standing is not None and standing.figure == (value.number is None):
            shown = "–" if value.number is None else value.number
            yield report.hit(line, "execution", value=shown, standing=standing.words)


@report_check("value_period")
def value_periods(report: ReportContext) -> Iterator[Hit]:
    """A figure for another period than the report's."""
    for line, _, value in _measured(report):
        if value is not None and report.label is not None and value.period not in report.labels:
            yield report.hit(line, "execution", found=value.period, expected=report.label)


@report_check("executed_but_missed")
def executed_but_missed(report: ReportContext) -> Iterator[Hit]:
    """ "Executed" beside a figure that misses its target."""
    for line, item, value in _measured(report):
        status = report.statuses.get(line.line.status or "")
        if status is not None and status.result == "full" and _attained(report, item, value) is False:
            yield _contradiction(report, line, item, value)


@report_check("attained_not_executed")
def attained_not_executed(report: ReportContext) -> Iterator[Hit]:
    """ "Not executed" or "partially executed" beside a figure that attains its target."""
    for line, item, value in _measured(report):
        status = report.statuses.get(line.line.status or "")
        if status is not None and status.result != "full" and _attained(report, item, value):
            yield _contradiction(report, line, item, value)


def _attained(report: ReportContext, item: PlanItem, value: Value | None) -> bool | None:
    direction = item.passport.direction if item.passport else None
    return attained(_figure(value), report.target(item, value), direction) if value is not None else None


def _contradiction(report: ReportContext, line: Line, item: PlanItem, value: Value | None) -> Hit:
    return report.hit(
        line,
        "execution",
        status=report.statuses[line.line.status or ""].words,
        value=_figure(value),
        target=report.target(item, value) if value else None,
    )


@report_check("value_jump")
def value_jumps(report: ReportContext) -> Iterator[Hit]:
    """A figure ten or more times its predecessor, or a tenth or less of it, that the target does not foresee.

    A figure within half the factor of its target was meant to change so.
    """
    setting = report.methodology.checks.get("report.value_jump")
    factor = Decimal(setting.params.get("factor", JUMP) if setting else JUMP)
    for line, item, value in _measured(report):
        before, number = report.previous(item), _figure(value)
        if value is None or number is None or before is None or before.number is None:
            continue
        target = report.target(item, value)
        if _far(number, before.number, factor) and (target is None or _far(number, target, factor / 2)):
            yield report.hit(line, "execution", value=number, before=before.number, period=before.period)


def _far(one: Decimal, other: Decimal, factor: Decimal) -> bool:
    """One is *factor* times the other or more. A measured zero is a value, far from nothing."""
    low, high = sorted((abs(one), abs(other)))
    return low != 0 and high >= factor * low


@report_check("value_copied")
def values_copied(report: ReportContext) -> Iterator[Hit]:
    """The same figure as the period before, though the target has moved."""
    for line, item, value in _measured(report):
        before, number = report.previous(item), _figure(value)
        if value is None or not number or before is None or before.number != number:
            continue
        targets = item.passport.targets if item.passport else {}
        if report.target(item, value) != targets.get(before.period):
            yield report.hit(line, "execution", value=number, period=before.period)


@report_check("unit_changed")
def units_changed(report: ReportContext) -> Iterator[Hit]:
    """Another unit than the plan's."""
    column = report.column("unit")
    for line, item, _ in _measured(report):
        ours = line.line.cells.get(column)
        theirs = item.passport.unit if item.passport else None
        for language, unit in (ours or {}).items():
            if theirs and language in theirs and same_wording(theirs[language]) != same_wording(unit):
                yield report.hit(line, "unit", found=unit, plan=theirs[language])
