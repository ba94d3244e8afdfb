"""A table's rows made ready: which repeat as head, which stay with the next row, which may part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bagdar.documents.layout import Align, Paragraph, Table, TableRow
from bagdar.documents.writing import cells, measure
from bagdar.documents.writing.breaking import NARROW
from bagdar.documents.writing.cells import Placed

if TYPE_CHECKING:
    from bagdar.documents.writing.drawing import Drawing

_PADDING = 3.0
"""Left and right (also top and bottom) padding of a cell together, mm."""
_HEAD_PADDING = 1.6
_SMALLEST = 9.0
"""Points: a head's caption is not set smaller to fit."""


def table_rows(drawing: Drawing, table: Table, index: int, *, field: float) -> list[list[Any]]:
    """``[kind, cells]`` for each row; kind is head, sub (stays with the next row) or rows.

    *field*: height in mm of the page's field; a row higher than half of it may part.
    """
    grid = cells.place(table)
    heads = cells.head_rows(table)
    kept = _kept_rows(table, grid, heads, field)
    drawn: list[list[Any]] = []
    for number, (row, placed) in enumerate(zip(table.rows, grid, strict=True)):
        kind = "head" if number < heads else "sub" if number in kept else "rows"
        whole = kind != "rows" or not _may_part(table, grid, number, field)
        drawn.append([kind, [_cell(drawing, table, row, item, (index, number), whole) for item in placed]])
    return drawn


def table_height(table: Table) -> float:
    """About how many mm high *table* is."""
    return sum(
        _height(table, row, placed) for row, placed in zip(table.rows, cells.place(table), strict=True)
    )


def _kept_rows(table: Table, grid: list[list[Placed]], heads: int, field: float) -> set[int]:
    """Rows that may travel as a sub-heading: no span leads in or out, a row follows, not too high."""
    kept: set[int] = set()
    run: list[int] = []
    covered = 0  # first row that no span from above reaches
    for number, row in enumerate(table.rows):
        reach = max((number + item.rows for item in grid[number]), default=number + 1)
        alone = covered <= number and reach == number + 1
        covered = max(covered, reach)
        if number >= heads and row.keep_next and alone:
            run.append(number)
            continue
        if sum(_height(table, table.rows[n], grid[n]) for n in run) <= field / 2:
            kept.update(run)
        run = []
    return kept


def _may_part(table: Table, grid: list[list[Placed]], number: int, field: float) -> bool:
    """Whether a page may end in the row, or in the rows that one of its cells spans."""
    reach = max((item.rows for item in grid[number]), default=1)
    spanned = range(number, number + reach)
    if any(table.rows[n].split for n in spanned):
        return True
    return sum(_height(table, table.rows[n], grid[n]) for n in spanned) > field / 2


def _height(table: Table, row: TableRow, placed: list[Placed]) -> float:
    """Height of the row in mm, by the cell that needs most."""
    tallest = 0.0
    for item in placed:
        room = sum(table.widths[item.column : item.column + item.columns]) - _PADDING
        size = max((cells.paragraph_size(p, row, table) for p in item.cell.paragraphs), default=table.size)
        tallest = max(tallest, measure.height(item.cell.paragraphs, max(room, 5.0), size))
    return tallest + _PADDING


def _cell(
    drawing: Drawing, table: Table, row: TableRow, item: Placed, at: tuple[int, int], whole: bool
) -> list[Any]:
    """``[paragraphs, columns, rows, shade, align, inset, whole]``; a paragraph is ``[runs, size, align]``."""
    cell = item.cell
    room = sum(table.widths[item.column : item.column + item.columns])
    place = {"table": at[0], "row": at[1], "column": item.column, "key": row.key, "field": cell.field or None}
    paragraphs: list[list[Any]] = []
    for paragraph in cell.paragraphs:
        size, runs = _fitted(
            drawing, paragraph, row, cells.paragraph_size(paragraph, row, table), room, place
        )
        align = cells.paragraph_align(paragraph, cell, row)
        paragraphs.append([runs, 0 if size == table.size else size, align])
    own: Align = paragraphs[0][2] if paragraphs else cell.align
    inset = 0 if not row.header or own != "center" else 2 if cells.is_number_row(row) else 1
    return [paragraphs, item.columns, item.rows, cells.shade(cell, row), own, inset, whole]


def _fitted(
    drawing: Drawing, paragraph: Paragraph, row: TableRow, size: float, room: float, place: dict[str, Any]
) -> tuple[float, list[Any]]:
    """Size and runs of a cell's paragraph, so that its longest word does not leave the column.

    A caption of the head is first set smaller, then its words part; other texts part at once.
    """
    inner = room - (_HEAD_PADDING if row.header else _PADDING)
    wide = _longest(paragraph, size, bold=row.header) if room < NARROW else 0.0
    if row.header:
        if wide > inner:
            size, wide = max(_SMALLEST, size * inner / wide), wide * max(_SMALLEST / size, inner / wide)
        return size, drawing.runs(paragraph.runs, room=inner if wide > inner + 0.1 else None, **place)
    return size, drawing.runs(
        paragraph.runs, narrow=room < NARROW, room=inner if wide > inner else None, size=size, **place
    )


def _longest(paragraph: Paragraph, size: float, *, bold: bool) -> float:
    """Width in mm of the longest unbreakable piece."""
    return max(
        (
            measure.width(word, run.size or size, bold=bold or run.bold)
            for run in paragraph.runs
            for word in run.text.split()
        ),
        default=0.0,
    )
