"""Excel workbook from a layout: a sheet for each table, texts inert, figures exact, keys in a hidden column.

A formula never enters: every text is written as a string. What the reader needs to find an input
again stands hidden in each sheet: the row's key right of the last column, the columns' ids in a row
under the head (see :mod:`bagdar.documents.writing.sheet`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from xlsxwriter.worksheet import Worksheet

from bagdar.documents.layout import Block, Chart, Layout, PageBreak, Paragraph, Table
from bagdar.documents.writing.archive import write_archive
from bagdar.documents.writing.charts import chart_table, draw_chart
from bagdar.documents.writing.lengths import cut
from bagdar.documents.writing.notes import Notes
from bagdar.documents.writing.sheet import Sheet
from bagdar.documents.writing.styles import Styles
from bagdar.documents.writing.target import Target, write_bytes
from bagdar.documents.writing.workbook import PartsWorkbook
from bagdar.documents.writing.worksheet import GrowingWorksheet, column_letters
from bagdar.kernel import clock
from bagdar.kernel.findings import Finding

LISTS: Final = "lists"
"""Hidden sheet with the words of the drop-downs, one column a list."""
PROSE_WIDTHS: Final = (90.0, 90.0, 85.0)
_NAME_LENGTH: Final = 31
_PROPERTY_LENGTH: Final = 255
_FOOTER_LENGTH: Final = 255
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = {"history", LISTS}


def write_xlsx(layout: Layout, target: Target) -> tuple[Finding, ...]:
    """Write *layout* into *target* (a path, or a file open for bytes); the same layout gives the same bytes.

    Returns findings: a character that no office file can hold, a text longer than a cell takes, a
    figure of more digits than Excel keeps.
    """
    out = io.BytesIO()
    book = Book(layout)
    write_archive(out, book.parts())
    write_bytes(target, out.getvalue())
    return tuple(book.notes.findings)


class Book:
    """One workbook being written."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.notes = Notes()
        self.workbook = PartsWorkbook()
        self.styles = Styles(self.workbook)
        self._names: set[str] = set(_RESERVED)
        self._lists: dict[tuple[str, ...], str] = {}

    def parts(self) -> list[tuple[str, str | bytes]]:
        """The package's files, name and content."""
        self._describe()
        for landscape, above, table, below in _parts(self.layout):
            if self.layout.opening and table and not self.workbook.worksheets():
                heading = next((n for n, block in enumerate(above) if _is_heading(block)), len(above))
                self._sheet(landscape, above[:heading], None, [], self.layout.opening)
                above = above[heading:]
            self._sheet(landscape, above, table, below)
        self._write_lists()
        return self.workbook.parts()

    def _sheet(
        self,
        landscape: bool,
        above: list[Block],
        main: Table | Chart | None,
        below: list[Block],
        name: str = "",
    ) -> None:
        table = chart_table(main) if isinstance(main, Chart) else main
        title = name or (table.name if table else "") or self.layout.title
        worksheet = self.workbook.add_worksheet(self.name(title), GrowingWorksheet)
        worksheet.opens_document = len(self.workbook.worksheets()) == 1
        widths = table.widths if table else PROSE_WIDTHS
        sheet = Sheet(self, worksheet, widths)
        for block in above:
            sheet.block(block)
        if table:
            sheet.table(table)
        if isinstance(main, Chart) and main.rows:
            sheet.row = draw_chart(self.workbook, worksheet, self.notes, main, sheet.row)
        for block in below:
            sheet.block(block)
        sheet.finish()
        self._print(worksheet, landscape)

    def list_range(self, choices: tuple[str, ...]) -> str:
        """The range on the hidden sheet that holds *choices*: Excel takes no longer list in place."""
        if choices not in self._lists:
            column = column_letters(len(self._lists))
            self._lists[choices] = f"={LISTS}!${column}$1:${column}${len(choices)}"
        return self._lists[choices]

    def name(self, title: str) -> str:
        """A sheet name from *title*: allowed signs only, at most 31, each once."""
        clean = "".join(sign for sign in self.notes.writable(title) if sign <= "\uffff")
        clean = clean.translate(_FORBIDDEN)
        base = " ".join(clean.split()).strip("'")[:_NAME_LENGTH].rstrip(" '") or "1"
        name, number = base, 1
        while name.lower() in self._names:
            number += 1
            ending = f" ({number})"
            name = base[: _NAME_LENGTH - len(ending)].rstrip() + ending
        self._names.add(name.lower())
        return name

    def _describe(self) -> None:
        layout = self.layout
        produced = datetime.fromisoformat(layout.produced) if layout.produced else clock.now()
        instant = produced.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self.workbook.set_properties({"title": self.notes.writable(layout.title), "created": instant})
        self.workbook.set_custom_property("language", layout.language, "text")
        for key, value in layout.properties.items():
            self.workbook.set_custom_property(key, cut(self.notes.writable(value), _PROPERTY_LENGTH), "text")

    def _print(self, worksheet: Worksheet, landscape: bool) -> None:
        layout = self.layout
        margins = layout.margins
        if landscape != layout.landscape:
            margins = layout.turned_margins or margins
        left, right, top, bottom = (mm / 25.4 for mm in margins)
        worksheet.set_paper(9)
        if landscape:
            worksheet.set_landscape()
        worksheet.set_margins(left, right, top, bottom)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_header('&C&"Times New Roman,Regular"&12&P', {"margin": top / 2})
        worksheet.set_footer(self._footer(), {"margin": bottom / 2.5})

    def _footer(self) -> str:
        font = '&"Times New Roman,Regular"&9&K555555'
        room = (_FOOTER_LENGTH - 2 * len("&L" + font)) // 2
        left, right = (
            _footer_text(self.notes.writable(text), room)
            for text in (self.layout.footer_left, self.layout.footer_right)
        )
        return f"&L{font}{left}&R{font}{right}"

    def _write_lists(self) -> None:
        if not self._lists:
            return
        worksheet = self.workbook.add_worksheet(LISTS)
        for column, choices in enumerate(self._lists):
            for row, choice in enumerate(choices):
                worksheet.write_string(row, column, self.notes.writable(choice))
        worksheet.hide()
        if self.layout.protected:
            worksheet.protect()


def _parts(layout: Layout) -> Iterator[tuple[bool, list[Block], Table | Chart | None, list[Block]]]:
    """The layout cut into sheets: (landscape, blocks above, table or chart, blocks below).

    A note stands under its table, all else above the next; what follows the last table is under it.
    """
    landscape = layout.landscape
    above: list[Block] = []
    ready: tuple[bool, list[Block], Table | Chart | None, list[Block]] | None = None
    for block in layout.blocks:
        match block:
            case PageBreak(landscape=turned):
                landscape = landscape if turned is None else turned
            case Table(bordered=True) | Chart():
                if ready:
                    yield ready
                ready, above = (landscape, above, block, []), []
            case Paragraph(role="note") if ready and isinstance(ready[2], Table) and not above:
                ready[3].append(block)
            case _:
                above.append(block)
    if ready and isinstance(ready[2], Table):
        yield (*ready[:3], [*ready[3], *above])
        return
    if ready:
        yield ready
    if above or not ready:
        yield (landscape, above, None, [])


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "heading"


def _footer_text(text: str, room: int) -> str:
    """*text* in one line of at most *room* units, its ampersands doubled (single ones are commands)."""
    line = " ".join(text.replace("[Picture]", "(Picture)").split())
    whole = cut(line.replace("&", "&&"), room)
    # A cut in the middle of a doubled ampersand would leave a command.
    return whole[:-1] if (len(whole) - len(whole.rstrip("&"))) % 2 else whole
