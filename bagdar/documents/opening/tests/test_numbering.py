"""Officials number rows by Word's lists: the number a person sees is part of the text."""

from __future__ import annotations

import pytest

from bagdar.documents.opening.docx_styles import numeral
from bagdar.documents.opening.tests.make import p, read_docx, tbl, tc, texts, tr


def _level(level: int, text: str, fmt: str = "decimal", more: str = "") -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def _numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> dict[str, str]:
    return {"numbering": f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'}


def _item(text: str, level: int = 0, num: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_rows_numbered_by_a_list_show_their_numbers() -> None:
    rows = [tr(tc(_item("")), text) for text in ("а", "б", "в")]
    table = read_docx(tbl(*rows), _numbering(_level(0, "%1."))).tables[0]
    assert texts(table) == [["1.", "а"], ["2.", "б"], ["3.", "в"]]


def test_levels_count_inside_each_other_and_start_again() -> None:
    body = _item("a") + _item("b", 1) + _item("c", 1) + _item("d") + _item("e", 1)
    read = read_docx(body, _numbering(_level(0, "%1."), _level(1, "%1.%2.")))
    assert read.paragraphs == ("1. a", "1.1. b", "1.2. c", "2. d", "2.1. e")


def test_lists_of_one_kind_share_their_count_unless_one_starts_anew() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/>'
        "</w:lvlOverride></w:num>"
    )
    body = _item("a", num=1) + _item("b", num=2) + _item("c", num=3) + _item("d", num=3)
    read = read_docx(body, _numbering(_level(0, "%1)"), nums=nums))
    assert read.paragraphs == ("1) a", "2) b", "10) c", "11) d")


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    parts = _numbering(_level(0, "%1."), _level(1, "%1.%2.", more='<w:pStyle w:val="Sub"/>')) | {
        "styles": '<w:style w:type="paragraph" w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    }
    body = (
        p("a", properties='<w:pStyle w:val="Top"/>')
        + p("b", properties='<w:pStyle w:val="Sub"/>')
        + p("c", properties='<w:pStyle w:val="Top"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert read_docx(body, parts).paragraphs == ("1. a", "1.1. b", "c")


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
    read = read_docx(_item("пункт"), _numbering(_level(0, "\uf0b7", "bullet", font)))
    assert read.paragraphs == ("• пункт",)


def test_legal_numbering_writes_upper_levels_as_figures() -> None:
    levels = _level(0, "%1.", "upperRoman"), _level(1, "%1.%2.", more="<w:isLgl/>")
    read = read_docx(_item("a") + _item("b", 1), _numbering(*levels))
    assert read.paragraphs == ("I. a", "1.1. b")


def test_nothing_stands_between_where_the_list_says_so() -> None:
    read = read_docx(_item("a"), _numbering(_level(0, "%1-", more='<w:suff w:val="nothing"/>')))
    assert read.paragraphs == ("1-a",)


@pytest.mark.parametrize(
    "count, style, seen",
    [
        (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (3, "lowerLetter", "c"), (28, "upperLetter", "BB"),
        (1, "russianLower", "а"), (29, "russianUpper", "Я"), (7, "decimalZero", "07"), (12, "decimal", "12"),
        (10**9, "upperRoman", "1000000000"), (0, "lowerLetter", "0"), (5, "none", ""), (5, "ordinalText", "5"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_list_asks(count: int, style: str, seen: str) -> None:
    assert numeral(count, style) == seen
