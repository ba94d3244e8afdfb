"""A workbook: texts inert, figures exact, keys hidden, locks and lists where the layout says."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from bagdar.documents.layout import Block, Layout, Run, Table, TableCell, TableRow
from bagdar.documents.writing.figures import figure
from bagdar.documents.writing.sheet import CELL_LENGTH, FIELDS_MARK
from bagdar.documents.writing.tests import samples
from bagdar.documents.writing.xlsx import LISTS, write_xlsx
from bagdar.kernel.findings import Finding

STATUSES = ("Орындалды", "Ішінара орындалды", "Орындалған жоқ")


def written(layout: Layout) -> tuple[Any, tuple[Finding, ...], bytes]:
    out = io.BytesIO()
    findings = write_xlsx(layout, out)
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()), rich_text=False), findings, out.getvalue()


def sheet_of(layout: Layout) -> Any:
    return written(layout)[0].worksheets[0]


def one(*blocks: Block, protected: bool = False, **fields: Any) -> Layout:
    return Layout(
        language="kk", title="Сынақ", landscape=True, margins=samples.LANDSCAPE, blocks=blocks,
        protected=protected, produced=samples.PRODUCED, **fields,
    )  # fmt: skip


def rows_of(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def find(sheet: Any, value: object) -> tuple[int, int]:
    """0-based row and column of the cell that holds *value*."""
    (place,) = [(c.row - 1, c.column - 1) for row in sheet.iter_rows() for c in row if c.value == value]
    return place


def offline() -> Layout:
    """An issued form: texts locked, status by a list, note free."""
    head = samples.head("Код", "Іс-шара", "Мәртебе", "Ескертпе")
    rows = [head]
    for n in range(1, 8):
        cells = (
            samples.cell(f"2.1-Ш{n}"),
            samples.cell(f"Іс-шара {n}", field="action"),
            TableCell(paragraphs=(), locked=False, choices=STATUSES, field="status"),
            TableCell(paragraphs=(), locked=False, field="note"),
        )
        rows.append(TableRow(cells=cells, key=f"2.1-Ш{n}"))
    table = Table(widths=(20, 120, 50, 70), rows=tuple(rows), name="1-бөлік")
    return one(samples.text("Есеп"), table, protected=True)


def test_each_table_has_a_sheet_with_what_stands_above_and_below_it() -> None:
    book, _, _ = written(samples.report())
    assert book.sheetnames == ["2025–2029 жылдар", "Факторлар"]
    first, second = ([row[0] for row in rows_of(sheet)] for sheet in book.worksheets)
    assert "1. Жоспарды іске асыру барысы туралы ақпарат" in first
    assert second[0] == "2. Ішкі және сыртқы әсерді талдау"
    assert "3. Аналитикалық жазба" in second
    assert second.index("Бірінші басшы") > second.index("3. Аналитикалық жазба")


def test_a_note_stands_under_its_table() -> None:
    rows = rows_of(sheet_of(samples.plan("kk", 3)))
    assert str(rows[-1][0]).startswith("Ескертпе:")


def test_section_is_merged_over_all_columns_and_no_other_row_is() -> None:
    sheet = sheet_of(samples.plan("kk", 3))
    row, _ = find(sheet, "2-бөлім. Экономикалық қауіпсіздік")
    first_item = find(sheet, "2-М")[0]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert f"A{row + 1}:F{row + 1}" in merged
    assert not any(
        area.min_row > first_item and area.max_row <= first_item + 6 for area in sheet.merged_cells.ranges
    )


def test_two_head_rows_with_spans_keep_their_shape() -> None:
    book, _, _ = written(samples.strategy_report())
    sheet = book["Паспорттар мен мәндер"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    row, _ = find(sheet, "Жылдар бойынша нысаналы мәндер")
    assert f"F{row + 1}:J{row + 1}" in merged
    assert f"A{row + 1}:A{row + 2}" in merged
    assert sheet.print_title_rows == f"${row + 1}:${row + 3}"


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 701 000 00 00", "-5", "@SUM(A1)", "=HYPERLINK(\"x\")", "\t=1", "{=1}", "https://example.test", "<r>x</r>", "0012"]
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    sheet = sheet_of(one(Table(widths=(60,), rows=(TableRow((samples.cell(text),)),))))
    cell = sheet["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    # Excel keeps it a text even when someone edits the cell.
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t"))


def test_no_file_part_holds_a_formula() -> None:
    _, _, raw = written(samples.report())
    with ZipFile(io.BytesIO(raw)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "/worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.parametrize(
    "number, shown, stored, shape",
    [
        ("82.4", "82,4", "82.4", "0.0"),
        ("98748.9", "98 748,9", "98748.9", "#,##0.0"),
        ("-1087.0", "−1 087,0", "-1087.0", "#,##0.0"),
        ("0.1", "0,10", "0.1", "0.00"),
        ("44.2", "44,2 %", "44.2", '0.0" %"'),
        ("123456789012345", "123 456 789 012 345", "123456789012345", "#,##0"),
    ],
)
def test_figures_are_exact_and_print_as_shown(number: str, shown: str, stored: str, shape: str) -> None:
    layout = one(Table(widths=(60,), rows=(TableRow((samples.cell(shown, number=number, align="right"),)),)))
    book, findings, raw = written(layout)
    cell = book.worksheets[0]["A1"]
    assert (cell.data_type, cell.number_format, findings) == ("n", shape, ())
    with ZipFile(io.BytesIO(raw)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert Decimal(xml.split("<v>")[1].split("</v>")[0]) == Decimal(stored)


@pytest.mark.parametrize(
    "number, shown",
    [
        ("12", "12 / 17"),  # says more than its number
        ("44.2", "44,3"),  # another number
        ("1234567890123456.7", "1 234 567 890 123 456,7"),  # Excel would lose digits
        ("NaN", "–"),
        ("жоқ", "жоқ"),
        ("5", "5\n70,6 %"),
    ],
)
def test_what_is_not_just_a_figure_stays_as_printed(number: str, shown: str) -> None:
    assert figure(number, shown) is None
    sheet = sheet_of(one(Table(widths=(60,), rows=(TableRow((samples.cell(shown, number=number),)),))))
    assert sheet["A1"].value == shown


def test_a_figure_too_long_for_excel_is_reported() -> None:
    row = TableRow((samples.cell("1,2345678901234567", number="1.2345678901234567", field="value"),), key="k")
    _, (finding,), _ = written(one(Table(widths=(60,), rows=(row,))))
    assert (finding.check, finding.place.key, finding.place.field) == ("writing.long_number", "k", "value")


def test_a_text_too_long_for_a_cell_is_cut_with_a_finding() -> None:
    book, (finding,), _ = written(one(Table(widths=(60,), rows=(TableRow((samples.cell("ә" * 40_000),)),))))
    text = book.worksheets[0]["A1"].value
    assert (len(text), text[-1]) == (CELL_LENGTH, "…")
    assert finding.check == "writing.long_text"
    assert finding.params == {"length": 40_000, "limit": CELL_LENGTH}


def test_bold_words_stay_bold_within_their_cell() -> None:
    out = io.BytesIO()
    write_xlsx(samples.plan("kk", 1), out)
    sheet: Any = openpyxl.load_workbook(out, rich_text=True).worksheets[0]
    (rich,) = [c.value for row in sheet.iter_rows() for c in row if str(c.value).startswith("Мақсаты.")]
    assert [(str(part).strip(), bool(part.font.b)) for part in rich] == [
        ("Мақсаты.", True), ("Ұлттық экономиканың сыртқы күйзелістерге төзімділігін арттыру", False)
    ]  # fmt: skip


def test_key_column_and_field_row_are_hidden_and_tell_each_input() -> None:
    sheet = sheet_of(offline())
    row, column = find(sheet, FIELDS_MARK)
    assert sheet.column_dimensions["E"].hidden
    assert column == 4
    assert sheet.row_dimensions[row + 1].hidden
    assert [c.value for c in sheet[row + 1]] == [None, "action", "status", "note", FIELDS_MARK]
    assert [sheet.cell(row + 2 + n, 5).value for n in range(7)] == [f"2.1-Ш{n}" for n in range(1, 8)]


def test_only_input_cells_of_a_protected_form_are_open() -> None:
    sheet = sheet_of(offline())
    assert sheet.protection.sheet
    row = find(sheet, FIELDS_MARK)[0] + 2
    assert [sheet.cell(row, n).protection.locked for n in (1, 2, 3, 4)] == [True, True, False, False]
    # Widening a column is no harm.
    assert not sheet.protection.formatColumns


def test_a_document_that_is_not_a_form_is_not_protected() -> None:
    assert not sheet_of(samples.plan("kk", 1)).protection.sheet


def test_drop_downs_come_from_a_hidden_sheet_whatever_their_length() -> None:
    book, _, _ = written(offline())
    assert book.sheetnames[-1] == LISTS
    assert book[LISTS].sheet_state == "hidden"
    sheet = book.worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    first = find(sheet, FIELDS_MARK)[0] + 2
    assert (str(rule.sqref), rule.formula1) == (f"C{first}:C{first + 6}", f"{LISTS}!$A$1:$A$3")
    assert [cell.value for cell in book[LISTS]["A"]] == list(STATUSES)


def test_sheet_names_are_what_excel_allows() -> None:
    names = ("a/b:c*[d]?\\", "'кавычка'", "History", "Ә" * 40, "Ә" * 40, "", "lists")
    table = Table(widths=(60,), rows=(TableRow((samples.cell("x"),)),))
    blocks = [Table(widths=table.widths, rows=table.rows, name=name) for name in names]
    book, _, _ = written(one(*blocks))
    assert book.sheetnames == [
        "a b c d", "кавычка", "History (2)", "Ә" * 31, "Ә" * 27 + " (2)", "Сынақ", "lists (2)"
    ]  # fmt: skip


def test_it_prints_as_the_pdf_does() -> None:
    sheet = sheet_of(samples.plan("kk", 3))
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert round(sheet.page_margins.left * 25.4) == 20
    assert sheet.oddHeader.center.text == "&P"
    assert sheet.HeaderFooter.differentFirst
    assert (sheet.firstHeader.center.text or "") == ""
    assert sheet.firstFooter.left.text == sheet.oddFooter.left.text
    assert "4B7E-90C1-5D2A-F318" in sheet.oddFooter.right.text
    row, _ = find(sheet, "№")
    assert sheet.print_title_rows == f"${row + 1}:${row + 2}"
    assert sheet.freeze_panes == f"A{row + 3}"


def test_ampersands_and_great_length_do_no_harm_to_a_footer() -> None:
    sheet = sheet_of(one(samples.text("x"), footer_left="А&Б &P [Picture]", footer_right="ұзын " * 100))
    assert "А&&Б &&P (Picture)" in sheet.oddFooter.left.text
    assert len(sheet.oddFooter.right.text) < 128


def test_column_widths_follow_the_millimetres() -> None:
    sheet = sheet_of(samples.plan("kk", 1))
    # 87 mm is 329 pixels; a character is 7 pixels, after 5 of padding.
    assert sheet.column_dimensions["B"].width == pytest.approx((329 - 5) / 7, abs=0.8)


def test_rows_are_fitted_but_grow_with_what_is_typed() -> None:
    book, _, raw = written(samples.plan("kk", 3))
    sheet = book.worksheets[0]
    section, item = find(sheet, "2-бөлім. Экономикалық қауіпсіздік")[0], find(sheet, "2-М")[0]
    with ZipFile(io.BytesIO(raw)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    opening = {n: re.search(rf'<row r="{n + 1}"[^>]*>', xml) for n in (section, item)}
    fixed, fitted = (str(opening[n][0]) for n in (section, item) if opening[n])  # type: ignore[index]
    assert 'customHeight="1"' in fixed
    assert "customHeight" not in fitted
    # Two lines of 12 pt.
    assert 28 <= float(fitted.split(' ht="')[1].split('"')[0]) <= 40


def test_custom_properties_and_creation_are_the_layouts() -> None:
    book, _, _ = written(samples.plan("kk", 1))
    assert {p.name: p.value for p in book.custom_doc_props.props} == {
        "language": "kk", "fingerprint": "4B7E90C15D2AF318"
    }  # fmt: skip
    assert book.properties.created.isoformat() == "2027-01-22T11:40:00"
    assert book.properties.title.startswith("Ұлттық")


def test_the_same_layout_gives_the_same_bytes() -> None:
    assert written(samples.strategy_report())[2] == written(samples.strategy_report())[2]


def test_chart_comes_as_figures_and_as_bars() -> None:
    book, _, raw = written(samples.strategy_report())
    sheet = book.worksheets[0]
    row, _ = find(sheet, "2. Экономикалық қауіпсіздік")
    assert [sheet.cell(row + 1, n).value for n in range(2, 6)] == [19, 6, 3, 28]
    with ZipFile(io.BytesIO(raw)) as archive:
        assert "Бөлімдер бойынша орындалған" in archive.read("xl/drawings/drawing1.xml").decode()
        assert archive.read("xl/charts/chart1.xml").count(b"<c:ser>") == 3


def test_untranslated_cell_is_shaded() -> None:
    sheet = sheet_of(samples.plan("kk", 8))
    row, column = find(sheet, samples.WORDS["kk"]["missing"])
    cell = sheet.cell(row + 1, column + 1)
    assert (cell.fill.fgColor.rgb, cell.font.i) == ("FFFFF2CC", True)


def test_a_path_is_replaced_whole(tmp_path: Path) -> None:
    write_xlsx(samples.plan("en", 1), tmp_path / "plan.xlsx")
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_prose_alone_makes_a_sheet() -> None:
    sheet = sheet_of(one(samples.text(Run("Тек мәтін"))))
    assert (sheet.title, sheet["A1"].value) == ("Сынақ", "Тек мәтін")
