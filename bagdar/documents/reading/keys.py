"""Stable keys of rows: from the bookmarks and hidden runs of our own documents, else by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bagdar.documents.raw import RawCell, RawRow, RawTable
from bagdar.documents.writing.text import HIDDEN_PREFIX, key_of_bookmark

FIELDS_MARK = "#fields"
"""Opens the hidden row of a sheet that names its columns; the column it stands in holds the keys."""


def with_keys(table: RawTable) -> RawTable:
    """A sheet whose column of hidden keys is taken out of the cells and put with each row's marks."""
    marked = [cell.column for row in table.rows for cell in row.cells if cell.text == FIELDS_MARK]
    if table.sheet is None or not marked:
        return table
    column = marked[0]
    return replace(table, rows=tuple(_with_key(row, column) for row in table.rows))


def _with_key(row: RawRow, column: int) -> RawRow:
    kept = tuple(cell for cell in row.cells if cell.column != column)
    keys = tuple(
        f"{HIDDEN_PREFIX}{cell.text}"
        for cell in row.cells
        if cell.column == column and cell.text and cell.text != FIELDS_MARK
    )
    if row.hidden and any(cell.text == FIELDS_MARK for cell in row.cells):
        return replace(row, cells=(RawCell(text=FIELDS_MARK, column=column),))
    return replace(row, cells=kept, bookmarks=(*row.bookmarks, *keys))


def hidden_key(keys: Sequence[str]) -> str | None:
    """The key a row carries out of sight: the hidden run has it whole, the bookmark stands in for it."""
    for text in keys:
        if text.startswith(HIDDEN_PREFIX):
            return text.removeprefix(HIDDEN_PREFIX)
    for name in keys:
        found = key_of_bookmark(name)
        if found:
            return found
    return None


def unique(wanted: Iterable[str]) -> list[str]:
    """*wanted* with a number added to each repetition."""
    seen: dict[str, int] = {}
    taken: set[str] = set()
    found: list[str] = []
    for key in wanted:
        name = key
        while name in taken:
            seen[key] = seen.get(key, 1) + 1
            name = f"{key}~{seen[key]}"
        taken.add(name)
        found.append(name)
    return found
