"""Money that other plans of the kind show by year: programme codes and amounts, in further columns.

The annex has no such columns; a plan read with them keeps them when it is printed again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bagdar.documents.forms.plan import FinanceLine, PlanItem
from bagdar.documents.layout import Run, TableCell
from bagdar.documents.pages.sheet import Sheet, lines_of
from bagdar.documents.spec import Column
from bagdar.kernel.text import Text

TOTAL = "total"
SIZE = 9.0
"""pt; with the further columns the table is too dense for 12."""
WIDTH = 16.0
"""mm, each further column."""


@dataclass(frozen=True)
class SourceCells:
    """Cells of one source of money."""

    source: TableCell
    programme: TableCell
    amounts: list[TableCell]


@dataclass(frozen=True)
class Money:
    """The further columns of one plan: those with text (unit, programme), then amounts by period."""

    columns: tuple[Column, ...]
    amounts: Column
    periods: tuple[str, ...]
    items: Mapping[str, PlanItem]

    @property
    def count(self) -> int:
        return len(self.columns) + len(self.periods)

    def head(self, sheet: Sheet) -> tuple[list[TableCell], list[TableCell]]:
        """Cells of the first and of the second row of the head."""
        language = sheet.language
        above = [sheet.head_cell(c.caption(language), rows=2, size=SIZE) for c in self.columns]
        above.append(sheet.head_cell(self.amounts.caption(language), columns=len(self.periods), size=SIZE))
        below = [sheet.head_cell(self._period(sheet, period), size=SIZE) for period in self.periods]
        return above, below

    def cells(self, sheet: Sheet, key: str, shade: str) -> list[TableCell]:
        """What stands in the further columns on the row of the line *key*."""
        item = self.items[key]
        if key in sheet.marks.restricted:
            return [sheet.cell(size=SIZE, shade=shade) for _ in range(self.count)]
        texts = [sheet.runs(item.cells.get(column.id, Text())) for column in self.columns]
        shown = [sheet.cells(lines_of(text), size=SIZE, shade=shade) for text in texts]
        line = item.finance[0] if item.finance else FinanceLine()
        return shown + [self._amount(sheet, item, line, period, shade) for period in self.periods]

    def sources(self, sheet: Sheet, key: str, shade: str) -> list[SourceCells]:
        """One entry for each source of the line's money; none for a line sent under mark."""
        item = self.items[key]
        if key in sheet.marks.restricted:
            return []
        return [
            SourceCells(
                source=sheet.cell(*sheet.runs(line.source), size=SIZE, shade=shade, field="financing"),
                programme=sheet.cells(lines_of((Run(line.programme),)), size=SIZE, shade=shade),
                amounts=[self._amount(sheet, item, line, period, shade) for period in self.periods],
            )
            for line in item.finance
        ]

    def texts(self, sheet: Sheet, key: str, shade: str) -> list[TableCell]:
        """The further columns that are the same for all sources (the unit)."""
        item = self.items[key]
        return [
            sheet.cells(lines_of(sheet.runs(item.cells.get(c.id, Text()))), size=SIZE, shade=shade)
            for c in self.columns
            if c.role != "programme"
        ]

    def placed(self, texts: Sequence[TableCell], source: SourceCells) -> list[TableCell]:
        """*texts* (none on a further row, where they are merged) and the source's own cells, in order."""
        waiting = list(texts)
        out = []
        for column in self.columns:
            if column.role == "programme":
                out.append(source.programme)
            elif waiting:
                out.append(waiting.pop(0))
        return [*out, *source.amounts]

    def _amount(self, sheet: Sheet, item: PlanItem, line: FinanceLine, period: str, shade: str) -> TableCell:
        if period in item.cells:
            return sheet.cells(lines_of(sheet.runs(item.cells[period])), size=SIZE, shade=shade)
        if period in line.unread:
            return sheet.cells(lines_of((Run(line.unread[period]),)), size=SIZE, shade=shade)
        number = line.amounts.get(period)
        if number is None:
            return sheet.cell(size=SIZE, shade=shade)
        text = sheet.figure(number)
        return sheet.cell(Run(text), align="right", size=SIZE, shade=shade, number=str(number))

    def _period(self, sheet: Sheet, period: str) -> str:
        if period != TOTAL:
            return sheet.period_label(period)
        variants = sheet.spec.word_variants.get(TOTAL, {}).get(sheet.language)
        return variants[0] if variants else sheet.word("tally.all")


def money_of(sheet: Sheet, items: Sequence[PlanItem]) -> Money | None:
    """The further columns that *items* fill; None where no item has an amount or a programme."""
    amounts = next((c for c in sheet.spec.columns if c.role == "amounts"), None)
    by_id = {item.key: item for item in items}
    found = {period for item in items for line in item.finance for period in (*line.amounts, *line.unread)}
    if amounts is None or not found:
        return None
    columns = tuple(
        column
        for column in sheet.spec.columns
        if column.role in ("unit", "programme")
        and not column.width
        and any(column.id in i.cells for i in items)
    )
    periods = sorted(found - {TOTAL}) + ([TOTAL] if TOTAL in found else [])
    return Money(columns, amounts, tuple(periods), by_id)
