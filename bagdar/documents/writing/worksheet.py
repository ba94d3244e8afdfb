"""A worksheet that writes its own rows: many times faster than a call for each cell, and rows that grow.

The library still makes the package around them: styles, validations, protection, print settings.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bagdar.documents.writing.workbook import Font, escaped, plain_item, rich_item


class GrowingWorksheet(Worksheet):  # type: ignore[misc]
    """Rows and columns are 0-based. A height that is not fixed still grows with what someone types."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[int, dict[int, str]] = {}
        self._row_attributes: dict[int, str] = {}
        self.opens_document = False
        """Its first page bears no number."""

    def put_text(self, row: int, column: int, text: str, style: Format) -> None:
        self._put_string(row, column, plain_item(escaped(text)), style)

    def put_rich(self, row: int, column: int, parts: list[tuple[Font, str]], style: Format) -> None:
        """A text whose parts have fonts of their own."""
        fonts, texts = zip(*parts, strict=True)
        self._put_string(row, column, rich_item(fonts, [escaped(text) for text in texts]), style)

    def _write_header_footer(self) -> None:
        if not self.opens_document:
            super()._write_header_footer()
            return
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._write_odd_header()
        self._write_odd_footer()
        self._xml_data_element("firstFooter", self.footer)
        self._xml_end_tag("headerFooter")

    def put_row(self, row: int, cells: dict[int, str]) -> None:
        """Cells by column, in order, finished but for their names: see :meth:`string_cell`."""
        number = row + 1
        named = {column: f'<c r="{column_letters(column)}{number}"{rest}' for column, rest in cells.items()}
        known = self._cells.get(row)
        if known is None:
            self._cells[row] = named
        else:
            known.update(named)
        for column in (min(cells), max(cells)):
            self._check_dimensions(row, column)

    def string_cell(self, item: str, style: str) -> str:
        """What follows the name of a cell that holds the shared string *item* in the style numbered *style*."""
        return f' s="{style}" t="s"><v>{self.str_table.index(item)}</v></c>'

    def put_number(self, row: int, column: int, number: Decimal, style: Format) -> None:
        self._put(
            row, column, f'<c r="{_name(row, column)}" s="{style._get_xf_index()}"><v>{number:f}</v></c>'
        )

    def put_blank(self, row: int, column: int, style: Format) -> None:
        self._put(row, column, f'<c r="{_name(row, column)}" s="{style._get_xf_index()}"/>')

    def join(self, row: int, column: int, last_row: int, last_column: int, style: Format) -> None:
        """Merge the area; its first cell is written by the caller afterwards."""
        self.merge.append([row, column, last_row, last_column])
        for below in range(row, last_row + 1):
            for beside in range(column, last_column + 1):
                self.put_blank(below, beside, style)

    def set_height(self, row: int, points: float, *, fixed: bool) -> None:
        self._row_attributes[row] = f' ht="{points:g}"' + (' customHeight="1"' if fixed else "")

    def hide_row(self, row: int) -> None:
        self._row_attributes[row] = ' hidden="1"'

    def _put_string(self, row: int, column: int, item: str, style: Format) -> None:
        index = self.str_table.index(item)
        place = f'r="{_name(row, column)}" s="{style._get_xf_index()}"'
        self._put(row, column, f'<c {place} t="s"><v>{index}</v></c>')

    def _put(self, row: int, column: int, element: str) -> None:
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = {}
        cells[column] = element
        self._check_dimensions(row, column)

    def _write_rows(self) -> None:
        write = self.fh.write
        for row in sorted(self._cells.keys() | self._row_attributes.keys()):
            cells = self._cells.get(row, {})
            write(f'<row r="{row + 1}"{self._row_attributes.get(row, "")}>')
            write("".join(cells[column] for column in sorted(cells)))
            write("</row>")

    def _get_range_data(self, *_: Any) -> list[Any]:
        # A chart reads its figures from the cells; it needs no second copy of them.
        return []


def _name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


@cache
def column_letters(column: int) -> str:
    """``0`` → ``A``, ``26`` → ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
