"""The document's running text: paragraphs, and what sheets and layout tables hold in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bagdar.documents.raw import RawDocument
from bagdar.documents.reading.folding import is_blank
from bagdar.documents.reading.model import Row, RowKind, TableReading
from bagdar.documents.reading.plain_tables import FIELDS, LAYOUT
from bagdar.documents.reading.texts import clean


class Line(NamedTuple):
    """``text``: a paragraph, or a row's cells divided by tabs; ``table``: a table that stands here."""

    text: str
    table: TableReading | None = None
    bookmarks: tuple[str, ...] = ()


def flow_of(raw: RawDocument, tables: Sequence[TableReading]) -> list[Line]:
    """Lines and tables in the order they are met; every table once, also a nested one."""
    by_index = {table.index: table for table in tables}
    lines: list[Line] = []
    seen: set[int] = set()
    order = raw.order or tuple(("t", table.index) for table in tables)
    for what, index in order:
        if what == "p":
            text = clean(raw.paragraphs[index], keep="\t")
            if not is_blank(text):
                lines.append(Line(text))
        elif index in by_index and index not in seen:
            seen.add(index)
            lines.extend(_table(by_index[index]))
    lines.extend(line for table in tables if table.index not in seen for line in _table(table))
    return lines


def _table(table: TableReading) -> Iterator[Line]:
    body = [n for n, row in enumerate(table.rows) if _is_body(table, row)]
    first = body[0] if body else len(table.rows)
    for row in table.rows[:first]:
        yield from _line(row)
    if body:
        yield Line("", table)
    for row in table.rows[first:]:
        if not _is_body(table, row) and (table.sheet is not None or row.index > table.rows[body[-1]].index):
            yield from _line(row)


def _is_body(table: TableReading, row: Row) -> bool:
    if table.segments and table.segment(row).use in (FIELDS, LAYOUT):
        return False
    return row.kind in (RowKind.ITEM, RowKind.CONTINUATION, RowKind.HEADER)


def _line(row: Row) -> Iterator[Line]:
    texts = [clean(cell.text) for cell in row.cells if not is_blank(cell.text) and cell.merge != "continue"]
    if texts:
        yield Line("\t".join(texts), None, row.keys)
