"""A chart in a workbook: its figures as a table, the stacked bars drawn from them by Excel."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bagdar.documents.layout import Align, Chart, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.writing.notes import Notes

_FILLS: Final[tuple[dict[str, Any], ...]] = (
    {"fill": {"color": "#2B4A6F"}},
    {"fill": {"color": "#9DB3CE"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#333333", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "dotted_grid", "fg_color": "#333333", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "narrow_horizontal", "fg_color": "#333333", "bg_color": "#FFFFFF"}},
)
"""Readable in black and white, in the order of the parts."""
_LABEL, _COUNT = 80.0, 30.0
_ROW_PIXELS = 20


def chart_table(chart: Chart) -> Table:
    """The chart's figures: a line for each bar, its parts and their sum."""
    head = (chart.title, *chart.parts, chart.total or "Σ")
    rows = [TableRow(tuple(_cell(caption, "center", bold=True) for caption in head), header=True)]
    for label, counts in chart.rows:
        figures = (_cell(str(count), "right", number=str(count)) for count in (*counts, sum(counts)))
        rows.append(TableRow((_cell(label, "left"), *figures)))
    return Table(widths=(_LABEL, *[_COUNT] * (len(chart.parts) + 1)), rows=tuple(rows), name=chart.title)


def _cell(text: str, align: Align, *, bold: bool = False, number: str | None = None) -> TableCell:
    paragraph = Paragraph((Run(text, bold=bold),), role="cell", align=align)
    return TableCell((paragraph,), align=align, number=number)


def draw_chart(workbook: Workbook, worksheet: Worksheet, notes: Notes, chart: Chart, after: int) -> int:
    """Bars from the table whose last row stands above row *after*, placed there. Returns the next free row."""
    head, last, name = after - len(chart.rows) - 1, after - 1, worksheet.get_name()
    drawn = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column in range(1, len(chart.parts) + 1):
        drawn.add_series(
            {
                "name": [name, head, column],
                "categories": [name, head + 1, 0, last, 0],
                "values": [name, head + 1, column, last, column],
                "data_labels": {"value": True, "font": {"color": "#FFFFFF" if column == 1 else "#000000"}},
                "border": {"color": "#222222"},
                "gap": 40,
                **_FILLS[(column - 1) % len(_FILLS)],
            }
        )
    drawn.set_title({"name": notes.writable(chart.title), "name_font": {"size": 12}})
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    drawn.set_legend({"position": "bottom"})
    height = 90 + 42 * len(chart.rows)
    drawn.set_size({"width": 660, "height": height})
    worksheet.insert_chart(after + 1, 0, drawn, {"description": notes.writable(chart.alt)})
    return after + 3 + height // _ROW_PIXELS
