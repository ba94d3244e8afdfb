"""Rows and shared strings as office programs write them, read by patterns without building a tree."""

from __future__ import annotations

import re
from collections.abc import Sized
from itertools import pairwise, repeat
from typing import Final, NamedTuple

from bagdar.documents.opening.limits import Limits
from bagdar.documents.opening.plain_xml import UnusualError, attributes, chunks, decoded, framed
from bagdar.documents.opening.xlsx_sheet import (
    LAST_ROW,
    ROW,
    WATCHED,
    Cells,
    CellStyle,
    Sheet,
    calls_program,
    elements,
    position,
    unescape,
)
from bagdar.documents.opening.xml import Stream, parse_xml
from bagdar.kernel.errors import FileRefusedError

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BEGIN, _END = b"<sheetData>", b"</si>"
_ALIKE: Final = 8_192
_SHORTEST: Final = len(b'<c r="A1"/>')
_DATA, _STRINGS = _S + "sheetData", _S + "sst"
_TEXT: Final = r'<t(?: xml:space="preserve")?>([^<]*)</t>'
_ROW = re.compile(r'<row r="([0-9]{1,7})"([^<>/]*)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>/]*)'
    rf"(?:><v>([^<]*)</v></c>|/>|><is>{_TEXT}</is></c>|>((?:[^<]++|<(?!/?c[ />]))*+)</c>)"
)
"""Column, row, other attributes, value, inline text, any other content."""
_CONTENT = re.compile(
    r"(?:<f([^<>/]*)(?:/>|>([^<]*)</f>))?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>|<is>(.*)</is>)?',
    re.DOTALL,
)
"""Attributes of a formula and its text, value, content of an inline string."""
_ITEM = re.compile(rf"<si>(?:{_TEXT}</si>|(.*?)</si>)", re.DOTALL)
"""A shared string that is plain, or the content of another."""
_FONT = r'<[A-Za-z]+(?: (?:val|rgb|indexed|theme|auto)="[^"<&]*"(?: tint="[^"<&]*")?)? ?/>'
_RUN = rf"<r>(?:<rPr ?/>|<rPr>(?:{_FONT})*+</rPr>)?(?:{_TEXT}|<t ?/>)</r>"
_AID = r'<phoneticPr fontId="[0-9]+"(?: type="[A-Za-z]+")?(?: alignment="[A-Za-z]+")? ?/>'
_RICH = re.compile(rf"(?:(?:{_RUN})++|{_TEXT}|<t ?/>|)(?:{_AID})?")
"""A text in runs or whole, and how it is pronounced."""
_TEXTS = re.compile(_TEXT)


class _Dress(NamedTuple):
    """What the attributes of the cells of a row say; many rows are alike."""

    kinds: tuple[str, ...]
    others: tuple[int, ...]
    """Places of the cells that do not refer to a shared string."""
    shared: tuple[int, ...]
    """Places of the cells that do."""
    styles: tuple[CellStyle, ...]
    bold: bool


def scan(sheet: Sheet, data: bytes, part: str) -> bool:
    """Take the sheet *part* into *sheet* if all of it is as usual; otherwise False, and *sheet* is spoilt.

    What breaks a limit or is damaged is unusual too: whoever walks it then finds the right words.
    """
    limits = sheet.book.limits
    try:
        start, stop = data.find(_BEGIN) + len(_BEGIN), data.rfind(b"</sheetData>")
        frame = framed(data, start, stop)
        if _is_too_much(data, frame, limits):
            return False
        rows = _Rows(sheet, _settings(sheet, frame, part))
        for chunk in chunks(data, start, stop, b"</row>"):
            rows.take(chunk)
    except (UnusualError, FileRefusedError, ValueError, IndexError):
        return False
    return True


def _is_too_much(data: bytes, frame: bytes, limits: Limits) -> bool:
    """Will a limit break anyway: then nothing is read twice."""
    if len(data) > limits.cells * _SHORTEST and data.count(b"<c ") > limits.cells:
        return True
    if frame.count(b"<mergeCell ") > limits.merges:
        return True
    return frame.count(b"<") + frame.count(b"=") > limits.markup // 2


def _settings(sheet: Sheet, frame: bytes, part: str) -> frozenset[str]:
    """Take all but the rows; the prefixes that may stand in them."""
    prefixes: list[frozenset[str]] = []
    for element in elements(Stream(frame, part, (_DATA, *WATCHED), sheet.book.limits)):
        if element.tag == ROW:
            raise UnusualError
        if element.tag == _DATA:
            parent = element.getparent()
            if parent is None or parent.getparent() is not None:
                raise UnusualError
            prefixes.append(frozenset(name for name in element.nsmap if name))
        else:
            sheet.setting(element)
    if len(prefixes) != 1:
        raise UnusualError
    return prefixes[0]


class _Rows:
    """Takes the rows of one sheet in the order of their numbers."""

    def __init__(self, sheet: Sheet, prefixes: frozenset[str]) -> None:
        self.sheet = sheet
        self.prefixes = prefixes
        self.strings = sheet.book.numbered
        self.row = -1
        self.columns: dict[tuple[str, ...], tuple[int, ...]] = {}
        """Letters of the cells of a row → their columns, which rise. Rows of a table are alike."""
        self.looks: dict[str, tuple[str, CellStyle]] = {}
        """Attributes of a cell as they are written → the kind of its value and how it is shown."""
        self.dresses: dict[tuple[str, ...], _Dress] = {}
        """The same for the cells of a whole row."""
        self.hidden: dict[str, bool] = {}
        """Attributes of a row as they are written → is it hidden."""

    def take(self, chunk: str) -> None:
        """Whole rows."""
        *pieces, rest = chunk.split("</row>")
        for piece in pieces:
            label, start = self._open(piece)
            if not label:
                raise UnusualError
            self._cells(piece, start, label)
        if rest and self._open(rest) != ("", len(rest)):
            raise UnusualError

    def _open(self, piece: str) -> tuple[str, int]:
        """Number of the row that *piece* opens and where its cells begin; rows without cells may come before it."""
        start = 0
        while found := _ROW.match(piece, start):
            label, written, closed = found.groups()
            start = found.end()
            index = int(label) - 1
            if not self.row < index < LAST_ROW:
                raise UnusualError
            self.row = index
            hidden = self.hidden.get(written)
            if hidden is None:
                values = attributes(written, self.prefixes)
                hidden = self.hidden[written] = values.get("hidden") in ("1", "true")
                self._bound(self.hidden)
            if hidden:
                self.sheet.hidden_rows.add(index)
            if not closed:
                return label, start
        return "", start

    def _cells(self, piece: str, start: int, label: str) -> None:
        """Take the cells of row *label*, which begin at *start*; all of them at a time, which is much faster."""
        pieces = _CELL.split(piece[start:])  # between, six groups of a cell, between, six groups, … between
        if any(pieces[::7]):
            raise UnusualError
        letters, rows = tuple(pieces[1::7]), pieces[2::7]
        if rows.count(label) != len(rows):
            raise UnusualError
        if not rows:
            return
        written = tuple(pieces[3::7])
        columns = self.columns.get(letters) or self._columns(letters)
        dress = self.dresses.get(written) or self._dress(written)
        values = pieces[4::7]
        texts = list(map(self.strings.get, values, repeat("")))
        for i in dress.others:
            text = texts[i] = self._text(dress.kinds[i], dress.styles[i], *pieces[7 * i + 4 : 7 * i + 7])
            if "," in text and dress.kinds[i] == "n":
                self.sheet.numeric.setdefault(self.row, set()).add(columns[i])
        if "" in texts:  # empty, or referred to by an unusual number
            for i in dress.shared:
                texts[i] = texts[i] or self._text("s", dress.styles[i], *pieces[7 * i + 4 : 7 * i + 7])
        self._account(texts)
        self.sheet.rows[self.row] = Cells(columns, texts, dress.styles, dress.bold)

    def _text(
        self, kind: str, style: CellStyle, raw: str | None, inline: str | None, content: str | None
    ) -> str:
        """What a cell shows that does not just refer to a shared string; *content*: neither value nor text alone."""
        if content:
            raw, inline = self._content(content)
        if kind == "inlineStr":
            return unescape(decoded(inline or ""))
        return self.sheet.shown(decoded(raw), kind, style) if raw else ""

    def _account(self, texts: list[str]) -> None:
        """Hold the row of *texts* to the limits."""
        book = self.sheet.book
        length = sum(map(len, texts))
        book.cells += len(texts)
        book.text += length
        if book.cells > book.limits.cells or book.text > book.limits.result // 2:
            raise UnusualError
        if length > book.limits.chars and max(map(len, texts)) > book.limits.chars:
            raise UnusualError

    def _bound(self, known: Sized) -> None:
        """Rows of a table are alike; where none is, nothing is won and much might be remembered."""
        if len(known) > _ALIKE:
            raise UnusualError

    def _columns(self, letters: tuple[str, ...]) -> tuple[int, ...]:
        columns = tuple(position(letter + "1")[1] for letter in letters)
        if any(column >= after for column, after in pairwise(columns)):
            raise UnusualError
        self.columns[letters] = columns
        self._bound(self.columns)
        return columns

    def _dress(self, written: tuple[str, ...]) -> _Dress:
        kinds, styles = [], []
        for one in written:
            if one not in self.looks:
                values = attributes(one)
                self.looks[one] = values.get("t", "n"), self.sheet.style(values.get("s", "0"))
                self._bound(self.looks)
            kinds.append(self.looks[one][0])
            styles.append(self.looks[one][1])
        others = tuple(i for i, kind in enumerate(kinds) if kind != "s")
        shared = tuple(i for i, kind in enumerate(kinds) if kind == "s")
        dress = _Dress(tuple(kinds), others, shared, tuple(styles), any(style.bold for style in styles))
        self.dresses[written] = dress
        self._bound(self.dresses)
        return dress

    def _content(self, content: str) -> tuple[str, str]:
        """Value and inline text of a cell that has a formula or an empty element."""
        found = _CONTENT.fullmatch(content)
        if found is None:
            raise UnusualError
        written, formula, raw, inline = found.groups("")
        if content.startswith("<f"):
            attributes(written)
            if calls_program(decoded(formula)):
                raise UnusualError
            self.sheet.book.remarks["formula_cached" if raw else "formula_not_calculated"] += 1
        return raw, _rich(inline)


def scan_strings(data: bytes, part: str, limits: Limits) -> list[str] | None:
    """The shared strings of *part* in their order if all of it is as usual; otherwise None."""
    strings: list[str] = []
    try:
        start, stop = data.find(b"<si>"), data.rfind(_END) + len(_END)
        root = parse_xml(framed(data, start, stop), part, limits)
        if root.tag != _STRINGS or len(root) or (root.text or "").strip():
            return None
        for chunk in chunks(data, start, stop, _END):
            plain = "&" not in chunk and "_x" not in chunk
            pieces = _ITEM.split(chunk)  # between, text, content, between, text, content, … between
            if any(pieces[::3]):
                return None
            texts = pieces[1::3]
            if None in texts:
                texts = [
                    _rich(rich) if text is None else text
                    for text, rich in zip(texts, pieces[2::3], strict=True)
                ]
            strings += texts if plain else [unescape(decoded(text)) for text in texts]
            if len(strings) > limits.cells:
                return None
    except (UnusualError, FileRefusedError, ValueError):
        return None
    return strings


def _rich(content: str) -> str:
    """Text of a string, mostly in runs. Raises UnusualError for anything else in it."""
    if _RICH.fullmatch(content) is None:
        raise UnusualError
    return "".join(_TEXTS.findall(content))
