"""The Word writer: well-formed, in the order the schema wants, inert, reproducible, keyed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from bagdar.documents.layout import (
    Block,
    Chart,
    Layout,
    PageBreak,
    Paragraph,
    Run,
    SignatureBlock,
    Table,
    TableCell,
    TableRow,
)
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.tests.samples import PRODUCED
from bagdar.documents.writing.text import bookmark_name, clean, key_of_bookmark, soften

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARGINS = (20.0, 12.0, 20.0, 16.0)


def cell(text: str = "x", **fields: object) -> TableCell:
    return TableCell((Paragraph((Run(text),), role="cell", size=12),), **fields)  # type: ignore[arg-type]


def table(*rows: TableRow, widths: tuple[float, ...] = (30, 60)) -> Table:
    return Table(widths=widths, rows=rows, name="lines")


def layout(*blocks: Block, **fields: object) -> Layout:
    given = {"language": "kk", "title": "T", "landscape": True, "margins": MARGINS, "produced": PRODUCED}
    return Layout(blocks=blocks, **(given | fields))  # type: ignore[arg-type]


def written(made: Layout) -> bytes:
    target = io.BytesIO()
    write_docx(made, target)
    return target.getvalue()


def part(made: Layout, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(written(made))) as archive:
        return etree.fromstring(archive.read(name))


def texts(root: etree._Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{W}t")]


EVERYTHING = layout(
    Paragraph((Run("Mark"),), role="annex", align="center", left=160),
    Paragraph((Run("Title", bold=True),), role="title", align="center"),
    Paragraph((Run("Period:"), Run("2026")), role="head_field", left=58),
    Paragraph((Run("Part 1"),), role="heading", level=1, bookmark="part_1"),
    table(
        TableRow((cell("a", rows=2), cell("b", columns=2)), header=True),
        TableRow((cell("c"), cell("d")), header=True),
        TableRow((cell("1"), cell("2"), cell("3")), header=True),
        TableRow((cell("merged", columns=3, shade="E0E0E0"),), key="s1", keep_next=True),
        TableRow((cell("x", rows=2), cell("y"), cell("z")), key="k/1"),
        TableRow((cell("y2"), cell("z2")), split=True, key="k/1#actual"),
        widths=(20, 40, 60),
    ),
    table(TableRow((cell("other"), cell("table")))),
    Paragraph((Run("Note"),), role="note", size=11),
    SignatureBlock(
        ("Head", "Minister of something rather long", "acting", "ground"),
        "sign",
        "A Name",
        "name",
        ("c\t1", "d\t2"),
    ),
    PageBreak(),
    Paragraph((Run("New page"),)),
    PageBreak(landscape=False),
    Chart("Bars", ("done", "half", "none"), (("one", (5, 2, 0)), ("two", (1, 1, 1))), "alt text"),
    properties={"bagdar.fingerprint": "abc", "a": "<&>"},
    footer_left="left",
    footer_right="right",
    protected=True,
)
"""Every kind of block."""

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs suppressAutoHyphens spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i vanish color sz szCs bdr shd lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg",
}
"""What the schema's sequences allow of what we write, in their order."""


@pytest.mark.parametrize("name", ORDER)
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    allowed = ORDER[name].split()
    for source in ("word/document.xml", "word/styles.xml"):
        for element in part(EVERYTHING, source).iter(f"{W}{name}"):
            tags = [etree.QName(child).localname for child in element]
            assert [allowed.index(tag) for tag in tags] == sorted(allowed.index(tag) for tag in tags)


def test_every_part_is_well_formed_and_named_in_the_content_types() -> None:
    with zipfile.ZipFile(io.BytesIO(written(EVERYTHING))) as archive:
        names = archive.namelist()
        for name in names:
            etree.fromstring(archive.read(name))
        types = archive.read("[Content_Types].xml").decode()
    assert all(
        f'"/{name}"' in types for name in names if name.endswith(".xml") and name != "[Content_Types].xml"
    )


def test_python_docx_opens_it() -> None:
    document = Document(io.BytesIO(written(EVERYTHING)))
    first = document.tables[0]
    assert [c.text for c in first.rows[4].cells][1:] == ["y", "z"]
    assert document.core_properties.title == "T"


def test_equal_layouts_give_equal_bytes() -> None:
    assert written(EVERYTHING) == written(EVERYTHING)


def test_it_writes_to_a_path(tmp_path: Path) -> None:
    write_docx(EVERYTHING, tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == written(EVERYTHING)


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@SUM", '=HYPERLINK("x")', "{ PAGE }"])
def test_text_is_never_a_field(text: str) -> None:
    root = part(layout(Paragraph((Run(text),)), table(TableRow((cell(text), cell())))))
    assert not list(root.iter(f"{W}instrText", f"{W}fldSimple"))
    assert texts(root).count(text) == 2


def test_characters_that_xml_cannot_carry_are_replaced_visibly() -> None:
    root = part(layout(Paragraph((Run("a\x00b\x0bc\ud800d\ufffee<&>"),))))
    assert texts(root) == ["a\ufffdb\ufffdc\ufffdd\ufffde<&>"]


def test_breaks_and_tabs_become_elements() -> None:
    root = part(layout(Paragraph((Run("a\nb\tc\r\nd"),))))
    run = next(root.iter(f"{W}r"))
    assert [etree.QName(child).localname for child in run] == ["t", "br", "t", "tab", "t", "br", "t"]


def test_a_short_first_part_never_breaks_from_its_word_and_reads_as_a_hyphen() -> None:
    made = layout(Paragraph((Run("2-қосымша, іс-шара, стресс-тест"),)))
    assert len(list(part(made).iter(f"{W}noBreakHyphen"))) == 2
    assert Document(io.BytesIO(written(made))).paragraphs[0].text == "2-қосымша, іс-шара, стресс-тест"


def test_long_words_of_narrow_cells_may_break_and_those_of_wide_ones_may_not() -> None:
    word = "инфрақұрылымының"
    narrow = part(layout(table(TableRow((cell(word), cell(word))))))
    assert len(list(narrow.iter(f"{W}softHyphen"))) == len(["инф", "ра", "құ", "ры", "лы", "мы", "ның"]) - 1
    cells = list(narrow.iter(f"{W}tc"))
    assert not list(cells[1].iter(f"{W}softHyphen"))


def test_a_row_carries_its_key_as_bookmark_and_as_hidden_run() -> None:
    root = part(layout(table(TableRow((cell("a"), cell("b")), key="2.1/x#1"))))
    (mark,) = root.iter(f"{W}bookmarkStart")
    assert key_of_bookmark(mark.get(f"{W}name", "")) == "2.1/x#1"
    hidden = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None]
    assert ["".join(texts(run)) for run in hidden] == ["bagdar:2.1/x#1"]


def test_a_bookmark_name_stands_once_even_if_a_key_repeats() -> None:
    root = part(layout(*[table(TableRow((cell(), cell()), key="k"))] * 2))
    assert len(list(root.iter(f"{W}bookmarkStart"))) == 1
    assert texts(root).count("bagdar:k") == 2


def test_a_cell_over_rows_is_continued_below() -> None:
    merges = [(node.get(f"{W}val")) for node in part(EVERYTHING).iter(f"{W}vMerge")]
    assert merges == ["restart", "continue", "restart", "continue"]


def test_every_row_fills_the_grid() -> None:
    for found in part(EVERYTHING).iter(f"{W}tbl"):
        columns = len(found.findall(f"{W}tblGrid/{W}gridCol"))
        for row in found.iter(f"{W}tr"):
            spans = [node.find(f"{W}tcPr/{W}gridSpan") for node in row.iter(f"{W}tc")]
            assert sum(int(s.get(f"{W}val", "1")) if s is not None else 1 for s in spans) == columns


def test_heads_repeat_and_only_long_rows_may_split() -> None:
    rows = next(part(EVERYTHING).iter(f"{W}tbl")).findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] * 3 + [False] * 3
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True] * 5 + [False]


def test_neighbouring_tables_do_not_run_into_one() -> None:
    body = part(EVERYTHING)[0]
    tags = [etree.QName(child).localname for child in body]
    assert "tbl tbl" not in " ".join(tags)
    assert tags[-1] == "sectPr"
    assert tags[-2] == "p"


def test_a_turned_sheet_is_a_section_of_its_own_size() -> None:
    sizes = [(n.get(f"{W}w"), n.get(f"{W}h"), n.get(f"{W}orient")) for n in part(EVERYTHING).iter(f"{W}pgSz")]
    assert sizes == [("16838", "11906", "landscape"), ("11906", "16838", None)]


def test_the_page_number_begins_on_the_second_page() -> None:
    body = part(EVERYTHING)
    assert len(list(body.iter(f"{W}titlePg"))) == 1
    assert next(part(EVERYTHING, "word/header1.xml").iter(f"{W}instrText")).text == " PAGE "
    assert not texts(part(EVERYTHING, "word/header2.xml"))


def test_properties_of_the_document_are_carried() -> None:
    root = part(EVERYTHING, "docProps/custom.xml")
    assert {node.get("name"): node[0].text for node in root} == {"a": "<&>", "bagdar.fingerprint": "abc"}


def test_the_language_of_the_text_is_given_with_its_country() -> None:
    (lang,) = part(EVERYTHING, "word/styles.xml").iter(f"{W}lang")
    assert lang.get(f"{W}val") == "kk-KZ"


def test_only_open_cells_of_a_protected_form_may_be_edited() -> None:
    row = TableRow((cell("locked"), cell("open", locked=False)), key="k")
    root = part(layout(table(row), protected=True))
    (start,) = root.iter(f"{W}permStart")
    (end,) = root.iter(f"{W}permEnd")
    assert start.get(f"{W}id") == end.get(f"{W}id")
    assert "".join(texts(start.getparent())) == "open"  # type: ignore[arg-type]
    protection = next(part(layout(protected=True), "word/settings.xml").iter(f"{W}documentProtection"))
    assert protection.get(f"{W}edit") == "readOnly"
    assert not list(part(layout(table(row))).iter(f"{W}permStart"))


def test_choices_of_an_open_cell_become_a_drop_down() -> None:
    row = TableRow((cell(), cell("", locked=False, choices=("done", "done", '"half"'))))
    root = part(layout(table(row), protected=True))
    assert [n.get(f"{W}value") for n in root.iter(f"{W}listItem")] == ["done", '"half"']


def test_the_chart_tells_a_screen_reader_what_it_shows_and_its_bars_are_to_scale() -> None:
    chart = next(
        t for t in part(EVERYTHING).iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblDescription") is not None
    )
    assert chart.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") == "alt text"  # type: ignore[union-attr]
    spans = [
        [int(s.get(f"{W}val", "0")) for s in row.iter(f"{W}gridSpan")] for row in chart.findall(f"{W}tr")[::2]
    ]
    assert spans == [[80, 32, 9], [16, 16, 16, 73]]


@pytest.mark.parametrize("key", ["a", "2.1/result_indicator/2", "k#1", "жол-1", "A_B", ""])
def test_a_bookmark_name_gives_the_key_back(key: str) -> None:
    name = bookmark_name(key)
    assert len(name) <= 40
    if not name.startswith("bd_"):
        assert key_of_bookmark(name) == key


@pytest.mark.parametrize("name", ["", "_GoBack", "bk_a_b", "bk_a_zz_b", "bd_0123", "item_6"])
def test_a_foreign_bookmark_has_no_key(name: str) -> None:
    assert key_of_bookmark(name) is None


def test_two_long_keys_have_two_names() -> None:
    long = "x" * 60
    assert len({bookmark_name(long + "1"), bookmark_name(long + "2")}) == 2


@pytest.mark.parametrize(
    "word, language, expected",
    [
        ("қамтамасыздандырылған", "kk", "қам|та|ма|сыз|дан|ды|рыл|ған"),
        ("финансирования", "ru", "фин|ан|си|ро|ва|ния"),
        ("түпкілікті", "kk", "түпкілікті"),
        ("internationalisation", "en", "internationalisation"),
    ],
)
def test_breaks_stand_before_the_consonant_that_opens_a_syllable(
    word: str, language: str, expected: str
) -> None:
    shown = soften(word, language).replace("\u00ad", "|")
    assert shown.replace("|", "") == word
    assert all(len(piece) >= 3 for piece in (shown.split("|")[0], shown.split("|")[-1]))
    if language == "kk":
        assert shown == expected


def test_clean_keeps_what_xml_can_carry() -> None:
    assert clean("ә ₸ 😀 \t\n") == "ә ₸ 😀 \t\n"
