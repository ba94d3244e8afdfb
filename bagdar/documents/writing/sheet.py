"""One sheet of a workbook: what stands above the table, the table, what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bagdar.documents.layout import Align, Block, Paragraph, Run, SignatureBlock, Table, TableCell, TableRow
from bagdar.documents.writing import cells, measure
from bagdar.documents.writing.cells import Placed
from bagdar.documents.writing.figures import figure, too_long
from bagdar.documents.writing.lengths import cut, units
from bagdar.documents.writing.quick_cells import LINE, PADDING, RISKY, QuickCells, is_clean
from bagdar.documents.writing.styles import Look, cell_look, look_of
from bagdar.documents.writing.workbook import escaped, plain_item
from bagdar.documents.writing.worksheet import GrowingWorksheet
from bagdar.kernel.findings import Severity

if TYPE_CHECKING:
    from bagdar.documents.writing.xlsx import Book

FIELDS_MARK: Final = "#fields"
"""In the key column of the hidden row under the head, whose other cells hold the columns' ids."""
CELL_LENGTH: Final = 32_767
"""Characters that one Excel cell takes."""
_PIXELS_PER_MM = 96 / 25.4
_POINTS_PER_MM = 72 / 25.4
_NARROWER = 1.17
"""The office typeface is that much narrower than the one that is measured."""
_TALLEST = 409
_FROZEN_LIMIT = 320.0
"""Points. A head that begins lower on the screen is not frozen: it would leave no room to scroll in."""


class Sheet:
    """Writes downwards; ``row`` is the next free row."""

    def __init__(self, book: Book, worksheet: GrowingWorksheet, widths: tuple[float, ...]) -> None:
        self.book, self.worksheet, self.widths = book, worksheet, widths
        self.row = 0
        self.key_column = len(widths)
        self._above = 0.0  # points taken so far
        self._looks: dict[tuple[object, ...], Look] = {}
        self._choices: dict[tuple[tuple[str, ...], int], list[int]] = {}
        for column, width in enumerate(widths):
            worksheet.set_column_pixels(column, column, max(8, round(width * _PIXELS_PER_MM)))
        worksheet.hide_gridlines(2)

    # ── paragraphs and signature ──

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case SignatureBlock():
                self._signature(block)
            case Table():
                for row in block.rows:
                    words = "  ".join(cells.text_of(cell) for cell in row.cells)
                    self._line([(0, len(self.widths), (Run(words),), Look(size=block.size))])

    def _paragraph(self, paragraph: Paragraph) -> None:
        count = len(self.widths)
        align: Align = "left" if paragraph.align == "justify" else paragraph.align
        look = look_of(paragraph.runs, Look(size=paragraph.size, align=align))
        if any(run.mark == "untranslated" for run in paragraph.runs):
            look = look._replace(shade=cells.NOTED)
        if paragraph.role == "prompt":
            look = look._replace(border=True, locked=False)
        if paragraph.before:
            look = look._replace(vertical="bottom")
        if paragraph.role == "head_field" and paragraph.left and count > 1:
            split = min(self._column_from(paragraph.left * 0.8), count - 1)
            caption, value = paragraph.runs[:1], paragraph.runs[1:]
            self._line([(0, split, caption, look), (split, count, value, look)])
            return
        start = self._column_at(paragraph.left)
        if paragraph.role == "annex" and not paragraph.left:
            start = self._column_at(sum(self.widths) * 0.55)
        self._line([(start if start < count else 0, count, paragraph.runs, look)], paragraph.before)

    def _signature(self, block: SignatureBlock) -> None:
        caption, post, *small = block.left if len(block.left) > 1 else ("", *block.left, "")
        third = max(1, self._column_at(sum(self.widths) * 0.45))
        two_thirds = max(third + 1, self._column_at(sum(self.widths) * 0.7))
        count = len(self.widths)
        plain, tiny, bold = Look(size=14), Look(size=11), Look(size=14, bold=True)
        self.row += 1
        self._line([(0, count, (Run(caption, bold=True),), bold)])
        if two_thirds >= count:
            self._line([(0, count, (Run(f"{post}  ____________________  {block.name}"),), plain)])
        else:
            self._line(
                [
                    (0, third, (Run(post),), plain),
                    (third, two_thirds, (Run("____________________"),), plain._replace(align="center")),
                    (two_thirds, count, (Run(block.name),), bold),
                ]
            )
            self._line(
                [
                    (0, third, (Run("\n".join(small)),), tiny),
                    (third, two_thirds, (Run(block.under_line),), tiny._replace(align="center")),
                    (two_thirds, count, (Run(block.under_name),), tiny),
                ]
            )
        for line in block.box:
            self._line([(0, count, (Run(line.replace("\t", " ")),), Look(size=10.5))])

    def _column_at(self, left: float) -> int:
        """The column whose left edge is nearest to *left* mm."""
        edges = [sum(self.widths[:n]) for n in range(len(self.widths) + 1)]
        return min(range(len(edges)), key=lambda n: abs(edges[n] - left))

    def _column_from(self, left: float) -> int:
        """The first column whose left edge is at *left* mm or beyond."""
        return next(
            n for n in range(len(self.widths) + 1) if sum(self.widths[:n]) >= min(left, sum(self.widths))
        )

    def _line(self, parts: list[tuple[int, int, tuple[Run, ...], Look]], before: float = 0) -> None:
        """One row of merged pieces: (from column, to column, runs, look); *before*: mm left free above."""
        height = 0.0
        for first, last, runs, look in parts:
            text = "".join(run.text for run in runs)
            if last - first > 1:
                self.worksheet.join(self.row, first, self.row, last - 1, self.book.styles.cell(look))
            self._text(self.row, first, runs, look, {})
            room = (sum(self.widths[first:last]) - PADDING) * _NARROWER
            bold = any(run.bold for run in runs)
            height = max(height, measure.lines(text, room, look.size, bold=bold) * look.size * LINE)
        self._height(height + before * _POINTS_PER_MM, fixed=True)
        self.row += 1

    def _height(self, points: float, *, fixed: bool) -> None:
        points = min(round(points + 3), _TALLEST)
        self._above += points
        self.worksheet.set_height(self.row, points, fixed=fixed)

    # ── the table ──

    def table(self, table: Table) -> None:
        grid = cells.place(table)
        index = self.book.notes.next_table()
        heads = cells.head_rows(table)
        first = self.row
        self._key_style = str(self.book.styles.cell(Look(size=8))._get_xf_index())
        self._quick = QuickCells(table, self.worksheet, self.book.styles)
        for number, (row, placed) in enumerate(zip(table.rows, grid, strict=True)):
            if number == heads:
                self._after_head(table, grid, first)
            self._table_row(table, row, placed, (index, number))
        self._drop_downs()

    def _after_head(self, table: Table, grid: list[list[Placed]], first: int) -> None:
        if self.row > first:
            self.worksheet.repeat_rows(first, self.row - 1)
            if self._above <= _FROZEN_LIMIT:
                self.worksheet.freeze_panes(self.row, 0)
        ids: dict[int, str] = {}
        for placed in grid:
            for item in placed:
                if item.cell.field:
                    ids.setdefault(item.column, item.cell.field)
        if not ids and not any(row.key for row in table.rows):
            return
        look = self.book.styles.cell(Look(size=8))
        for column, name in ids.items():
            self.worksheet.put_text(self.row, column, self.book.notes.writable(name), look)
        self.worksheet.put_text(self.row, self.key_column, FIELDS_MARK, look)
        self.worksheet.hide_row(self.row)
        self.worksheet.set_column(self.key_column, self.key_column, None, None, {"hidden": True})
        self.row += 1

    def _table_row(self, table: Table, row: TableRow, placed: list[Placed], at: tuple[int, int]) -> None:
        quick = self._quick if not row.header and is_clean(row) else None
        ready: dict[int, str] = {}
        height, fixed = 0.0, True
        for item in placed:
            cell, made = item.cell, None
            if cell.choices:
                self._choices.setdefault((cell.choices, item.column), []).append(self.row)
            fixed = fixed and item.columns > 1
            if quick and item.columns == item.rows == 1 and cell.number is None:
                made = quick.cell(row, cell, item.column)
            if made:
                ready[item.column], needed = made
            else:
                needed = self._slow_cell(table, row, item, at)
            if needed > height:
                height = needed
        if row.key:
            key = plain_item(escaped(self.book.notes.writable(row.key)))
            ready[self.key_column] = self.worksheet.string_cell(key, self._key_style)
        if ready:
            self.worksheet.put_row(self.row, ready)
        # Office programs fit a row to its texts, but not to merged ones.
        self._height(height, fixed=fixed)
        self.row += 1

    def _slow_cell(self, table: Table, row: TableRow, item: Placed, at: tuple[int, int]) -> float:
        """Any cell; gives the height in points that its text needs of this row."""
        look = self._look(table, row, item.cell)
        self._span(item, look)
        place = {
            "table": at[0], "row": at[1], "column": item.column, "key": row.key,
            "field": item.cell.field or None,
        }  # fmt: skip
        self._cell(item, look, place)
        if item.rows > 1:
            return 0.0
        room = sum(self.widths[item.column : item.column + item.columns]) - PADDING
        height = measure.rough_height(item.cell.paragraphs, room, look.size) / measure.LINE * LINE
        return height * _POINTS_PER_MM

    def _look(self, table: Table, row: TableRow, cell: TableCell) -> Look:
        # Thousands of cells look alike: the answer is kept by all that it depends on.
        key = (
            row.header and cells.is_number_row(row), row.header, table.size, table.bordered,
            cell.align, cell.shade, cell.locked,
            *[
                (p.size, p.align, *[(r.bold, r.italic, r.size, r.color, r.mark, r.text.isspace()) for r in p.runs])
                for p in cell.paragraphs
            ],
        )  # fmt: skip
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = cell_look(table, row, cell)
        return look

    def _span(self, item: Placed, look: Look) -> None:
        if item.columns == item.rows == 1:
            return
        last_row, last_column = self.row + item.rows - 1, item.column + item.columns - 1
        style = self.book.styles.cell(look)
        self.worksheet.join(self.row, item.column, last_row, last_column, style)

    def _cell(self, item: Placed, look: Look, place: dict[str, int | str | None]) -> None:
        cell = item.cell
        if cell.number is not None:
            found = figure(cell.number, cells.text_of(cell))
            if found:
                style = self.book.styles.cell(look._replace(number=found.number_format))
                self.worksheet.put_number(self.row, item.column, found.value, style)
                return
            if too_long(cell.number):
                self.book.notes.add("writing.long_number", Severity.INFO, place, number=cell.number)
        runs: list[Run] = []
        for index, paragraph in enumerate(cell.paragraphs):
            if index:
                runs.append(Run("\n"))
            runs.extend(paragraph.runs)
        self._text(self.row, item.column, tuple(runs), look, place)

    def _text(
        self, row: int, column: int, runs: tuple[Run, ...], look: Look, place: dict[str, int | str | None]
    ) -> None:
        writable = self.book.notes.writable
        clean = [(writable(run.text, **place), run) for run in runs if run.text]
        clean = self._cut(clean, place)
        whole = "".join([text for text, _ in clean])
        if whole.startswith(RISKY):
            look = look._replace(inert=True)
        style = self.book.styles.cell(look)
        if not whole:
            self.worksheet.put_blank(row, column, style)
            return
        if len(clean) > 1:
            fonts = [self.book.styles.font(run, look.size) for _, run in clean]
            if len({font for font, (text, _) in zip(fonts, clean, strict=True) if not text.isspace()}) > 1:
                parts = [(font, text) for font, (text, _) in zip(fonts, clean, strict=True)]
                self.worksheet.put_rich(row, column, parts, style)
                return
        self.worksheet.put_text(row, column, whole, style)

    def _cut(self, clean: list[tuple[str, Run]], place: dict[str, int | str | None]) -> list[tuple[str, Run]]:
        if sum([len(text) for text, _ in clean]) <= CELL_LENGTH // 2:
            return clean
        length = sum(units(text) for text, _ in clean)
        if length <= CELL_LENGTH:
            return clean
        self.book.notes.add("writing.long_text", Severity.WARNING, place, length=length, limit=CELL_LENGTH)
        left = CELL_LENGTH - 1
        out: list[tuple[str, Run]] = []
        for text, run in clean:
            if units(text) > left:
                return [*out, (cut(text, left) + "…", run)]
            out.append((text, run))
            left -= units(text)
        return out

    # ── protection ──

    def _drop_downs(self) -> None:
        for (choices, column), rows in self._choices.items():
            source = self.book.list_range(choices)
            for first, last in _runs_of(rows):
                self.worksheet.data_validation(
                    first, column, last, column, {"validate": "list", "source": source}
                )

    def finish(self) -> None:
        last = max(self.row - 1, 0)
        self.worksheet.print_area(0, 0, last, len(self.widths) - 1)
        self.worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        if self.book.layout.protected:
            # No password: whoever must may open it; what was changed is found by comparison.
            self.worksheet.protect("", {"format_columns": True, "format_rows": True, "objects": True})


def _runs_of(rows: list[int]) -> list[tuple[int, int]]:
    """Consecutive rows as (first, last)."""
    out: list[tuple[int, int]] = []
    for row in rows:
        if out and row == out[-1][1] + 1:
            out[-1] = (out[-1][0], row)
        else:
            out.append((row, row))
    return out
