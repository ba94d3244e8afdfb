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
SIZE = 9.5
"""pt; with the further columns the table is too dense for 12."""
WIDTH = 15.0
"""mm, each further column."""


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
        hidden = key in sheet.marks.restricted
        texts = [Text() if hidden else item.cells.get(column.id, Text()) for column in self.columns]
        shown = [sheet.cells(lines_of(sheet.runs(text)), size=SIZE, shade=shade) for text in texts]
        return shown + [
            sheet.cell(size=SIZE, shade=shade) if hidden else self._amount(sheet, item, period, shade)
            for period in self.periods
        ]

    def _amount(self, sheet: Sheet, item: PlanItem, period: str, shade: str) -> TableCell:
        if period in item.cells:
            return sheet.cells(lines_of(sheet.runs(item.cells[period])), size=SIZE, shade=shade)
        said = [(Run(_figure(sheet, line, period)),) for line in item.finance]
        filled = any(period in line.amounts or period in line.unread for line in item.finance)
        return sheet.cells(said if filled else [], align="right", size=SIZE, shade=shade)

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


def _figure(sheet: Sheet, line: FinanceLine, period: str) -> str:
    if period in line.unread:
        return line.unread[period]
    return sheet.figure(line.amounts.get(period))
