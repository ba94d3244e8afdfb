"""Cell formats of a workbook, each made once."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bagdar.documents.layout import Align, Run
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
