"""Cell formats of a workbook, each made once."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bagdar.documents.layout import Align, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.writing import cells
from bagdar.documents.writing.cells import CODE_SIZE, GREY, RULE

FONT: Final = "Times New Roman"


class Look(NamedTuple):
    """How a cell looks; sizes in points, colours RRGGBB."""

    size: float = 12
    bold: bool = False
    italic: bool = False
    color: str = ""
    align: Align = "left"
    vertical: str = "top"
    shade: str = ""
    border: bool = False
    number: str = ""
    """Excel number format."""
    locked: bool = True
    inert: bool = False
    """The text begins like a formula: keep it a text when someone edits the cell."""
    indent: int = 0


class Styles:
    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[Look, Format] = {}

    def cell(self, look: Look) -> Format:
        if look not in self._formats:
            self._formats[look] = self._workbook.add_format(_properties(look))
        return self._formats[look]

    def font(self, run: Run, size: float) -> str:
        """The font of a part of a cell's text, as the element that opens the part."""
        code = run.mark == "code"
        return _font(
            run.bold,
            run.italic or run.mark == "untranslated",
            run.size or (CODE_SIZE if code else size),
            run.color or (GREY if code else ""),
        )


def cell_look(table: Table, row: TableRow, cell: TableCell) -> Look:
    """How *cell* is to look in a row of *table*."""
    first = cell.paragraphs[0] if cell.paragraphs else Paragraph(runs=())
    align = cells.paragraph_align(first, cell, row) if cell.paragraphs else cell.align
    runs = tuple(run for paragraph in cell.paragraphs for run in paragraph.runs)
    look = Look(
        size=cells.paragraph_size(first, row, table),
        align="left" if align == "justify" else align,
        vertical="vcenter" if row.header else "top",
        shade=cells.shade(cell, row),
        border=table.bordered,
        locked=cell.locked,
    )
    return look_of(runs, look)


def look_of(runs: tuple[Run, ...], look: Look) -> Look:
    """*look* with what all of *runs* share."""
    shown = [run for run in runs if run.text.strip()]
    if not shown:
        return look
    look = look._replace(
        bold=all(run.bold for run in shown),
        italic=all(run.italic or run.mark == "untranslated" for run in shown),
    )
    if len(shown) > 1:
        return look
    code = shown[0].mark == "code"
    size, color = (cells.CODE_SIZE, cells.GREY) if code else (look.size, "")
    return look._replace(size=shown[0].size or size, color=shown[0].color or color)


@cache
def _font(bold: bool, italic: bool, size: float, color: str) -> str:
    weight = ("<b/>" if bold else "") + ("<i/>" if italic else "")
    ink = f'<color rgb="FF{color}"/>' if color else ""
    return f'<rPr>{weight}<sz val="{size:g}"/>{ink}<rFont val="{FONT}"/><family val="1"/></rPr>'


def _properties(look: Look) -> dict[str, Any]:
    found: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "italic": look.italic,
        "align": look.align,
        "valign": look.vertical,
        "text_wrap": True,
        "locked": look.locked,
        "indent": look.indent,
    }
    if look.color:
        found["font_color"] = f"#{look.color}"
    if look.shade:
        found["bg_color"] = f"#{look.shade}"
    if look.border:
        found |= {"border": 1, "border_color": f"#{RULE}"}
    if look.number:
        found["num_format"] = look.number
    if look.inert:
        found["quote_prefix"] = True
    return found
