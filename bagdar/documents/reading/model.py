"""What a reading consists of: rows with their kinds, tables with their account, items with cells."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from bagdar.documents.forms.parts import Source


class RowKind(StrEnum):
    """What a table row is. The first five are counted in the account under these names."""

    HEADER = "header"
    COLUMN_NUMBERS = "column_numbers"
    CAPTION = "caption"
    CONTINUATION = "continuation"
    EMPTY = "empty"
    ITEM = "item"
    UNKNOWN = "not_understood"


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A logical column of a table: what its caption says it holds.

    ``id``: the pack's column, or the caption itself where the pack knows none. ``role`` as in
    :class:`bagdar.documents.spec.Column`, "amounts" for a yearly column, "" where unknown.
    ``period``: "2026", "2026-1", "total", "base" or "". ``sense``: "fact", "forecast" or "".
    ``start`` and ``end``: its place in the header's own grid.
    """

    id: str
    role: str
    caption: str
    start: int
    end: int
    group: str = ""
    period: str = ""
    sense: str = ""
    known: bool = True
    """The pack or the language's words know this caption."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A cell put under logical columns ``first``–``last``; ``order``: its place in the raw row."""

    text: str
    first: int
    last: int
    order: int
    column: int
    merge: str = ""
    bold: bool = False
    hidden: str = ""
    notes: tuple[str, ...] = ()
    above: str = ""
    """What is written in the cell that this one goes on from."""


class Label(msgspec.Struct, frozen=True, gc=False):
    """A row's run-in label: its kind, the number it gives, and where the title begins."""

    kind: str
    number: str
    end: int
    language: str
    plural: bool = False
    explicit: bool = False
    """A number or a separator stands by it, so it is a label beyond doubt."""


class Part(msgspec.Struct, frozen=True, gc=False):
    """One item that a row names; most rows name one."""

    kind: str
    number: str
    title: str
    code: str = ""
    label: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A table row understood. ``item``: index of the row whose item it is or goes on with."""

    index: int
    kind: RowKind
    text: str
    parts: tuple[Part, ...] = ()
    cells: tuple[Cell, ...] = ()
    item: int | None = None
    segment: int = 0
    keys: tuple[str, ...] = ()
    """Hidden keys of the row: from bookmarks, then from hidden text."""


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under one header. ``use``: "plan", "report", "indicators", "passports", "factors",
    "abbreviations", "fields", "case", "proposals", "tally" or "" (nothing known)."""

    use: str
    leaves: tuple[Leaf, ...] = ()
    language: str | None = None
    default_kind: str = ""
    inferred: bool = False
    """The header is missing: taken from the table before, or from what the cells hold."""


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person should know about what was read: a message id, its fields, the place."""

    message: str
    params: dict[str, Any] = {}
    table: int | None = None
    row: int | None = None
    column: int | None = None


class TableReading(msgspec.Struct, frozen=True, kw_only=True):
    """``rows``: every row of the table, in order, each once."""

    index: int
    sheet: str | None
    rows: tuple[Row, ...]
    segments: tuple[Segment, ...]
    remarks: tuple[Remark, ...] = ()

    def account(self) -> dict[str, Any]:
        """Rows by kind; with ``not_understood`` they add up to the table's rows."""
        counts: dict[str, Any] = {
            kind.value: sum(row.kind is kind for row in self.rows)
            for kind in (
                RowKind.HEADER, RowKind.COLUMN_NUMBERS, RowKind.CAPTION, RowKind.CONTINUATION, RowKind.EMPTY
            )
        }  # fmt: skip
        items: dict[str, int] = {}
        for row in self.rows:
            if row.kind is RowKind.ITEM:
                items[row.parts[0].kind] = items.get(row.parts[0].kind, 0) + 1
        counts["items"] = items
        return counts

    def not_understood(self) -> list[Row]:
        """Rows of which nothing is known."""
        return [row for row in self.rows if row.kind is RowKind.UNKNOWN]

    def segment(self, row: Row) -> Segment:
        """The stretch under one header that *row* stands in."""
        return self.segments[row.segment]


def source_of(sha256: str, file: str, table: TableReading, row: Row, cell: Cell) -> Source:
    """The place of *cell*, as the typed forms keep it."""
    return Source(
        sha256=sha256, table=table.index, row=row.index, column=cell.column, file=file, sheet=table.sheet
    )
