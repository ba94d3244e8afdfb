"""A walked sheet as a table: merges applied, covered cells gone, what is locked or bold told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Final

import msgspec

from bagdar.documents.opening.xlsx_sheet import Cells, CellStyle, Sheet
from bagdar.documents.raw import RawCell, RawRow
from bagdar.kernel.errors import FileRefusedError

_NONE: Final = Cells()
_NOTHING: Final[tuple[str, CellStyle | None]] = ("", None)


class SheetRead(msgspec.Struct, frozen=True):
    rows: tuple[RawRow, ...]
    hidden_columns: tuple[int, ...]


def table(sheet: Sheet, titles: range) -> SheetRead:
    """*titles*: the rows that repeat on each page. Raises FileRefusedError for a broken limit."""
    last, width = _extent(sheet)
    rows = _Grid(sheet, last, width).rows(titles)
    hidden = [c for first, end in sheet.hidden_columns for c in range(first, min(end, width))]
    remarks = sheet.book.remarks
    remarks["hidden_rows"] += sum(1 for row in sheet.hidden_rows if row <= last)
    remarks["hidden_columns"] += len(hidden)
    return SheetRead(rows=rows, hidden_columns=tuple(hidden))


def _extent(sheet: Sheet) -> tuple[int, int]:
    """The last row with anything to see, and the number of columns up to the last such cell."""
    last, width = -1, 0
    for row, cells in sheet.rows.items():
        for column, text in zip(reversed(cells.columns), reversed(cells.texts), strict=True):
            if text:
                last = max(last, row)
                width = max(width, column + 1)
                break
    limit = sheet.book.limits.cells
    if sheet.book.guarded and last >= limit:
        raise FileRefusedError("opening.far_cell", place=sheet.place, row=last + 1, limit=limit)
    return last, width


class _Grid:
    """The rows of a sheet with merges applied: covered cells are gone or continue the one above."""

    def __init__(self, sheet: Sheet, last: int, width: int) -> None:
        self.sheet = sheet
        self.last = last
        self.width = width
        self.all_columns = tuple(range(width))
        self.dense = (last + 1) * width <= sheet.book.limits.cells
        self.remarks = sheet.book.remarks
        self.show_locks = sheet.protected or not all(style.locked for style in sheet.book.styles)
        self.anchors: dict[int, dict[int, tuple[int, str]]] = {}
        self.covered: dict[int, set[int]] = {}
        self._place_merges()

    def _place_merges(self) -> None:
        work = 0
        for top, left, bottom, right in self.sheet.merges:
            bottom, end = min(bottom, self.last), min(right, self.width - 1)
            work += max(bottom - top + 1, 0) * max(end - left + 1, 1)
            limit = self.sheet.book.limits.merges
            if work > 10 * limit and self.sheet.book.guarded:
                raise FileRefusedError("opening.merges", place=self.sheet.place, limit=limit)
            for row in range(top, bottom + 1):
                merge = ("restart" if row == top else "continue") if bottom > top else ""
                self.anchors.setdefault(row, {})[left] = (max(right - left + 1, 1), merge)
                if end > left:
                    self.covered.setdefault(row, set()).update(range(left + 1, end + 1))

    def rows(self, titles: range) -> tuple[RawRow, ...]:
        hidden = self.sheet.hidden_rows
        return tuple(
            RawRow(index, tuple(self._cells(index)), index in titles, index in hidden)
            for index in range(self.last + 1)
        )

    def _cells(self, row: int) -> Sequence[RawCell]:
        cells = self.sheet.rows.get(row, _NONE)
        plain = not (cells.bold or self.show_locks or self.sheet.notes or row in self.anchors)
        if plain and cells.columns == self.all_columns:
            made = list(map(RawCell, cells.texts, repeat(1), repeat(""), cells.columns))
            for column in self.sheet.numeric.get(row, ()):
                made[column] = RawCell(cells.texts[column], 1, "", column, numeric=True)
            return made
        values = dict(zip(cells.columns, zip(cells.texts, cells.styles, strict=True), strict=True))
        anchors = self.anchors.get(row, {})
        covered = self.covered.get(row, set())
        columns: Sequence[int] = sorted({*values, *anchors})
        if self.dense and columns:
            columns = self.all_columns
        made = []
        for column in columns:
            text, style = values.get(column, _NOTHING)
            if column in covered:
                self.remarks["covered_text"] += bool(text)
            elif column < self.width:
                span, merge = anchors.get(column, (1, ""))
                made.append(self._cell(text, style, (row, column), span, merge))
        return made

    def _cell(
        self, text: str, style: CellStyle | None, at: tuple[int, int], span: int, merge: str
    ) -> RawCell:
        note = self.sheet.notes.get(at) if self.sheet.notes else None
        numeric = at[1] in self.sheet.numeric.get(at[0], ())
        if style is None or (not style.bold and not self.show_locks and not merge and not note):
            return RawCell(text, span, merge, at[1], numeric=numeric)
        shown = merge != "continue"
        self.remarks["covered_text"] += bool(text) and not shown
        return RawCell(
            text=text if shown else "",
            span=span,
            merge=merge,
            column=at[1],
            hidden="" if shown else text,
            notes=(note,) if note else (),
            locked=style.locked if self.show_locks else None,
            bold=style.bold and bool(text) and shown,
            numeric=numeric and shown,
        )
