"""The appended table "Passports and values" read back: unit, direction, base, targets, actuals, standings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bagdar.documents.forms.parts import Passport, Source, Value
from bagdar.documents.grammar.numbers import read_number
from bagdar.documents.raw import RawDocument
from bagdar.documents.reading.folding import fold, is_blank, is_void
from bagdar.documents.reading.keys import hidden_key
from bagdar.documents.reading.model import Cell, Row, RowKind, Segment, TableReading
from bagdar.documents.reading.periods import read_period
from bagdar.documents.reading.texts import Texts, clean
from bagdar.documents.reading.vocabulary import PASSPORTS, Vocabulary

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class PassportRow(NamedTuple):
    """One indicator's group of rows. ``key``: hidden key without its ending, None where there is none."""

    key: str | None
    code: str
    name: str
    passport: Passport
    source: str
    source_column: str
    table: int
    row: int


def read_passports(
    tables: Sequence[TableReading], vocabulary: Vocabulary, raw: RawDocument
) -> list[PassportRow]:
    """Every indicator of every such table, in order."""
    found: list[PassportRow] = []
    for table in tables:
        group: list[Row] = []
        for row in table.rows:
            if not table.segments or table.segment(row).use != PASSPORTS:
                continue
            opens = row.kind is RowKind.ITEM
            if opens and group:
                found.append(_Group(table, group, vocabulary, raw).read())
            if opens:
                group = [row] if row.parts[0].kind == "passport" else []
            elif row.kind is RowKind.CONTINUATION and group:
                group.append(row)
        if group:
            found.append(_Group(table, group, vocabulary, raw).read())
    return found


class _Group:
    def __init__(
        self, table: TableReading, rows: Sequence[Row], vocabulary: Vocabulary, raw: RawDocument
    ) -> None:
        self.table = table
        self.rows = rows
        self.vocabulary = vocabulary
        self.raw = raw
        self.segment: Segment = table.segment(rows[0])
        self.texts = Texts(vocabulary, self.segment.language or vocabulary.languages[0])
        self.sources: dict[str, Source] = {}

    def read(self) -> PassportRow:
        """The passport that the rows give together."""
        first = self.rows[0]
        own = {self._id(cell): cell for cell in first.cells if cell.merge != "continue"}
        targets, actuals = self._values()
        unit = self._cell(own, "passports.unit", "unit")
        base_period = read_period(self._cell(own, "passports.base_period"), self.vocabulary, loose=True)
        passport = Passport(
            unit=self.texts.text(unit),
            direction=self._direction(self._cell(own, "passports.direction")),
            base_period=base_period.period if base_period else None,
            base=self._figure(self._cell(own, "passports.base", "base")),
            targets=targets,
            actuals=actuals,
            sources=self.sources,
        )
        key = hidden_key(first.keys)
        source = self._cell(own, "passports.source")
        column = next((c.id for c in self.vocabulary.spec.columns if c.role == "data_source"), "data_source")
        return PassportRow(
            key=key.partition("#")[0] if key else None,
            code=first.parts[0].code,
            name=clean(self._cell(own, "passports.indicator")),
            passport=passport,
            source="" if is_void(source) else clean(source),
            source_column=column,
            table=self.table.index,
            row=first.index,
        )

    def _id(self, cell: Cell) -> str:
        return self.segment.leaves[min(cell.first, len(self.segment.leaves) - 1)].id

    def _cell(self, own: dict[str, Cell], column: str, name: str = "") -> str:
        cell = own.get(column)
        if cell is None or is_blank(cell.text):
            return ""
        if name:
            self.sources[name] = self._source(self.rows[0], cell)
        return cell.text

    def _source(self, row: Row, cell: Cell) -> Source:
        return Source(
            sha256=self.raw.sha256, file=self.raw.file, table=self.table.index, sheet=self.table.sheet,
            row=row.index, column=cell.column,
        )  # fmt: skip

    def _direction(self, text: str) -> str | None:
        return next((way for way in ("up", "down") if self.vocabulary.says(f"direction.{way}", text)), None)

    def _values(self) -> tuple[dict[str, Decimal], dict[str, Value]]:
        """Figures by what their row says it is; a row that says nothing is of targets."""
        targets: dict[str, Decimal] = {}
        numbers: dict[str, Decimal] = {}
        standings: dict[str, tuple[str | None, date | None]] = {}
        for row in self.rows:
            says = self._says(row)
            for cell in row.cells:
                leaf = self.segment.leaves[min(cell.first, len(self.segment.leaves) - 1)]
                if not leaf.period or is_void(cell.text) or cell.merge == "continue":
                    continue
                if says == "standing":
                    standings[leaf.period] = self._standing(cell.text)
                    continue
                number = self._figure(cell.text)
                if number is not None:
                    (numbers if says == "actual" else targets)[leaf.period] = number
                    self.sources[f"{says}:{leaf.period}"] = self._source(row, cell)
        return targets, self._actuals(numbers, standings)

    def _says(self, row: Row) -> str:
        for cell in row.cells:
            for what in ("target", "actual", "standing"):
                if self._id(cell) == "passports.value" and self.vocabulary.says(
                    f"passports.{what}", cell.text
                ):
                    return what
        return "target"

    def _actuals(
        self, numbers: dict[str, Decimal], standings: dict[str, tuple[str | None, date | None]]
    ) -> dict[str, Value]:
        return {
            period: Value(
                period=period,
                number=numbers.get(period),
                standing=standings.get(period, (None, None))[0],
                expected=standings.get(period, (None, None))[1],
                source=self.sources.get(f"actual:{period}"),
            )
            for period in sorted(numbers.keys() | standings.keys())
        }

    def _standing(self, text: str) -> tuple[str | None, date | None]:
        return read_standing(text, self.vocabulary), read_day(text)

    def _figure(self, text: str) -> Decimal | None:
        mark = self.vocabulary.spec.mark(self.texts.language)
        reading = read_number(text, mark) if not is_void(text) else None
        return reading.value if reading is not None and reading.kind == "figure" else None


def read_standing(text: str, vocabulary: Vocabulary) -> str | None:
    """The standing that *text* names (the pack's word or a variant of it), or None."""
    pieces = [fold(piece) for piece in re.split(r"[;,()]", text)]
    for standing in vocabulary.spec.standings:
        words = [*standing.words.values(), *(w for texts in standing.variants.values() for w in texts)]
        if any(fold(word) in pieces for word in words):
            return standing.id
    return None


def read_day(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
