"""How a cell of a layout is to be shown where its parts leave it open: the writers agree on it here."""

from __future__ import annotations

from typing import Final

import msgspec

from bagdar.documents.layout import Align, Paragraph, Table, TableCell, TableRow

RULE: Final = "464646"
GREY: Final = "555555"
NOTED: Final = "FFF2CC"
"""Ground of an untranslated line and of a lost character."""
HEAD_SHADE: Final = "FAFAFA"
CODE_SIZE: Final = 9.0
HEAD_SIZE: Final = 11.0
NUMBER_ROW_SIZE: Final = 10.0

_UNSET_SIZE = Paragraph(runs=()).size
_UNSET_ALIGN = Paragraph(runs=()).align


def is_number_row(row: TableRow) -> bool:
    """The row of column numbers under a table's head."""
    return row.header and all(text_of(cell).strip().isdigit() for cell in row.cells)


def paragraph_size(paragraph: Paragraph, row: TableRow, table: Table) -> float:
    """Points. A paragraph that does not say takes its row's: head, column numbers, or the table's."""
    if paragraph.size != _UNSET_SIZE:
        return paragraph.size
    if is_number_row(row):
        return NUMBER_ROW_SIZE
    return min(table.size, HEAD_SIZE) if row.header else table.size


def paragraph_align(paragraph: Paragraph, cell: TableCell, row: TableRow) -> Align:
    """A head is centred, any other cell's text stands as the cell says unless its paragraph says."""
    if paragraph.align != _UNSET_ALIGN:
        return paragraph.align
    return "center" if row.header and cell.align == "left" else cell.align


def shade(cell: TableCell, row: TableRow) -> str:
    """RRGGBB or ''. An untranslated line shades its whole cell."""
    if any(run.mark == "untranslated" for paragraph in cell.paragraphs for run in paragraph.runs):
        return NOTED
    return cell.shade or (HEAD_SHADE if row.header else "")


def text_of(cell: TableCell) -> str:
    return "\n".join("".join(run.text for run in paragraph.runs) for paragraph in cell.paragraphs)


def head_rows(table: Table) -> int:
    """How many rows at the top repeat on every page."""
    for count, row in enumerate(table.rows):
        if not row.header:
            return count
    return len(table.rows)


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A cell with the column it begins in, its spans cut to the table."""

    cell: TableCell
    column: int
    columns: int
    rows: int


def place(table: Table) -> list[list[Placed]]:
    """Per row its cells with their columns; places that the layout leaves out are filled with empty cells.

    Raises ValueError for a row that has more cells than the table has columns.
    """
    width, left = len(table.widths), len(table.rows)
    taken = [0] * width  # rows that a cell above still covers, per column
    grid = []
    for index, row in enumerate(table.rows):
        if len(row.cells) == width and not any(taken) and all(c.columns == c.rows == 1 for c in row.cells):
            grid.append([Placed(cell, column, 1, 1) for column, cell in enumerate(row.cells)])
            continue
        placed, column, cells = [], 0, list(row.cells)
        while column < width:
            if taken[column]:
                column += 1
                continue
            cell = cells.pop(0) if cells else TableCell(paragraphs=())
            columns = min(cell.columns, _free(taken, column))
            rows = min(cell.rows, left - index)
            placed.append(Placed(cell, column, columns, rows))
            taken[column : column + columns] = [rows] * columns
            column += columns
        if cells:
            raise ValueError(f"row {index} of the table {table.name!r} has {len(cells)} cells too many")
        taken = [max(0, rows - 1) for rows in taken]
        grid.append(placed)
    return grid


def _free(taken: list[int], column: int) -> int:
    """Columns free from *column* on."""
    count = 0
    while column + count < len(taken) and not taken[column + count]:
        count += 1
    return count
