"""A workbook is read as a person sees it."""

from __future__ import annotations

import pytest

from bagdar.documents.opening import parse_document
from bagdar.documents.opening.tests.make import c, read_xlsx, relationships, sheet, texts, xlsx_parts, zipped
from bagdar.documents.raw import RawCell
from bagdar.kernel.errors import FileRefusedError


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def test_shared_rich_and_inline_strings_are_read_without_reading_aids() -> None:
    strings = "<si><t>бір</t></si><si><r><t>е</t></r><r><t>кі</t></r><rPh><t>aid</t></rPh></si>"
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>',
        c("C1", "үш"),
        '<c r="D1" t="str"><v>төрт</v></c>',
    )
    read = read_xlsx(sheet(row(1, *cells)), strings=strings)
    assert texts(read.tables[0]) == [["бір", "екі", "үш", "төрт"]]


def test_figures_truths_and_errors_are_read_as_shown() -> None:
    cells = (
        '<c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>2025</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="d"><v>2025-12-31</v></c>'
    )
    read = read_xlsx(sheet(row(1, cells)))
    assert texts(read.tables[0]) == [["0,3", "2025", "TRUE", "#N/A", "31.12.2025"]]
    assert read.remarks == {"cell_errors": 1}


def test_formulas_give_their_last_result_and_say_so() -> None:
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c><c r="C1"><f>A1</f><v></v></c>'
    read = read_xlsx(sheet(row(1, cells)))
    assert texts(read.tables[0]) == [["2"]]
    assert read.remarks == {"formula_cached": 1, "formula_not_calculated": 2}


def test_a_merged_block_shows_its_text_once() -> None:
    rows = row(1, c("A1", "block"), c("B1", "under"), c("C1", "x")), row(2, c("A2", "under"), c("C2", "y"))
    table = read_xlsx(sheet(*rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')).tables[0]
    assert table.rows[0].cells == (RawCell("block", 2, "restart", 0), RawCell("x", column=2))
    assert table.rows[1].cells == (RawCell("", 2, "continue", 0, hidden="under"), RawCell("y", column=2))


def test_missing_cells_stand_empty_in_their_columns() -> None:
    table = read_xlsx(sheet(row(1, c("B1", "b"), c("D1", "d")), row(2, c("A2", "a")))).tables[0]
    assert [(cell.text, cell.column) for cell in table.rows[1].cells] == [("a", 0), ("", 1), ("", 2), ("", 3)]
    assert texts(table)[0] == ["", "b", "", "d"]


def test_empty_rows_stay_between_used_ones_and_go_at_the_end() -> None:
    table = read_xlsx(sheet(row(1, c("A1", "a")), row(4, c("A4", "b")), row(5, c("A5", "")), row(9))).tables[
        0
    ]
    assert [(r.index, len(r.cells)) for r in table.rows] == [(0, 1), (1, 0), (2, 0), (3, 1)]


def test_rows_and_cells_without_addresses_follow_each_other() -> None:
    plain = '<c t="inlineStr"><is><t>{}</t></is></c>'
    read = read_xlsx(
        sheet(f"<row>{plain.format('a')}{plain.format('b')}</row><row>{plain.format('c')}</row>")
    )
    assert texts(read.tables[0]) == [["a", "b"], ["c", ""]]


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/></cols>'
    first = sheet(
        row(1, c("A1", "a"), c("B1", "key")), row(2, c("A2", "b"), more='hidden="1"'), before=columns
    )
    read = read_xlsx(first, sheet(row(1, c("A1", "list"))), states={2: "veryHidden"})
    assert read.tables[0].hidden_columns == (1,)
    assert [r.hidden for r in read.tables[0].rows] == [False, True]
    assert [table.hidden for table in read.tables] == [False, True]
    assert read.remarks == {"hidden_rows": 1, "hidden_columns": 1, "hidden_sheet": 1}


def test_locks_are_told_where_a_workbook_uses_them() -> None:
    styles = '<cellXfs><xf/><xf><protection locked="0"/></xf></cellXfs>'
    cells = c("A1", "a"), c("B1", "b").replace("<c ", '<c s="1" ')
    read = read_xlsx(sheet(row(1, *cells), after='<sheetProtection sheet="1"/>'), styles=styles)
    assert [cell.locked for cell in read.tables[0].rows[0].cells] == [True, False]
    assert read_xlsx(sheet(row(1, *cells))).tables[0].rows[0].cells[0].locked is None


def test_bold_and_number_format_come_from_the_style() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="0.0"/></numFmts><fonts><font/><font><b/></font></fonts>'
        '<cellXfs><xf/><xf fontId="1" numFmtId="170"/></cellXfs>'
    )
    read = read_xlsx(sheet(row(1, '<c r="A1" s="1"><v>2.25</v></c>')), styles=styles)
    assert read.tables[0].rows[0].cells == (RawCell("2,3", bold=True, numeric=True),)


def test_names_and_repeated_rows_are_told() -> None:
    names = '<definedName name="Keys">S1!$A$1</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">S1!$A:$B,S1!$1:$2</definedName>'
    read = read_xlsx(sheet(*(row(n, c(f"A{n}", "x")) for n in (1, 2, 3))), names=names)
    assert read.names == {"Keys": "S1!$A$1"}
    assert [r.header for r in read.tables[0].rows] == [True, True, False]


def test_page_headers_lose_their_layout_codes() -> None:
    heading = (
        '<headerFooter><oddHeader>&amp;C&amp;"Arial,Bold"&amp;12ДСП&amp;R&amp;P</oddHeader></headerFooter>'
    )
    assert read_xlsx(sheet(row(1, c("A1", "x")), after=heading)).headers == ("ДСП",)


def test_comments_belong_to_their_cells() -> None:
    parts = xlsx_parts(sheet(row(1, c("A1", "a"))))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships({"c": ("comments", "../comments1.xml")})
    parts["xl/comments1.xml"] = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="A1">'
        "<text><r><t>не готово</t></r></text></comment></commentList></comments>"
    )
    read = parse_document(zipped(parts), "a.xlsx")
    assert read.tables[0].rows[0].cells[0].notes == ("не готово",)


def test_escaped_characters_and_line_ends_are_read_as_seen() -> None:
    assert texts(read_xlsx(sheet(row(1, c("A1", "a_x000D_\nb_x0041_")))).tables[0]) == [["a\nbA"]]


@pytest.mark.parametrize(
    "cell", ['<c r="XFE1"><v>1</v></c>', '<c r="A0"><v>1</v></c>', '<c r="A1" t="s"><v>7</v></c>', '<c r="A1" t="s"><v>x</v></c>']
)  # fmt: skip
def test_impossible_cells_are_damage(cell: str) -> None:
    with pytest.raises(FileRefusedError, match=r"opening\.damaged"):
        read_xlsx(sheet(row(1, cell)))


def test_a_figure_that_is_none_stays_as_written() -> None:
    assert texts(read_xlsx(sheet(row(1, '<c r="A1"><v>n/a</v></c>'))).tables[0]) == [["n/a"]]
