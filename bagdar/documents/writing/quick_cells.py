"""Cells of a workbook's long table: what depends on the look of a cell is worked out once for all alike."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

from bagdar.documents.layout import Table, TableCell, TableRow
from bagdar.documents.writing import measure
from bagdar.documents.writing.styles import Styles, cell_look
from bagdar.documents.writing.workbook import Font, escaped, needs_escape, plain_item, rich_item
from bagdar.documents.writing.worksheet import GrowingWorksheet

LINE: Final = 1.2
"""Distance of lines in ems."""
PADDING: Final = 2.0
"""mm of a cell's width that its text leaves free."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be a formula once someone edits its cell."""
_LONG: Final = 16_000
"""Signs from which a text may be longer than a cell takes."""
_KNOWN: Final = 8192
"""Cells kept at a time."""


class _Shape(NamedTuple):
    """What cells that look alike share; a ``style`` is an index as printed."""

    style: str
    inert_style: str
    fonts: tuple[Font, ...]
    """One for each run; empty where one font is enough."""
    lines: tuple[tuple[float, float], ...]
    """For each paragraph: letters that a line takes, points that it is high."""


Made = tuple[str, float]
"""What follows the name of a cell, and how many points high its text is."""


def is_clean(row: TableRow) -> bool:
    """Whether an office file can hold all texts of *row* as they are (rather too often no than once too yes)."""
    whole = "".join([run.text for cell in row.cells for p in cell.paragraphs for run in p.runs])
    whole = whole.replace("\n", " ").replace("\u00a0", " ")
    return whole.isprintable() and unicodedata.is_normalized("NFC", whole)


class QuickCells:
    """Cells of the body of one table, for rows that are :func:`is_clean`."""

    def __init__(self, table: Table, worksheet: GrowingWorksheet, styles: Styles) -> None:
        self._table, self._worksheet, self._styles = table, worksheet, styles
        self._shapes: dict[tuple[object, ...], _Shape] = {}
        self._known: dict[tuple[int, TableCell], Made] = {}

    def cell(self, row: TableRow, cell: TableCell, column: int) -> Made | None:
        """*cell* of one column and one row; None: it is not of the common kind."""
        key = (column, cell)
        found = self._known.get(key)
        if found is None:
            found = self._single(row, cell, column) or self._several(row, cell, column)
            if found is not None:
                if len(self._known) >= _KNOWN:
                    self._known.clear()
                self._known[key] = found
        return found

    def _single(self, row: TableRow, cell: TableCell, column: int) -> Made | None:
        """A cell of one run: most are."""
        if len(cell.paragraphs) != 1 or len(cell.paragraphs[0].runs) != 1:
            return None
        paragraph = cell.paragraphs[0]
        run = paragraph.runs[0]
        text = run.text
        if not text or len(text) > _LONG or text.isspace():
            return None
        key = (
            column, cell.align, cell.shade, cell.locked, paragraph.size, paragraph.align,
            run.bold, run.italic, run.size, run.color, run.mark,
        )  # fmt: skip
        shape = self._shapes.get(key) or self._shape(key, row, cell, column)
        letters, high = shape.lines[0]
        style = shape.inert_style if text.startswith(RISKY) else shape.style
        return self._worksheet.string_cell(plain_item(escaped(text)), style), _count(text, letters) * high

    def _several(self, row: TableRow, cell: TableCell, column: int) -> Made | None:
        key: list[object] = [column, cell.align, cell.shade, cell.locked]
        pieces: list[str] = []
        texts: list[str] = []
        for paragraph in cell.paragraphs:
            key += (paragraph.size, paragraph.align, len(pieces))
            start = len(pieces)
            for run in paragraph.runs:
                text = run.text
                if not text:
                    return None
                pieces.append(text)
                key.append((run.bold, run.italic, run.size, run.color, run.mark, text.isspace()))
            if start == len(pieces):
                return None
            texts.append(pieces[start] if len(pieces) == start + 1 else "".join(pieces[start:]))
            if start:
                pieces[start] = "\n" + pieces[start]
        whole = "".join(pieces)
        if len(whole) > _LONG or not whole:
            return None
        looks = tuple(key)
        shape = self._shapes.get(looks) or self._shape(looks, row, cell, column)
        height = 0.0
        for text, (letters, high) in zip(texts, shape.lines, strict=True):
            height += _count(text, letters) * high
        style = shape.inert_style if whole.startswith(RISKY) else shape.style
        if not shape.fonts:
            return self._worksheet.string_cell(plain_item(escaped(whole)), style), height
        if needs_escape(whole):
            pieces = [escaped(piece) for piece in pieces]
        return self._worksheet.string_cell(rich_item(shape.fonts, pieces), style), height

    def _shape(self, key: tuple[object, ...], row: TableRow, cell: TableCell, column: int) -> _Shape:
        look = cell_look(self._table, row, cell)
        style, inert = (
            str(self._styles.cell(look._replace(inert=inert))._get_xf_index()) for inert in (False, True)
        )
        runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
        fonts = tuple(self._styles.font(run, look.size) for run in runs)
        shown = {font for font, run in zip(fonts, runs, strict=True) if not run.text.isspace()}
        room = self._table.widths[column] - PADDING
        sizes = [max([run.size or look.size for run in p.runs], default=look.size) for p in cell.paragraphs]
        lines = tuple((measure.letters(room, size), size * LINE) for size in sizes)
        shape = self._shapes[key] = _Shape(style, inert, fonts if len(shown) > 1 else (), lines)
        return shape


def _count(text: str, letters: float) -> int:
    """About how many lines *text* takes."""
    if "\n" not in text:
        return 1 + int(len(text) / letters)
    return sum([1 + int(len(piece) / letters) for piece in text.split("\n")])
