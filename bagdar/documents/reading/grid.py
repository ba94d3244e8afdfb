"""Table rows on a common grid: header cells over logical columns, data cells put under them by order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bagdar.documents.raw import RawCell, RawRow
from bagdar.documents.reading.model import Cell, Leaf


class Laid(NamedTuple):
    """A raw cell with its place in the row's own grid."""

    start: int
    end: int
    order: int
    cell: RawCell


def lay(row: RawRow, *, sheet: bool) -> list[Laid]:
    """Cells with start and end: by their spans in Word, by the sheet's columns in Excel."""
    laid: list[Laid] = []
    start = 0
    for order, cell in enumerate(row.cells):
        begin = cell.column if sheet else start
        start = begin + max(cell.span, 1)
        laid.append(Laid(begin, start, order, cell))
    return laid


def width(laid: Sequence[Laid]) -> int:
    return laid[-1].end if laid else 0


class Column(NamedTuple):
    """A logical column of the header: its captions from the top down."""

    start: int
    end: int
    captions: tuple[str, ...]


def header_columns(rows: Sequence[Sequence[Laid]]) -> list[Column]:
    """Logical columns of one, two or three header rows, whatever spans each row gives them."""
    first = list(rows[0])
    columns = [Column(cell.start, cell.end, (cell.cell.text.strip(),)) for cell in first]
    for row in rows[1:]:
        columns = _under(columns, first, row)
    return _joined(columns)


def _under(columns: list[Column], first: list[Laid], row: Sequence[Laid]) -> list[Column]:
    if not row:
        return columns
    if row[-1].end == columns[-1].end and row[0].start == columns[0].start:
        return _under_by_span(columns, row)
    return _under_by_order(columns, first, row)


def _under_by_span(columns: list[Column], row: Sequence[Laid]) -> list[Column]:
    edges = sorted(
        {edge for column in columns for edge in column[:2]} | {c.start for c in row} | {c.end for c in row}
    )
    out: list[Column] = []
    for start, end in pairwise(edges):
        above = next((column for column in columns if column.start <= start < column.end), None)
        below = next((cell for cell in row if cell.start <= start < cell.end), None)
        captions = above.captions if above else ()
        text = below.cell.text.strip() if below and below.cell.merge != "continue" else ""
        out.append(Column(start, end, (*captions, text)))
    return out


def _under_by_order(columns: list[Column], first: list[Laid], row: Sequence[Laid]) -> list[Column]:
    """Rows whose widths differ: cells merged downwards pair off in order, the rest go under the wide one."""
    own = [cell for cell in row if cell.cell.merge != "continue" and cell.cell.text.strip()]
    merged = {cell.start for cell in first if cell.cell.merge == "restart"}
    wide = [column for column in columns if column.start not in merged and column.end - column.start > 1]
    wide = wide or [column for column in columns if column.start not in merged]
    if not own or not wide:
        return columns
    share, out, place = len(own) / len(wide), [], 0
    for column in columns:
        if column not in wide:
            out.append(Column(place, place + 1, (*column.captions, "")))
            place += 1
            continue
        index = wide.index(column)
        for cell in own[round(index * share) : round((index + 1) * share)]:
            out.append(Column(place, place + 1, (*column.captions, cell.cell.text.strip())))
            place += 1
    return out


def _joined(columns: list[Column]) -> list[Column]:
    """Neighbours that the same header cells cover are one logical column."""
    out: list[Column] = []
    for column in columns:
        if out and out[-1].captions == column.captions and any(column.captions):
            out[-1] = Column(out[-1].start, column.end, column.captions)
        else:
            out.append(column)
    return out


def place(laid: Sequence[Laid], leaves: Sequence[Leaf], *, sheet: bool) -> list[Cell]:
    """The row's cells under the logical columns.

    By order where there are as many cells as columns; by place where the widths agree (always in a
    sheet); else from both ends, a wide cell taking what is left in the middle.
    """
    count = len(leaves)
    if not count or not laid:
        return [_cell(cell, cell.order, cell.order) for cell in laid]
    if not sheet and len(laid) == count:
        return [_cell(cell, number, number) for number, cell in enumerate(laid)]
    if sheet or width(laid) == leaves[-1].end:
        return _by_place(laid, leaves)
    return _from_ends(laid, count)


def _cell(laid: Laid, first: int, last: int) -> Cell:
    cell = laid.cell
    return Cell(
        text=cell.text,
        first=first,
        last=last,
        order=laid.order,
        column=cell.column,
        merge=cell.merge,
        bold=cell.bold,
        hidden=cell.hidden,
        notes=cell.notes,
    )


def _by_place(laid: Sequence[Laid], leaves: Sequence[Leaf]) -> list[Cell]:
    out: list[Cell] = []
    for cell in laid:
        covered = [n for n, leaf in enumerate(leaves) if leaf.start < cell.end and cell.start < leaf.end]
        if covered:
            out.append(_cell(cell, covered[0], covered[-1]))
        elif cell.cell.text.strip():
            # Beyond the table's columns: kept under the last one, so that no text is lost.
            out.append(_cell(cell, len(leaves) - 1, len(leaves) - 1))
    return out


def _from_ends(laid: Sequence[Laid], count: int) -> list[Cell]:
    if len(laid) > count:
        return [
            _cell(cell, min(number, count - 1), min(number, count - 1)) for number, cell in enumerate(laid)
        ]
    widest = max(range(len(laid)), key=lambda n: (laid[n].cell.span, n))
    spare = count - len(laid)
    if laid[widest].cell.span == 1:
        return [_cell(cell, number, number) for number, cell in enumerate(laid)]
    out: list[Cell] = []
    for number, cell in enumerate(laid):
        first = number if number <= widest else number + spare
        out.append(_cell(cell, first, first + spare if number == widest else first))
    return out
