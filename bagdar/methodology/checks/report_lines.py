"""Report checks of the lines: exactly those owed, none missing, added, repeated or reworded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bagdar.methodology.checks.plan_context import shortened, unread_rows
from bagdar.methodology.checks.plan_index import index_of
from bagdar.methodology.checks.registry import Hit
from bagdar.methodology.checks.report_context import ReportContext, report_check
from bagdar.methodology.wording import differs


@report_check("row_unread")
def rows_unread(report: ReportContext) -> Iterator[Hit]:
    """Rows of the report's file that the reading could not place: what is told there is told of no line."""
    yield from unread_rows(report.account)


@report_check("line_missing")
def lines_missing(report: ReportContext) -> Iterator[Hit]:
    """A line that the body owes this period and that the report does not hold."""
    there = {line.item.key for line in report.lines if line.item is not None}
    items, ranks = index_of(report.plan).keys, report.plan_ranks
    for key in sorted((key for key in report.owed or () if key in ranks), key=ranks.__getitem__):
        item = items[key]
        kind = report.kinds.get(item.kind)
        if kind is None or not kind.reported or item.key in there:
            continue
        if report.answer_wanted(item) and not report.open_ended(item):
            hit = report.plan_hit(item)
            yield replace(hit, clause=report.owing_clause)


@report_check("line_added")
def lines_added(report: ReportContext) -> Iterator[Hit]:
    """A line of the plan that this body does not answer for to this recipient."""
    for line in report.reported if report.owed is not None else ():
        if line.item is None or line.item.key in (report.owed or ()):
            continue
        said = line.line.status or line.line.value or line.line.information
        if said or line.item.key not in report.headings:
            yield replace(report.hit(line), clause=report.owing_clause)


@report_check("line_unknown")
def lines_unknown(report: ReportContext) -> Iterator[Hit]:
    """A line that is not in the plan."""
    for line in report.lines:
        if line.item is None:
            yield report.hit(line)


@report_check("line_repeated")
def lines_repeated(report: ReportContext) -> Iterator[Hit]:
    """A line of the plan that stands in the report twice."""
    seen: set[str] = set()
    for line in report.lines:
        if line.item is not None:
            if line.item.key in seen:
                yield report.hit(line)
            seen.add(line.item.key)


@report_check("line_reworded")
def lines_reworded(report: ReportContext) -> Iterator[Hit]:
    """A line whose name is not the plan's."""
    for line in report.lines:
        if line.item is not None:
            language = differs(line.line.title, line.item.title)
            if language is not None:
                yield report.hit(
                    line,
                    found=shortened(line.line.title[language]),
                    plan=shortened(line.item.title[language]),
                )


@report_check("cell_changed")
def cells_changed(report: ReportContext) -> Iterator[Hit]:
    """A column that repeats the plan (form of completion, executors, deadline, financing) and was changed."""
    captions = {column.id: column for column in report.methodology.forms["plan"].columns}
    for line in report.lines:
        if line.item is None:
            continue
        for column, text in line.line.cells.items():
            language = differs(text, line.item.cells[column]) if column in line.item.cells else None
            if language is None or column not in captions:
                continue
            caption = captions[column]
            yield report.hit(
                line,
                caption.role,
                column=caption.used or caption.published,
                found=shortened(text[language]),
                plan=shortened(line.item.cells[column][language]),
            )
