"""Rows of the annex's table: section merged, captions run in, codes, dashes, lines that are sent apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from bagdar.documents.layout import Run, Table, TableCell, TableRow
from bagdar.documents.pages.codes import Line, codes_of, kind_of, number_in, printed_code
from bagdar.documents.pages.money import SIZE as DENSE
from bagdar.documents.pages.money import WIDTH, Money
from bagdar.documents.pages.sheet import GREY, Runs, Sheet, lines_of, scaled
from bagdar.documents.spec import Column, ItemKind
from bagdar.kernel.text import Text

FIELD: Final = 265.0
"""mm between the margins of a landscape sheet."""
_CODE: Final = 17.0
"""mm, room for a line code."""
_SIGN: Final = 2.15
"""mm, mean width of a letter at 12 pt."""
_LINE: Final = 4.9
"""mm, height of a line at 12 pt."""
LANDSCAPE_HALF: Final = 87.0
PORTRAIT_HALF: Final = 129.0
"""mm, half the height of a sheet's field: a longer row may break over a page."""

Execution = Callable[[Line], Sequence[Runs]]
"""Paragraphs of the last column of a report for one line."""


def written_columns(sheet: Sheet) -> tuple[Column, ...]:
    """The columns that our form prints; the others are only met in other plans."""
    return tuple(column for column in sheet.spec.columns if column.width > 0)


def line_table(
    sheet: Sheet,
    lines: Sequence[Line],
    name: str,
    execution: Execution | None = None,
    money: Money | None = None,
) -> Table:
    """The annex's table over *lines*; *execution* fills the column of that role, *money* adds columns."""
    columns = written_columns(sheet)
    more = money.count if money else 0
    widths = (*_base_widths(columns, FIELD - more * WIDTH), *[WIDTH] * more)
    size = DENSE if money else 11
    head = [
        sheet.head_cell(column.caption(sheet.language), rows=2 if money else 1, size=size)
        for column in columns
    ]
    above, below = money.head(sheet) if money else ([], [])
    heads = [sheet.head_row(*head, *above), *([sheet.head_row(*below)] if below else [])]
    builder = _Rows(sheet, columns, widths, codes_of(lines, sheet.spec), execution, money)
    rows = [*heads, sheet.number_row(len(widths)), *(row for line in lines for row in builder.rows(line))]
    return Table(widths=widths, rows=tuple(rows), name=name, role="lines")


def _base_widths(columns: Sequence[Column], room: float) -> tuple[float, ...]:
    """Widths of the form's own columns in *room* mm; the first never too narrow for a line code."""
    first, *rest = columns
    width = max(_CODE, first.width * room / sum(column.width for column in columns))
    return (round(width, 2), *scaled([column.width for column in rest], room - width))


class _Rows:
    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[Column],
        widths: Sequence[float],
        codes: dict[str, str],
        execution: Execution | None,
        money: Money | None,
    ) -> None:
        self.money = money
        self.size = DENSE if money else 12.0
        self.sheet = sheet
        self.columns = columns
        self.widths = widths
        self.codes = codes
        self.execution = execution

    def rows(self, line: Line) -> list[TableRow]:
        """The line's row; with money from several sources, one more row for each further source."""
        kind = kind_of(self.sheet.spec, line.kind)
        if kind.merged:
            return [section_row(self.sheet, line, kind, self.codes[line.key], len(self.widths))]
        cells = tuple(self._cell(column, line, kind) for column in self.columns)
        if self.money:
            return self._with_money(self.money, line, kind, cells)
        return [self._row(line, kind, cells)]

    def _row(self, line: Line, kind: ItemKind, cells: tuple[TableCell, ...]) -> TableRow:
        return TableRow(
            cells,
            key=line.key,
            # A heading of the lines below stays with them; what has an analysis of its own may end a page.
            keep_next=not kind.reported and not kind.analysed,
            split=height(cells, self.widths) > LANDSCAPE_HALF,
            role=line.kind,
        )

    def _with_money(
        self, money: Money, line: Line, kind: ItemKind, cells: tuple[TableCell, ...]
    ) -> list[TableRow]:
        """Everything but the source, its programme and its amounts is merged over the further rows."""
        sources = money.sources(self.sheet, line.key, kind.shade)
        if len(sources) < 2:
            return [self._row(line, kind, (*cells, *money.cells(self.sheet, line.key, kind.shade)))]
        count = len(sources)
        own = [
            sources[0].source if column.role == "financing" else replace(cell, rows=count)
            for column, cell in zip(self.columns, cells, strict=True)
        ]
        texts = [replace(cell, rows=count) for cell in money.texts(self.sheet, line.key, kind.shade)]
        first = self._row(line, kind, (*own, *money.placed(texts, sources[0])))
        rest = [
            TableRow((source.source, *(money.placed([], source))), keep_next=i < count - 1, role=line.kind)
            for i, source in enumerate(sources[1:], 1)
        ]
        return [replace(first, keep_next=True), *rest]

    def _cell(self, column: Column, line: Line, kind: ItemKind) -> TableCell:
        sheet = self.sheet
        if column.role == "number":
            return number_cell(sheet, line.number if kind.ordinal else "", self.codes[line.key], kind.shade)
        if line.key in sheet.marks.restricted:
            shown = sheet.title_of(line.key, line.title) if column.role == "title" else ()
            return sheet.cell(*shown, size=self.size, shade=kind.shade, field=column.id)
        if column.role == "title":
            runs = caption_runs(sheet, kind, self.codes[line.key])
            title = sheet.runs(line.title) or sheet.missing()
            return sheet.cell(*runs, *title, size=self.size, shade=kind.shade, field=column.id)
        if column.role == "execution" and self.execution is not None:
            return sheet.cells(self.execution(line), shade=kind.shade, field=column.id)
        paragraphs = lines_of(sheet.runs(line.cells.get(column.id, Text())))
        return sheet.cells(paragraphs, size=self.size, shade=kind.shade, field=column.id)


def section_row(sheet: Sheet, line: Line, kind: ItemKind, code: str, columns: int) -> TableRow:
    """One merged cell: "2-бөлім. Экономикалық қауіпсіздік"."""
    label = label_of(sheet, kind, code)
    title = sheet.runs(line.title, bold=True) or (() if label else sheet.missing())
    opening = (Run(f"{label}. " if title else label, bold=True),) if label else ()
    cell = sheet.cell(*opening, *title, columns=columns, align="center", shade=kind.shade)
    return TableRow((cell,), key=line.key, keep_next=True, role=line.kind)


def label_of(sheet: Sheet, kind: ItemKind, code: str) -> str:
    """The row's caption with its number, or "" for a kind that has none."""
    label = kind.label.get(sheet.language, "")
    return label.replace("{n}", number_in(code))


def caption_runs(sheet: Sheet, kind: ItemKind, code: str) -> Runs:
    """The caption run in before a title: bold, with a full stop."""
    label = label_of(sheet, kind, code)
    return (Run(f"{label}.", bold=True), Run(" ")) if label else ()


def number_cell(sheet: Sheet, ordinal: str, code: str, shade: str) -> TableCell:
    """First column: the ordinal and under it the line code, or the code alone."""
    shown = Run(printed_code(code, sheet.spec, sheet.language), size=9, color=GREY, mark="code")
    paragraphs = [(Run(ordinal),), (shown,)] if ordinal else [(shown,)]
    return sheet.cells(paragraphs, align="center", shade=shade, field="number")


def height(cells: Sequence[TableCell], widths: Sequence[float]) -> float:
    """About how many mm high a row of single-column cells is."""
    return max((_cell_height(cell, width) for cell, width in zip(cells, widths, strict=False)), default=0.0)


def _cell_height(cell: TableCell, width: float) -> float:
    signs = max(1.0, (width - 3) / _SIGN)
    lines = 0
    for paragraph in cell.paragraphs:
        length = sum(len(run.text) for run in paragraph.runs)
        lines += max(1, math.ceil(length / signs))
    return lines * _LINE


def codes_note(sheet: Sheet) -> str:
    """Explains the letters of the codes once, under the table."""
    entries = [
        sheet.word("codes.entry", code=letters, kind=kind.name.in_(sheet.language))
        for kind in sheet.spec.kinds
        if kind.form and (letters := kind.code.get(sheet.language))
    ]
    return sheet.word("codes.note", codes=", ".join(entries))


def with_ordinals(sheet: Sheet, lines: Sequence[Line]) -> dict[str, str]:
    """Key → ordinal through the whole plan, for lines of kinds that are numbered so."""
    ordinals: dict[str, str] = {}
    count = 0
    for line in lines:
        if kind_of(sheet.spec, line.kind).ordinal:
            count += 1
            ordinals[line.key] = line.number or str(count)
    return ordinals
