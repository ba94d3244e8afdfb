"""One sheet of a workbook walked row by row: values as people see them, merges, what is hidden or locked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
from lxml import etree

from bagdar.documents.opening.limits import Limits
from bagdar.documents.opening.xlsx_formats import GENERAL, display, iso_date
from bagdar.documents.opening.xml import Stream, discard, empty
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.findings import Place

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW: Final = _S + "row"
_CELL, _VALUE, _FORMULA, _INLINE = _S + "c", _S + "v", _S + "f", _S + "is"
_TEXT, _RUN, _MERGE, _COL, _PROTECTION = (
    _S + "t",
    _S + "r",
    _S + "mergeCell",
    _S + "col",
    _S + "sheetProtection",
)
_HEADINGS = tuple(
    _S + position + kind for position in ("odd", "even", "first") for kind in ("Header", "Footer")
)
WATCHED = (ROW, _MERGE, _COL, _PROTECTION, *_HEADINGS)
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class CellStyle(msgspec.Struct, frozen=True, gc=False):
    """What a cell's style says about how it is shown and whether it may be edited."""

    code: str = GENERAL
    locked: bool = True
    bold: bool = False


_PLAIN: Final = CellStyle()


class Cells(NamedTuple):
    """Cells of one row in the order of their columns, which rise: what they show, and how."""

    columns: tuple[int, ...] = ()
    texts: Sequence[str] = ()
    styles: tuple[CellStyle, ...] = ()
    bold: bool = False
    """Is any of the styles bold."""


class Book(msgspec.Struct):
    """What all sheets of a workbook share."""

    strings: list[str]
    numbered: dict[str, str]
    """The strings by their number, as cells usually write it."""
    styles: list[CellStyle]
    epoch_1904: bool
    limits: Limits
    guarded: bool
    remarks: Counter[str]
    cells: int = 0
    text: int = 0
    """Characters taken so far: one long string may be referred to many times."""
    columns: dict[str, int] = msgspec.field(default_factory=dict)
    """Letters met so far → column from 0."""


def position(reference: str) -> tuple[int, int]:
    """``"AB12"`` → (11, 27): row and column from 0. Raises ValueError off the largest sheet there is."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise ValueError(reference)
    return row - 1, column - 1


def unescape(text: str) -> str:
    """Characters that a sheet writes as ``_x000D_``; line ends as "\\n"."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = "".join(char for char in text if not "\ud800" <= char <= "\udfff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def calls_program(formula: str) -> bool:
    """A bar outside quotes occurs only in a call to another program: cmd|'/c calc'!A0"""
    return "|" in formula and "|" in _QUOTED.sub("", formula)


def rich_text(element: etree._Element) -> str:
    """Text of a shared or inline string: plain or in runs; what only helps pronunciation is left out."""
    if len(element) == 1 and element[0].tag == _TEXT:
        return unescape(element[0].text or "")
    parts = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _RUN:
            parts.extend(t.text or "" for t in child.iterchildren(_TEXT))
    return unescape("".join(parts))


def elements(stream: Stream) -> Iterator[etree._Element]:
    """Elements of the stream as they end; each is emptied after use, so that a long sheet stays small."""
    for event, element in stream:
        if event != "end":
            continue
        yield element
        empty(element)
        discard(list(element.itersiblings(preceding=True)))
        stream.let_go()


class Sheet:
    """Walks one sheet; rows and cells exist only where the file has them."""

    def __init__(self, book: Book, index: int, name: str, notes: Mapping[tuple[int, int], str]) -> None:
        self.book = book
        self.place = Place(table=index, sheet=name)
        self.notes = notes
        self.rows: dict[int, Cells] = {}
        self.numeric: dict[int, set[int]] = {}
        """Row → columns of numbers with a decimal comma."""
        self.hidden_rows: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.headings: list[str] = []
        self.protected = False

    def walk(self, stream: Stream, part: str) -> None:
        """*stream* watches WATCHED. Raises FileRefusedError for damage or a broken limit."""
        row = -1
        rows: dict[int, dict[int, tuple[str, CellStyle]]] = {}
        try:
            for element in elements(stream):
                if element.tag == ROW:
                    row = self._row(element, row, rows)
                else:
                    self.setting(element)
        except (ValueError, IndexError) as error:
            raise FileRefusedError("opening.damaged", part=part, place=self.place) from error
        for row in list(rows):
            self.rows[row] = _in_order(rows.pop(row))

    def setting(self, element: etree._Element) -> None:
        if element.tag == _MERGE:
            first, _, last = element.get("ref", "").partition(":")
            self.merges.append((*position(first), *position(last or first)))
            if self.book.guarded and len(self.merges) > self.book.limits.merges:
                raise FileRefusedError("opening.merges", place=self.place, limit=self.book.limits.merges)
        elif element.tag == _COL:
            if element.get("hidden") in ("1", "true"):
                self.hidden_columns.append((int(element.get("min", "1")) - 1, int(element.get("max", "1"))))
        elif element.tag == _PROTECTION:
            self.protected = element.get("sheet") in ("1", "true")
        elif element.text:
            self.headings.append(_heading(element.text))

    def _row(
        self, element: etree._Element, previous: int, rows: dict[int, dict[int, tuple[str, CellStyle]]]
    ) -> int:
        """Take a row into *rows*; its number. A row may come twice, and its cells in any order."""
        label = element.get("r") or str(previous + 2)
        index = int(label) - 1
        if not 0 <= index < LAST_ROW:
            raise ValueError(index)
        if element.get("hidden") in ("1", "true"):
            self.hidden_rows.add(index)
        self.book.cells += len(element)
        if self.book.cells > self.book.limits.cells and self.book.guarded:
            raise FileRefusedError("opening.cells", place=self.place, limit=self.book.limits.cells)
        values = rows.setdefault(index, {})
        column = -1
        for cell in element:
            if cell.tag == _CELL:
                reference = cell.get("r")
                column = self._column(reference, label) if reference else column + 1
                if column >= LAST_COLUMN:
                    raise ValueError(column)
                values[column] = self._value(cell, index, column)
        return index

    def _column(self, reference: str, row: str) -> int:
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] != row:
            raise ValueError(reference)
        known = self.book.columns.get(letters)
        if known is None:
            known = self.book.columns[letters] = position(letters + "1")[1]
        return known

    def _value(self, cell: etree._Element, row: int, column: int) -> tuple[str, CellStyle]:
        book = self.book
        style = self.style(cell.get("s", "0"))
        kind = cell.get("t", "n")
        raw: str | None = None
        inline = ""
        for child in cell:
            tag = child.tag
            if tag == _VALUE:
                raw = child.text
            elif tag == _INLINE:
                inline = rich_text(child)
            elif tag == _FORMULA:
                self._formula(child.text or "", cell, row, column)
        text = inline if kind == "inlineStr" else self.shown(raw, kind, style)
        if kind == "n" and "," in text:
            self.numeric.setdefault(row, set()).add(column)
        length = len(text)
        book.text += length
        if book.guarded and length > book.limits.chars:
            raise FileRefusedError("opening.chars", place=self._at(row, column), limit=book.limits.chars)
        if book.guarded and book.text > book.limits.result // 2:
            raise FileRefusedError("opening.too_heavy", place=self._at(row, column))
        return text, style

    def style(self, written: str) -> CellStyle:
        """The style that a cell refers to. Raises ValueError."""
        number = int(written)
        return self.book.styles[number] if 0 <= number < len(self.book.styles) else _PLAIN

    def _at(self, row: int, column: int) -> Place:
        return msgspec.structs.replace(self.place, row=row, column=column)

    def _formula(self, formula: str, cell: etree._Element, row: int, column: int) -> None:
        if calls_program(formula):
            raise FileRefusedError("opening.dde", place=self._at(row, column))
        value = cell.find(_VALUE)
        calculated = value is not None and bool(value.text)
        self.book.remarks["formula_cached" if calculated else "formula_not_calculated"] += 1

    def shown(self, raw: str | None, kind: str, style: CellStyle) -> str:
        """What a cell shows whose value the file writes as *raw*. Raises ValueError, IndexError."""
        if raw is None:
            return ""
        if kind == "s":
            return self.book.strings[int(raw)] if int(raw) >= 0 else ""
        if kind == "b":
            return "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        if kind == "d":
            return iso_date(raw)
        if kind == "e":
            self.book.remarks["cell_errors"] += 1
            return raw
        if kind == "n":
            return display(raw.strip(), style.code, epoch_1904=self.book.epoch_1904) if raw.strip() else ""
        return unescape(raw)


def _in_order(values: Mapping[int, tuple[str, CellStyle]]) -> Cells:
    columns = tuple(sorted(values))
    texts = tuple(values[column][0] for column in columns)
    styles = tuple(values[column][1] for column in columns)
    return Cells(columns, texts, styles, any(style.bold for style in styles))


_HEADING_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Za-z+\-]|&(&)')


def _heading(text: str) -> str:
    """Page header of a sheet without its layout codes: ``&C&"Arial"&12 Draft`` → Draft."""
    return " ".join(_HEADING_CODE.sub(lambda match: match[1] or " ", text).split())
