"""What a row of a plan shows before its kind is decided: number, title, label, what else is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from bagdar.documents.raw import RawRow
from bagdar.documents.reading.folding import is_blank, is_void
from bagdar.documents.reading.grid import Laid, place
from bagdar.documents.reading.headers import title_leaf
from bagdar.documents.reading.labels import Labels
from bagdar.documents.reading.model import Cell, Label, Leaf
from bagdar.documents.reading.numbering import Code, Numbers, Ordinal, leading_ordinal

_WORDS = re.compile(r"[^\W\d_]{4}")


class Features(NamedTuple):
    """``wide``: one cell over the table's whole width, or all of it but the number."""

    raw: RawRow
    cells: tuple[Cell, ...]
    number: Cell | None
    title: Cell | None
    others: tuple[Cell, ...]
    """Written cells of the other columns."""
    merged: tuple[Cell, ...]
    """Cells that go on from the row above."""
    wide: bool
    ordinal: Ordinal | None
    code: Code | None
    label: Label | None
    label_in_number: bool
    written: int

    @property
    def place(self) -> int:
        """0-based row of the table."""
        return self.raw.index

    @property
    def title_text(self) -> str:
        """The title as written; "" where there is none."""
        return self.title.text.strip() if self.title else ""

    @property
    def number_text(self) -> str:
        """What stands in the column of numbers."""
        return self.number.text.strip() if self.number else ""

    @property
    def bold(self) -> bool:
        """Whether the title is set in bold."""
        return bool(self.title and self.title.bold)


class Columns(NamedTuple):
    """Where a table has what."""

    leaves: tuple[Leaf, ...]
    number: int | None
    title: int | None
    financing: int | None

    @classmethod
    def of(cls, leaves: tuple[Leaf, ...]) -> Columns:
        """The first column of each role."""
        first = {leaf.role: n for n, leaf in reversed(list(enumerate(leaves)))}
        return cls(leaves, first.get("number"), title_leaf(leaves), first.get("financing"))

    def owner(self, cell: Cell) -> int:
        """The column a cell belongs to; a merged one belongs to the title, or to financing."""
        if cell.first == cell.last:
            return cell.first
        for column in (self.title, self.financing):
            if column is not None and cell.first <= column <= cell.last:
                return column
        return cell.first


class Reader:
    """Turns laid rows into features. One for each segment of a table."""

    def __init__(self, columns: Columns, labels: Labels, numbers: Numbers, *, sheet: bool) -> None:
        self.columns = columns
        self.labels = labels
        self.numbers = numbers
        self.sheet = sheet

    def read(self, raw: RawRow, laid: Sequence[Laid]) -> Features:
        """What the row shows, each of its cells under its column."""
        cells = place(laid, self.columns.leaves, sheet=self.sheet)
        written = [cell for cell in cells if not is_blank(cell.text) and cell.merge != "continue"]
        wide = self._wide(cells, written)
        number, title = self._identity(cells, written, wide)
        others = tuple(c for c in written if c is not number and c is not title and not is_void(c.text))
        ordinal, code = self.numbers.read(number.text) if number else (None, None)
        label, in_number = self._label(number, title, ordinal, code)
        return Features(
            raw=raw,
            cells=tuple(cells),
            number=number,
            title=title,
            others=others,
            merged=tuple(cell for cell in cells if cell.merge == "continue"),
            wide=wide,
            ordinal=ordinal,
            code=code,
            label=label,
            label_in_number=in_number,
            written=len(written),
        )

    @cached_property
    def _width(self) -> int:
        """Columns up to the last that has a caption: a sheet's other table may be wider."""
        captioned = [n for n, leaf in enumerate(self.columns.leaves, 1) if leaf.caption]
        return captioned[-1] if captioned else len(self.columns.leaves)

    def _wide(self, cells: Sequence[Cell], written: Sequence[Cell]) -> bool:
        if len(written) == 1 and self._width > 1:
            only = written[0]
            if len(cells) == 1 or only.last - only.first + 1 >= max(2, 0.6 * self._width):
                return True
            # Words in the narrow column of numbers, and nothing beside them, run over the row.
            return only.first == self.columns.number and _WORDS.search(only.text) is not None
        if len(written) == 2 and len(cells) == 2 and self._width > 2:
            return written[1].first <= 1 and written[1].last >= self._width - 1
        return False

    def _identity(
        self, cells: Sequence[Cell], written: Sequence[Cell], wide: bool
    ) -> tuple[Cell | None, Cell | None]:
        if wide:
            return (written[0] if len(written) == 2 else None), written[-1]
        number = title = None
        for cell in cells:
            owner = self.columns.owner(cell)
            if owner == self.columns.number and number is None:
                number = cell
            elif owner == self.columns.title and title is None:
                title = cell
        return number, title

    def _label(
        self, number: Cell | None, title: Cell | None, ordinal: Ordinal | None, code: Code | None
    ) -> tuple[Label | None, bool]:
        if title is not None and title.merge != "continue":
            label = self.labels.read(title.text)
            if label is not None:
                return label, False
        if number is not None and ordinal is None and code is None and not is_blank(number.text):
            label = self.labels.read(number.text)
            if label is not None and is_void(number.text[label.end :]):
                return label, True
        return None, False


def signature(features: Features) -> tuple[bool, bool, str]:
    """How an unlabelled grouping row looks: rows that look alike are of one kind."""
    ordinal = features.ordinal
    if ordinal is None:
        lead = leading_ordinal(features.title_text)
        ordinal = lead[0] if lead else None
    style = "" if ordinal is None else "roman" if ordinal.roman else str(ordinal.depth)
    return features.wide, features.bold, style
