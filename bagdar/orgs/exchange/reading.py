"""Rows of a spreadsheet, read through the guarded reader; columns known by their captions."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bagdar.documents.opening import open_document
from bagdar.documents.raw import RawDocument, RawRow, RawTable
from bagdar.kernel.errors import DomainError, FileRefusedError
from bagdar.kernel.findings import Place
from bagdar.orgs.exchange.columns import INFORMATION
from bagdar.orgs.rules import fold

HEAD_ROWS = 10
"""The row of captions is looked for among so many first rows."""
NEEDED = 2
"""A row is the row of captions if it has at least so many of them."""


class SheetRow(msgspec.Struct, frozen=True):
    """``row``: as the spreadsheet counts, from 1. ``cells``: column → text, blank cells left out."""

    row: int
    cells: dict[str, str]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What was read. ``columns``: those found, with the letter of each; ``strange``: captions not known."""

    file: str
    sha256: str
    rows: tuple[SheetRow, ...]
    columns: dict[str, str]
    strange: tuple[str, ...] = ()


def read_sheet(data: bytes, name: str, known: Mapping[str, str]) -> Sheet:
    """The first visible sheet of *data* that has our captions; *known*: folded caption → column. Raises FileRefusedError for a file that may not
    be opened and DomainError where no such sheet is found."""
    with tempfile.TemporaryDirectory() as folder:
        # Only the extension is taken from the sender's name.
        path = Path(folder, f"list{Path(name).suffix.lower()[:6]}")
        path.write_bytes(data)
        try:
            document = open_document(path)
        except FileRefusedError as error:
            error.place = Place(file=name)
            raise
    return sheet_of(document, name, hashlib.sha256(data).hexdigest(), known)


def sheet_of(document: RawDocument, name: str, sha256: str, known: Mapping[str, str]) -> Sheet:
    """The sheet of an opened *document*, as :func:`read_sheet`."""
    for table in document.tables:
        if table.hidden or document.format != "xlsx":
            continue
        head = _head(table, known)
        if head is None:
            continue
        places = {cell.column: known[fold(cell.text)] for cell in head.cells if fold(cell.text) in known}
        rows = tuple(_row(row, places) for row in table.rows if row.index > head.index)
        return Sheet(
            file=name,
            sha256=sha256,
            rows=tuple(row for row in rows if row.cells),
            columns={column: letters(place) for place, column in places.items()},
            strange=tuple(
                cell.text.strip() for cell in head.cells if cell.text.strip() and fold(cell.text) not in known
            ),
        )
    raise DomainError("orgs.columns.no_captions", place=Place(file=name))


def _head(table: RawTable, known: Mapping[str, str]) -> RawRow | None:
    for row in table.rows[:HEAD_ROWS]:
        if len({known[fold(cell.text)] for cell in row.cells if fold(cell.text) in known}) >= NEEDED:
            return row
    return None


def _row(row: RawRow, places: dict[int, str]) -> SheetRow:
    cells = {
        places[cell.column]: cell.text.strip()
        for cell in row.cells
        if cell.column in places and cell.text.strip() and places[cell.column] != INFORMATION
    }
    return SheetRow(row.index + 1, cells)


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    found = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
