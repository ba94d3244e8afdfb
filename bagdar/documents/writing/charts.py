"""A chart in a workbook: its figures as a small table, the stacked bars drawn from it by Excel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from xlsxwriter import Workbook

from bagdar.documents.layout import Block, Chart, Paragraph
from bagdar.documents.writing.notes import Notes
from bagdar.documents.writing.styles import Look, Styles

_FILLS: Final[tuple[dict[str, Any], ...]] = (
    {"fill": {"color": "#2B4A6F"}},
    {"fill": {"color": "#9DB3CE"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#333333", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "dotted_grid", "fg_color": "#333333", "bg_color": "#FFFFFF"}},
)
"""Readable in black and white, in the order of the parts."""


def write_chart(
    workbook: Workbook, styles: Styles, notes: Notes, chart: Chart, name: str, above: Iterable[Block]
) -> None:
    """A sheet *name* with the texts *above*, the figures of *chart* and the bars under them."""
    sheet = workbook.add_worksheet(name)
    sheet.set_column_pixels(0, 0, 330)
    sheet.set_column_pixels(1, len(chart.parts) + 1, 110)
    row = 0
    for block in above:
        if isinstance(block, Paragraph):
            words = notes.writable("".join(run.text for run in block.runs))
            sheet.write_string(row, 0, words, workbook.add_format({"font_name": "Times New Roman", "font_size": block.size}))
            row += 1
    head = styles.cell(Look(size=11, bold=True, align="center", middle=True, border=True))
    cell, figure = styles.cell(Look(border=True)), styles.cell(Look(border=True, align="right", number="0"))
    sheet.write_string(row, 0, notes.writable(chart.title), head)
    for column, part in enumerate((*chart.parts, chart.total or "Σ"), start=1):
        sheet.write_string(row, column, notes.writable(part), head)
    first = row + 1
    for row, (label, counts) in enumerate(chart.rows, start=first):  # noqa: B007
        sheet.write_string(row, 0, notes.writable(label), cell)
        for column, count in enumerate((*counts, sum(counts)), start=1):
            sheet.write_number(row, column, count, figure)
    _draw(workbook, notes, chart, name, (first - 1, row))


def _draw(workbook: Workbook, notes: Notes, chart: Chart, name: str, rows: tuple[int, int]) -> None:
    """Bars from the figures between *rows* (head, last) of the sheet *name*, placed under them."""
    head, last = rows
    drawn = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    if drawn is None or last == head:
        return
    for column in range(1, len(chart.parts) + 1):
        drawn.add_series(
            {
                "name": [name, head, column],
                "categories": [name, head + 1, 0, last, 0],
                "values": [name, head + 1, column, last, column],
                "data_labels": {"value": True, "font": {"color": "#FFFFFF"} if column == 1 else {}},
                "border": {"color": "#222222"},
                "gap": 40,
                **_FILLS[(column - 1) % len(_FILLS)],
            }
        )
    drawn.set_title({"name": notes.writable(chart.title), "name_font": {"size": 12}})
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 760, "height": 90 + 42 * (last - head)})
    sheet = workbook.get_worksheet_by_name(name)
    if sheet is not None:
        sheet.insert_chart(last + 2, 0, drawn, {"description": notes.writable(chart.alt)})
