"""The appended visible table "Passports and values": units, directions, bases, targets, actuals.

Columns: code, indicator, unit, direction, [data source,] base period, base value, value, periods.
An indicator takes one row (targets) or three (targets, actuals, standings); all columns before
"value" are merged over them, and "value" says which row it is. Every figure stands alone in its
cell, so that the table can be read back and Excel keeps its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bagdar.documents.forms.parts import Passport, Value
from bagdar.documents.layout import Run, Table, TableCell, TableRow
from bagdar.documents.pages.codes import Line, codes_of, kind_of
from bagdar.documents.pages.rows import FIELD, number_cell, section_row
from bagdar.documents.pages.sheet import Runs, Sheet, scaled
from bagdar.documents.spec import Standing

_DAY = 8.0
"""Points, so that a date goes whole into the column of a year."""

TARGET, ACTUAL, STANDING = "target", "actual", "standing"
"""Endings of the keys of an indicator's rows: "key#target"."""


def passports_table(
    sheet: Sheet,
    lines: Sequence[Line],
    passports: Mapping[str, Passport],
    values: Mapping[str, Value] | None = None,
) -> Table | None:
    """The table for the measured *lines*; None where there are none.

    *values*: key → what a report says of its period, shown in place of the passport's actual.
    """
    measured = [line for line in lines if kind_of(sheet.spec, line.kind).measured]
    if not measured:
        return None
    return _Passports(sheet, lines, passports, values or {}).table()


class _Passports:
    def __init__(
        self,
        sheet: Sheet,
        lines: Sequence[Line],
        passports: Mapping[str, Passport],
        values: Mapping[str, Value],
    ) -> None:
        self.sheet = sheet
        self.lines = lines
        self.codes = codes_of(lines, sheet.spec)
        self.passports = passports
        self.values = values
        self.source = next((c.id for c in sheet.spec.columns if c.role == "data_source"), None)
        if not any(self.source in line.cells for line in lines):
            self.source = None
        self.periods = self._periods()

    def _periods(self) -> list[str]:
        found: set[str] = {value.period for value in self.values.values()}
        for passport in self.passports.values():
            found |= passport.targets.keys() | passport.actuals.keys()
        return sorted(found)

    def table(self) -> Table:
        return Table(
            widths=self._widths(),
            rows=(*self._head(), *self._body()),
            name=self.sheet.word("passports.title"),
            role="passports",
        )

    def _widths(self) -> tuple[float, ...]:
        source = [28.0] if self.source else []
        before = [19.0, 39.0 if source else 49.0, 22.0 if source else 25.0, 24.0, *source, 19.0, 20.0, 19.0]
        count = max(1, len(self.periods))
        return scaled([*before, *[max(12.0, (FIELD - sum(before)) / count)] * count], FIELD)

    def _head(self) -> list[TableRow]:
        sheet = self.sheet
        names = ["code", "indicator", "unit", "direction", *(["source"] if self.source else [])]
        names += ["base_period", "base", "value"]
        above = [sheet.head_cell(sheet.word(f"passports.{name}"), rows=2) for name in names]
        periods = self.periods or [""]
        above.append(sheet.head_cell(sheet.word("passports.periods"), columns=len(periods)))
        below = [sheet.head_cell(sheet.period_label(period)) for period in periods]
        return [sheet.head_row(*above), sheet.head_row(*below), sheet.number_row(len(names) + len(periods))]

    def _body(self) -> Iterable[TableRow]:
        columns = len(self._widths())
        waiting: list[TableRow] = []
        for line in self.lines:
            kind = kind_of(self.sheet.spec, line.kind)
            if kind.merged:
                # A section without indicators would stand here with nothing under it.
                section = section_row(self.sheet, line, kind, self.codes[line.key], columns)
                waiting = [TableRow(section.cells, keep_next=True, role=section.role)]
            elif kind.measured:
                yield from waiting
                waiting = []
                yield from self._group(line)

    def _group(self, line: Line) -> list[TableRow]:
        hidden = line.key in self.sheet.marks.restricted
        passport = Passport() if hidden else self.passports.get(line.key, Passport())
        actuals = dict(passport.actuals)
        if line.key in self.values and not hidden:
            value = self.values[line.key]
            actuals[value.period] = value
        rows = 3 if actuals else 1
        targets = [self._figure(passport.targets.get(period), passport) for period in self.periods]
        out = [
            TableRow(
                (*self._opening(line, passport, rows), self._says(TARGET), *targets),
                key=f"{line.key}#{TARGET}",
                keep_next=rows > 1,
                role=line.kind,
            )
        ]
        if rows > 1:
            out += self._actual_rows(line, passport, actuals)
        return out

    def _actual_rows(self, line: Line, passport: Passport, actuals: Mapping[str, Value]) -> list[TableRow]:
        figures, standings = [], []
        for period in self.periods:
            value = actuals.get(period)
            figures.append(self._figure(value.number if value else None, passport))
            standings.append(self.sheet.cells(self._standing(value), size=9, align="right"))
        return [
            TableRow(
                (self._says(ACTUAL), *figures), key=f"{line.key}#{ACTUAL}", keep_next=True, role=line.kind
            ),
            TableRow((self._says(STANDING), *standings), key=f"{line.key}#{STANDING}", role=line.kind),
        ]

    def _opening(self, line: Line, passport: Passport, rows: int) -> list[TableCell]:
        sheet = self.sheet
        code = number_cell(sheet, "", self.codes[line.key], "")
        direction = sheet.word(f"direction.{passport.direction}") if passport.direction else ""
        base_period = sheet.period_label(passport.base_period) if passport.base_period else ""
        source = [sheet.runs(line.cells[self.source])] if self.source in line.cells else [()]
        return [
            sheet.cells([p.runs for p in code.paragraphs], rows=rows, align="center", field="code"),
            sheet.cell(*sheet.title_of(line.key, line.title), rows=rows, field="indicator"),
            sheet.cell(*sheet.runs(passport.unit), rows=rows, field="unit"),
            sheet.cell(Run(direction), rows=rows, field="direction"),
            *([sheet.cells(source, rows=rows, field="source")] if self.source else []),
            sheet.cell(Run(base_period), rows=rows, align="center", field="base_period"),
            self._figure(passport.base, passport, rows=rows),
        ]

    def _says(self, what: str) -> TableCell:
        size = 9 if what == STANDING else 12
        return self.sheet.cell(Run(self.sheet.word(f"passports.{what}")), size=size, field="value")

    def _figure(self, number: object, passport: Passport, rows: int = 1) -> TableCell:
        from decimal import Decimal

        if not isinstance(number, Decimal):
            return self.sheet.cell(rows=rows)
        text = self.sheet.figure(number, passport.decimals)
        return self.sheet.cell(Run(text), rows=rows, align="right", number=str(number))

    def _standing(self, value: Value | None) -> list[Runs]:
        """The standing's word, and under it the day on which a figure is expected."""
        if value is None:
            return []
        said: list[Runs] = [(Run(standing_word(self.sheet, value.standing)),)]
        if value.expected:
            words = self.sheet.word("value.expected", day=self.sheet.day(value.expected))
            said.append((Run(words, size=_DAY),))
        return said


def standing_word(sheet: Sheet, standing: str | None) -> str:
    """The printed word of a standing; "" for none."""
    known: Standing | None = next((s for s in sheet.spec.standings if s.id == standing), None)
    return known.words.in_(sheet.language) if known else ""
