"""What was written comes back, whatever people did to the file; what was done to it is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.comments import Comment

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.offline.issue import offline_layout
from bagdar.documents.offline.matching import layout_text
from bagdar.documents.offline.read_back import read_offline
from bagdar.documents.opening import open_document
from bagdar.kernel.periods import Period
from tests.offline.make import bare, in_lines, make_filled, returned, spec, write

BOTH = pytest.mark.parametrize("suffix", ["docx", "xlsx"])


def plain(text: str) -> TableCell:
    return TableCell(paragraphs=(Paragraph(runs=(Run(text),), role="cell"),))


def found(filled: object) -> list[str]:
    return [finding.check for finding in filled.findings]  # type: ignore[attr-defined]


@BOTH
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_form_comes_back_as_it_was_filled_in(tmp_path: Path, suffix: str, language: str) -> None:
    back = returned(tmp_path, suffix, language=language)
    assert found(back) == []
    assert bare(back) == make_filled(language)


@BOTH
def test_every_answer_knows_its_cell(tmp_path: Path, suffix: str) -> None:
    back = returned(tmp_path, suffix)
    value = back.answers[0].value
    assert value is not None
    assert value.source is not None
    assert len(value.source.sha256) == 64
    assert back.answers[0].information[0].source is not None


@BOTH
def test_rows_in_another_order_keep_their_answers(tmp_path: Path, suffix: str) -> None:
    def shuffle(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return (rows[0], *reversed(rows[1:]))

    back = returned(tmp_path, suffix, change=lambda layout: in_lines(layout, shuffle))
    assert bare(back).answers == make_filled().answers
    assert found(back) == []


@BOTH
def test_a_changed_locked_cell_is_told_and_the_answer_kept(tmp_path: Path, suffix: str) -> None:
    def reword(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(
            replace(row, cells=(row.cells[0], plain("Басқа атау"), *row.cells[2:]))
            if row.key == "1.t1.a1"
            else row
            for row in rows
        )

    back = returned(tmp_path, suffix, change=lambda layout: in_lines(layout, reword))
    (finding,) = back.findings
    assert (finding.check, finding.place.key, finding.place.field) == (
        "offline.locked_changed",
        "1.t1.a1",
        "title",
    )
    assert finding.params["found"] == "Басқа атау"
    assert bare(back).answers == make_filled().answers


@BOTH
def test_an_added_row_is_told_and_nothing_else_changes(tmp_path: Path, suffix: str) -> None:
    def add(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        extra = TableRow(cells=tuple(plain("қосымша жазба") for _ in rows[0].cells))
        return (*rows[:3], extra, *rows[3:])

    back = returned(tmp_path, suffix, change=lambda layout: in_lines(layout, add))
    assert found(back) == ["offline.row_added"]
    assert bare(back).answers == make_filled().answers


@BOTH
def test_a_deleted_line_is_told(tmp_path: Path, suffix: str) -> None:
    def drop(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(row for row in rows if row.key != "1.t1.a1")

    back = returned(tmp_path, suffix, change=lambda layout: in_lines(layout, drop))
    assert [(f.check, f.place.key) for f in back.findings] == [("offline.line_missing", "1.t1.a1")]


@BOTH
@pytest.mark.parametrize(
    "field, written, check",
    [
        ("status", "жұмыс жүріп жатыр", "offline.unread_status"),
        ("value", "көп", "offline.unread_value"),
        ("standing", "белгісіз дерек", "offline.unread_standing"),
        ("reason_kind", "ауа райы", "offline.unread_reason_kind"),
    ],
)
def test_words_outside_the_lists_are_told_and_kept(
    tmp_path: Path, suffix: str, field: str, written: str, check: str
) -> None:
    def write(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(
            replace(
                row,
                cells=tuple(
                    replace(plain(written), locked=False, field=field) if cell.field == field else cell
                    for cell in row.cells
                ),
            )
            if row.key == "1.ti1"
            else row
            for row in rows
        )

    back = returned(tmp_path, suffix, change=lambda layout: in_lines(layout, write))
    assert found(back) == [check]
    assert back.answers[0].unread == {field: written}


@BOTH
def test_a_form_of_another_edition_is_told(tmp_path: Path, suffix: str) -> None:
    def other(layout: Layout) -> Layout:
        return replace(layout, properties={**layout.properties, "BagdarOffline": "0" * 64})

    assert found(returned(tmp_path, suffix, change=other)) == ["offline.other_edition"]


@BOTH
def test_a_form_without_anything_hidden_is_read_by_its_printed_codes(tmp_path: Path, suffix: str) -> None:
    """As after a copy into a new document: no keys, no properties, no protection."""

    def strip(layout: Layout) -> Layout:
        bare_layout = replace(layout, properties={}, protected=False)
        return in_lines(bare_layout, lambda rows: tuple(replace(row, key=None) for row in rows))

    back = returned(tmp_path, suffix, change=strip)
    assert bare(back).answers == make_filled().answers


@BOTH
def test_a_form_in_a_language_the_plan_lacks_is_told_once(tmp_path: Path, suffix: str) -> None:
    filled = make_filled("ru")
    layout = offline_layout(filled.form, spec(), "ru", filled=filled)
    raw = open_document(write(layout, tmp_path, suffix), limited=False)
    only_kazakh = replace(filled.form, languages=("kk",))
    back = read_offline(raw, only_kazakh, spec())
    assert "offline.locked_changed" not in found(back)
    assert found(back).count("offline.other_language") == 1
    assert [answer.key for answer in back.answers] == [answer.key for answer in filled.answers]


@BOTH
def test_a_form_of_another_period_is_told(tmp_path: Path, suffix: str) -> None:
    filled = replace(make_filled(), form=replace(make_filled().form, period=Period(2025)))
    layout = offline_layout(filled.form, spec(), "kk", filled=filled)
    layout = replace(layout, properties={**layout.properties, "BagdarOffline": "0" * 64})
    raw = open_document(write(layout, tmp_path, suffix), limited=False)
    assert "offline.other_period" in found(read_offline(raw, make_filled().form, spec()))


@BOTH
def test_a_factor_may_name_its_line_by_the_plans_number(tmp_path: Path, suffix: str) -> None:
    """The first column prints both the number and the code."""

    def numbered(layout: Layout) -> Layout:
        return replace(
            layout,
            blocks=tuple(
                replace(
                    block,
                    rows=tuple(
                        replace(row, cells=(*row.cells[:2], plain("2"), *row.cells[3:]))
                        if row.key == "factor:1"
                        else row
                        for row in block.rows
                    ),
                )
                if isinstance(block, Table)
                else block
                for block in layout.blocks
            ),
        )

    back = returned(tmp_path, suffix, change=numbered)
    assert (found(back), back.factors[0].keys) == ([], ("1.t1.a2",))


def test_what_stands_around_the_form_is_told(tmp_path: Path) -> None:
    """A paragraph between the tables; in a workbook a sheet, a word beside a heading, a comment."""

    def noted(layout: Layout) -> Layout:
        return replace(layout, blocks=(*layout.blocks, Paragraph(runs=(Run("Қосымша түсінік."),))))

    assert found(returned(tmp_path, "docx", change=noted)) == ["offline.note_added"]
    filled = make_filled()
    path = write(offline_layout(filled.form, spec(), "kk", filled=filled), tmp_path, "xlsx")
    book = load_workbook(path)
    lines = book.worksheets[1]
    heading = next(n for n, row in enumerate(lines.values, start=1) if row[-1] == "1")
    lines.cell(heading, 14).value = "Тағы мәтін"
    lines.cell(heading + 1, 2).comment = Comment("Тексеру керек", "me")
    book.create_sheet("Менікі").append(["Басқа кесте"])
    book.save(path)
    back = read_offline(open_document(path, limited=False), filled.form, spec())
    told = [f.params["text"] for f in back.findings if f.check == "offline.note_added"]
    assert sorted(told) == ["Басқа кесте", "Тағы мәтін", "Тексеру керек"]


def test_a_deleted_key_column_makes_no_headings_into_added_rows(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    filled = make_filled()
    path = write(offline_layout(filled.form, spec(), "kk", filled=filled), tmp_path, "xlsx")
    book = load_workbook(path)
    for sheet in book.worksheets:
        sheet.delete_cols(sheet.max_column)
    book.save(path)
    back = read_offline(open_document(path, limited=False), filled.form, spec())
    assert found(back) == []
    assert bare(back) == filled


def test_a_renamed_caption_of_a_sheet_is_known_by_the_hidden_row(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    filled = make_filled()
    path = write(offline_layout(filled.form, spec(), "kk", filled=filled), tmp_path, "xlsx")
    book = load_workbook(path)
    caption = spec().word("offline.column.information", "kk")
    cells = [cell for row in book.worksheets[1] for cell in row if cell.value == caption]
    assert len(cells) == 1
    cells[0].value = "Ақпарат (қысқаша)"
    book.save(path)
    back = read_offline(open_document(path, limited=False), filled.form, spec())
    assert bare(back).answers == filled.answers


@BOTH
@pytest.mark.parametrize(
    "language, typed, figure",
    [
        ("en", "98,748", 98748),
        ("en", "98,748.5", "98748.5"),
        ("ru", "98,748", "98.748"),
        ("kk", "9,5", "9.5"),
    ],
)
def test_a_figure_is_read_with_the_decimal_mark_of_the_forms_language(
    tmp_path: Path, suffix: str, language: str, typed: str, figure: str | int
) -> None:
    shown = "44.2" if language == "en" else "44,2"

    def cell(given: TableCell) -> TableCell:
        return replace(given, paragraphs=plain(typed).paragraphs) if layout_text(given) == shown else given

    def change(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in rows)

    back = returned(tmp_path, suffix, language=language, change=lambda layout: in_lines(layout, change))
    assert back.answers[0].value is not None
    assert back.answers[0].value.number == Decimal(figure)


def test_a_sheets_own_number_is_none_of_thousands_in_any_language(tmp_path: Path) -> None:
    filled = make_filled("en")
    path = write(offline_layout(filled.form, spec(), "en", filled=filled), tmp_path, "xlsx")
    book = load_workbook(path)
    (cell,) = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "44.2")
    cell.value, cell.number_format = 98.748, "General"
    book.save(path)
    back = read_offline(open_document(path, limited=False), filled.form, spec())
    assert back.answers[0].value is not None
    assert back.answers[0].value.number == Decimal("98.748")


def test_a_workbook_keeps_only_the_captions_of_its_lines_in_sight(tmp_path: Path) -> None:
    """Title and instructions have a sheet of their own: frozen above the lines they would fill a small screen."""
    filled = make_filled("ru")
    path = write(offline_layout(filled.form, spec(), "ru"), tmp_path, "xlsx")
    opening, lines, *_ = load_workbook(path).worksheets
    assert (opening.title, lines.title) == ("Инструкция", "Строки")
    assert opening.freeze_panes is None
    assert lines.freeze_panes == "A3"  # heading and captions
    assert any("Заполняйте только" in str(cell.value) for row in opening for cell in row)
    assert "Компания Дана" in {cell.value for row in opening for cell in row}
