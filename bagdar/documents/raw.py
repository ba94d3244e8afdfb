"""A document as a person sees it: paragraphs and tables in order, before anything is understood.

Both readers (docx, xlsx) give this; everything above works on it alone.
"""

from __future__ import annotations

import re

import msgspec

_COMMA = re.compile(r"(?<=\d),(?=\d)")


class RawCell(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """``text``: paragraphs and line breaks joined by "\\n", inserted text in, deleted text out.

    ``merge``: "" (none), "restart" or "continue" (vertical). ``hidden``: text of hidden runs.
    ``notes``: footnotes called from the cell. ``column``: docx: order of the cell in its row;
    xlsx: the sheet column.
    """

    text: str
    span: int = 1
    merge: str = ""
    column: int = 0
    hidden: str = ""
    notes: tuple[str, ...] = ()
    locked: bool | None = None
    bold: bool = False
    numeric: bool = False
    """A sheet's number, shown with a decimal comma, which is no divider of thousands."""


class RawRow(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """``index``: 0-based table (sheet) row. ``header``: marked to repeat on each page."""

    index: int
    cells: tuple[RawCell, ...]
    header: bool = False
    hidden: bool = False
    bookmarks: tuple[str, ...] = ()


class RawTable(msgspec.Struct, frozen=True, omit_defaults=True):
    """``index`` counts all tables of the document, a nested one after its parent; a sheet is a table."""

    index: int
    rows: tuple[RawRow, ...]
    sheet: str | None = None
    parent: int | None = None
    hidden: bool = False
    """A sheet that is not shown."""
    hidden_columns: tuple[int, ...] = ()
    """Sheet columns that are not shown; their cells are read all the same."""


class RawDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """``order``: the flow: ("p", i) for paragraphs[i], ("t", i) for tables[i].

    ``remarks``: what a reader should be told: ids such as "tracked_changes", "hidden_rows",
    "hidden_sheet", "formula_cached", with how many.
    """

    file: str
    sha256: str
    format: str
    """"docx" or "xlsx"."""
    paragraphs: tuple[str, ...] = ()
    tables: tuple[RawTable, ...] = ()
    order: tuple[tuple[str, int], ...] = ()
    properties: dict[str, str] = msgspec.field(default_factory=dict)
    """Custom document properties."""
    headers: tuple[str, ...] = ()
    """Texts of page headers and footers."""
    remarks: dict[str, int] = msgspec.field(default_factory=dict)
    paragraph_notes: dict[int, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Footnotes and endnotes called from a paragraph of the flow, by its index."""
    asides: tuple[tuple[str, str], ...] = ()
    """What stands beside the text: ("property", its text), ("text", the description), ("margin", a watermark)."""
    names: dict[str, str] = msgspec.field(default_factory=dict)
    """Defined names of a workbook: name → what it refers to."""


def with_decimal_mark(table: RawTable, mark: str) -> RawTable:
    """*table* with the numbers of its sheet shown as where *mark* is the decimal mark."""
    if mark == "," or not any(cell.numeric for row in table.rows for cell in row.cells):
        return table
    return msgspec.structs.replace(table, rows=tuple(_with_mark(row, mark) for row in table.rows))


def _with_mark(row: RawRow, mark: str) -> RawRow:
    if not any(cell.numeric for cell in row.cells):
        return row
    cells = (
        msgspec.structs.replace(cell, text=_COMMA.sub(mark, cell.text)) if cell.numeric else cell
        for cell in row.cells
    )
    return msgspec.structs.replace(row, cells=tuple(cells))
