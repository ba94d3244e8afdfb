"""Cells of long tables take a short cut; what is written must be the same as the long way."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.writing import sheet
from bagdar.documents.writing.quick_cells import is_clean
from bagdar.documents.writing.tests import samples
from bagdar.documents.writing.xlsx import write_xlsx


def cell(*paragraphs: tuple[Run, ...], **fields: Any) -> TableCell:
    return TableCell(
        tuple(Paragraph(runs, role="cell", align="left", size=12) for runs in paragraphs), **fields
    )


CELLS = (
    cell((Run("Жай мәтін"),)),
    cell((Run("Бүкіл қалың", bold=True),)),
    cell((Run("1-көрсеткіш.", bold=True), Run(" "), Run("Ұзақ атауы бар көрсеткіш"))),
    cell((Run("12"),), (Run("2.1-НК12", mark="code"),), align="center"),
    cell((Run("бірінші\nекінші"),)),
    cell((Run(" басы мен соңы бос "),)),
    cell((Run("a < b & c > d"),)),
    cell((Run("a < b", italic=True), Run(" & c"))),
    cell((Run("_x0041_ деген сөз"),)),
    cell((Run("<r>x</r>"),)),
    cell((Run("=1+1"),)),
    cell((Run("-"), Run("бөлшек", bold=True))),
    cell((Run("2025\u00a0жыл"),)),
    cell((Run("2025\u00a0ж."), Run("\n"), Run("түсті", color="FF0000", size=9))),
    cell((Run("орыс тілінде", mark="untranslated"),)),
    cell((Run("боялған"),), shade="EEEEEE", locked=False),
    cell((Run("ұзын " * 200),)),
    cell((Run(""),)),
    cell(()),
    cell((Run("x"),), ()),
    TableCell(paragraphs=()),
    cell((Run("12,5"),), number="12.5"),
)


def parts(value: object) -> list[tuple[object, ...]]:
    """Parts of a rich text; a line break between paragraphs may belong to either side."""
    if not isinstance(value, CellRichText):
        return []
    blocks = [part for part in value if isinstance(part, TextBlock)]
    return [(b.text.strip("\n"), b.font.b, b.font.i, b.font.sz) for b in blocks if b.text != "\n"]


def book(*, quick: bool, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Each cell's value with its parts, style and height of row."""
    rows = tuple(TableRow((made, cell((Run("екінші"),))), key=f"к-{n}") for n, made in enumerate(CELLS))
    layout = Layout(
        language="kk", title="Сынақ", landscape=True, margins=samples.LANDSCAPE, produced=samples.PRODUCED,
        blocks=(Table(widths=(60.0, 40.0), rows=rows, name="кесте"),),
    )  # fmt: skip
    out = io.BytesIO()
    with monkeypatch.context() as patch:
        if not quick:
            patch.setattr(sheet, "is_clean", lambda row: False)
        write_xlsx(layout, out)
    made = openpyxl.load_workbook(out, rich_text=True).worksheets[0]
    return [
        (
            c.coordinate, str(c.value), parts(c.value), c.font.b, c.font.i, c.font.sz,
            c.font.color and c.font.color.rgb, c.fill.fgColor.rgb, c.alignment.horizontal, c.quotePrefix,
            c.protection.locked, c.border.left.style, c.number_format, made.row_dimensions[c.row or 0].height,
        )
        for row in made.iter_rows()
        for c in row
    ]  # fmt: skip


def test_the_short_way_writes_what_the_long_way_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = book(quick=True, monkeypatch=monkeypatch)
    long = book(quick=False, monkeypatch=monkeypatch)
    for mine, other in zip(quick, long, strict=True):
        assert mine == other


@pytest.mark.parametrize(
    "text, clean",
    [("Жай мәтін", True), ("2025\u00a0жыл\nекінші", True), ("\uf0b7 тармақ", False), ("и\u0306", False), ("\x07", False), ("\u2028", False)],
)  # fmt: skip
def test_a_row_is_clean_where_no_sign_of_it_would_change(text: str, clean: bool) -> None:
    assert is_clean(TableRow((cell((Run("а"),)), cell((Run(text),))))) is clean
