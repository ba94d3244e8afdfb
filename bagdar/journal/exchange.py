"""Entries as flat files for other programs: a row for each, the same columns for ever, with a dictionary of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from itertools import chain
from typing import IO, Any, Final

import msgspec
from xlsxwriter import Workbook

from bagdar.journal.codes import group_of, sentence_id
from bagdar.journal.models import Entry
from bagdar.journal.seals import seals_of
from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.store.base import may_leave

AT_ONCE: Final = 500
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a spreadsheet takes a text for a formula."""


class Column(msgspec.Struct, frozen=True):
    """``name``: in the first row, never changed. ``kind``: "integer", "text", "instant", "id", "json", "boolean".
    What it holds is the message ``journal.column.<name>``. ``content``: kept back under a restriction mark."""

    name: str
    kind: str
    value: Callable[[Entry], Any]
    content: bool = False


def _instant(value: Any) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z") if value else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


COLUMNS: Final = (
    Column("number", "integer", lambda one: one.pk),
    Column("at", "instant", lambda one: _instant(one.at)),
    Column("act", "text", lambda one: one.act),
    Column("group", "text", lambda one: group_of(one.act)),
    Column("actor_kind", "text", lambda one: one.actor_kind),
    Column("actor_id", "id", lambda one: one.actor_id),
    Column("actor_name", "text", lambda one: one.actor_name),
    Column("capacity", "text", lambda one: one.capacity),
    Column("actor_body", "id", lambda one: one.actor_body),
    Column("acting_by", "text", lambda one: one.acting_by),
    Column("object_type", "text", lambda one: one.object_type),
    Column("object_id", "text", lambda one: one.object_id),
    Column("object_name", "text", lambda one: one.object_name, content=True),
    Column("body", "id", lambda one: one.body),
    Column("before", "json", lambda one: _json(one.before), content=True),
    Column("after", "json", lambda one: _json(one.after), content=True),
    Column("request", "id", lambda one: one.request),
    Column("set_clock", "boolean", lambda one: "true" if one.set_clock else "false"),
    Column("mark", "text", lambda one: one.mark),
)
LAST: Final = ("sentence", "seal", "sealed_at")
"""Columns that are asked for beside the entry: words in the reader's language, the seal's number and instant."""


def heads() -> list[str]:
    return [*(column.name for column in COLUMNS), *LAST]


def rows(entries: Iterable[Entry], language: str) -> Iterator[list[str | int]]:
    """The cells of each entry, texts made harmless. One query of seals for each :data:`AT_ONCE` entries."""
    for some in _pieces(entries):
        seals = seals_of([one.pk for one in some])
        for entry in some:
            seal = seals.get(entry.pk)
            last = [_sentence(entry.act, language), seal.number if seal else "", _instant(seal and seal.at)]
            yield [*(_cell(column, entry) for column in COLUMNS), *last]


def _pieces(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    waiting: list[Entry] = []
    for entry in entries:
        waiting.append(entry)
        if len(waiting) == AT_ONCE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _cell(column: Column, entry: Entry) -> str | int:
    if column.content and not may_leave(entry):
        return ""
    value = column.value(entry)
    if value is None:
        return ""
    return value if isinstance(value, int) else inert(str(value))


def inert(text: str) -> str:
    """*text* that no spreadsheet takes for a formula: an apostrophe stands before what it might."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _sentence(act: str, language: str) -> str:
    message = sentence_id(act)
    return render(message, language) if is_message(message) else act


class _Line:
    """What the csv writer writes to: it keeps the last line only."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def as_csv(entries: Iterable[Entry], language: str) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, line by line: a comma between, CRLF behind, quotes where needed."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    first: list[str | int] = [*heads()]
    for cells in chain([first], rows(entries, language)):
        writer.writerow(cells)
        yield line.text.encode()


def as_xlsx(entries: Iterable[Entry], language: str, out: IO[bytes]) -> None:
    """A workbook with a sheet of entries and one with the dictionary; memory does not grow with the rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(render("journal.export.sheet", language))
        sheet.freeze_panes(1, 1)
        for index, name in enumerate(heads()):
            sheet.write_string(0, index, name, bold)
        for number, cells in enumerate(rows(entries, language), start=1):
            for index, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(number, index, cell)
                elif cell:
                    sheet.write_string(number, index, cell)
        told = book.add_worksheet(render("journal.export.dictionary", language))
        for number, cells_of_column in enumerate(dictionary()):
            for index, text in enumerate(cells_of_column):
                told.write_string(number, index, text, bold if number == 0 else None)


def dictionary() -> list[list[str]]:
    """What each column holds, in all languages of the program; the first row is the heads."""
    kinds = {column.name: column.kind for column in COLUMNS}
    kinds |= {"sentence": "text", "seal": "integer", "sealed_at": "instant"}
    return [
        ["column", "type", *UI_LANGUAGES],
        *(
            [name, kinds[name], *(render(f"journal.column.{name}", one) for one in UI_LANGUAGES)]
            for name in heads()
        ),
    ]


def dictionary_csv() -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(dictionary())
    return out.getvalue().encode()
