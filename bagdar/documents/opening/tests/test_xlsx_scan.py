"""What patterns read of a workbook is what the parser reads, and they take only what it would take."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.opening import parse_document, xlsx
from bagdar.documents.opening.tests.make import c, sheet, xlsx_parts, zipped
from bagdar.documents.opening.tests.mutate import damage_markup, damage_tree, xlsx_seed
from bagdar.documents.raw import RawDocument
from bagdar.documents.writing.tests.office import convert
from bagdar.documents.writing.xlsx import write_xlsx
from bagdar.kernel.errors import FileRefusedError

COUNT = int(os.environ.get("BAGDAR_FUZZ", "2000")) // 4
SEED = int(os.environ.get("BAGDAR_SEED", "82"))
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_BITS = (
    *"<>&\"'/ =\r\n\t!?;:-_x0A1", "]]>", "<!---->", "<![CDATA[x]]>", "<?p?>", "&amp;", "&#10;", "&#13;", "&#0;", "&#xD800;",
    "&no;", "\ufffe", "\x0b", "<c/>", "<v>", "</v>", "</c>", "</row>", "<row>", "</sheetData>", "<sheetData>", "<si>", "</si>",
    "<t>", "</t>", "<r>", "</r>", ' s="1"', ' t="s"', ' t="e"', ' r="A1"', ' xmlns="x"', ' x:y="1"', ' xml:space="preserve"',
    "_x0041_", "|", "A1", "01", "-1", "9", "\u0661",
)  # fmt: skip
Outcome = RawDocument | tuple[object, ...]


def _outcome(data: bytes) -> Outcome:
    try:
        return parse_document(data, "a.xlsx")
    except FileRefusedError as refusal:
        return refusal.message, refusal.place, refusal.params


def _strictly(data: bytes) -> Outcome:
    """What the parser alone makes of *data*."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "scan", lambda *_: False)
        patch.setattr(xlsx, "scan_strings", lambda *_: None)
        return _outcome(data)


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[bool]]:
    """Of which sheets and strings the patterns took all, in the order of the attempts."""
    told: dict[str, list[bool]] = {"sheets": [], "strings": []}

    def watched(name: str, told_of: list[bool]) -> Callable[..., object]:
        real = getattr(xlsx, name)

        def watching(*given: object) -> object:
            answer = real(*given)
            told_of.append(answer is not None and answer is not False)
            return answer

        return watching

    monkeypatch.setattr(xlsx, "scan", watched("scan", told["sheets"]))
    monkeypatch.setattr(xlsx, "scan_strings", watched("scan_strings", told["strings"]))
    return told


def _usual() -> dict[str, str | bytes]:
    """A workbook in the several hands of the programs that write them."""
    strings = (
        '<si><t>бір</t></si><si><t xml:space="preserve"> A &amp; B&#10;_x000D_ </t></si><si><t/></si><si><r><t>plain</t></r><r><rPr>'
        '<b/><sz val="9"/><color theme="1" tint="-0.5"/></rPr><t xml:space="preserve"> bold</t></r></si><si></si>'
    )
    styles = (
        '<fonts><font/><font><b/></font></fonts><cellXfs><xf/><xf fontId="1"/><xf numFmtId="4"/><xf numFmtId="14"/><xf numFmtId="9">'
        '<protection locked="1"/></xf></cellXfs>'
    )
    rows = (
        '<row r="1" spans="1:4" ht="15" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c>'
        '<c r="C1" s="2"><v>1234.5</v></c><c r="D1" s="3"><v>45658</v></c></row>',
        '<row r="2" hidden="true"><c r="A2" s="1" t="n"></c><c r="B2" t="n"><f aca="false">A1&amp;"x"</f><v>2</v></c><c r="D2" t="b">'
        "<v>1</v></c></row>",
        f'<row r="4">{c("A4", "a &lt; b")}{c("B4", "")}<c r="C4" s="1" /><c r="D4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
        '<row r="5" customFormat="false"><c r="A5" t="s"><v>2</v></c><c r="B5" t="s"><v>3</v></c><c r="C5" t="str"><f t="shared" '
        'ref="C5:C6" si="0">B5</f><v>t</v></c><c r="D5" t="d"><v>2025-12-31</v></c></row>',
        '<row r="6"/>',
        '<row r="7"><c r="A7"><v>-0.10</v></c><c r="B7"><v>0.30000000000000004</v></c><c r="C7"><f t="shared" si="0"/></c></row>',
        '<row r="9" hidden="1"></row><row r="10"/>',
    )
    after = '<mergeCells><mergeCell ref="A4:B4"/></mergeCells><headerFooter><oddHeader>&amp;Ch</oddHeader></headerFooter>'
    parts = xlsx_parts(sheet(*rows, after=after), strings=strings, styles=styles)
    parts[_SHEET] = str(parts[_SHEET]).replace("xmlns:r=", 'xmlns:x14ac="urn:x" xmlns:r=')
    return parts


def test_a_usual_workbook_is_read_by_patterns_and_alike(scanned: dict[str, list[bool]]) -> None:
    data = zipped(_usual())
    read = parse_document(data, "a.xlsx")
    assert scanned == {"sheets": [True], "strings": [True]}
    assert read == _strictly(data)
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [
        ["бір", " A & B\n\n ", "1\xa0234,50", "01.01.2025"],
        ["", "2", "", "TRUE"],
        [],
        ["a < b", "", "#DIV/0!"],
        ["", "plain bold", "t", "31.12.2025"],
        [],
        ["-0,1", "0,3", "", ""],
    ]
    assert read.remarks == {
        "cell_errors": 1,
        "formula_cached": 3,
        "formula_not_calculated": 1,
        "hidden_rows": 1,
    }


def _damaged(parts: dict[str, str | bytes], dice: random.Random) -> bytes:
    """One to three changes in the rows or the strings: a few characters, or whole tags and attributes."""
    damaged = dict(parts)
    for _ in range(dice.randint(1, 3)):
        name = dice.choice((_SHEET, _SHEET, _STRINGS))
        text = str(damaged[name])
        kind = dice.randrange(6)
        place = dice.randrange(len(text))
        if kind == 0:
            text = damage_markup(text, dice)
        elif kind == 1:
            text = damage_tree(text, dice)
        else:
            gone = (0, 0, 1, 1, 3)[kind - 1]
            text = text[:place] + ("" if kind == 5 else dice.choice(_BITS)) + text[place + gone :]
        damaged[name] = text
    return zipped(damaged)


@pytest.mark.parametrize("parts", [_usual(), xlsx_seed()], ids=["usual", "seed"])
def test_a_damaged_workbook_is_read_or_refused_as_by_the_parser(
    parts: dict[str, str | bytes], scanned: dict[str, list[bool]]
) -> None:
    for number in range(SEED, SEED + COUNT):
        data = _damaged(parts, random.Random(number))
        assert _outcome(data) == _strictly(data), f"seed {number}"
    taken = sum(scanned["sheets"]) / COUNT
    assert taken > 0.03, "the patterns were hardly tried"
    assert taken < 0.9, "the damage was hardly any"


def _by_xlsxwriter(dice: random.Random) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": dice.random() < 0.3}) as book:
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
        for _ in range(dice.randint(1, 3)):
            page = book.add_worksheet()
            for row in range(dice.randint(1, 30)):
                page.set_row(row, None, None, {"hidden": dice.random() < 0.1})
                for column in sorted(dice.sample(range(9), dice.randint(0, 9))):
                    match dice.randrange(8):
                        case 0:
                            page.write_number(row, column, dice.uniform(-1e6, 1e6))
                        case 1:
                            page.write_rich_string(row, column, "іс ", bold, "шара & <b>", "\nx")
                        case 2:
                            page.write_formula(row, column, '=A1&"|"', bold, "x")
                        case 3:
                            page.write_number(row, column, dice.randint(1, 60_000), date)
                        case 4:
                            page.write_blank(row, column, None, bold)
                        case 5:
                            page.write_boolean(row, column, dice.random() < 0.5)
                        case _:
                            page.write_string(
                                row, column, dice.choice((" a\r\n\tb ", "мәтін", "_x0041_", "]]>", "\x01"))
                            )
            if dice.random() < 0.5:
                page.merge_range(40, 0, 41, 3, "merged")
            if dice.random() < 0.3:
                page.protect()
    return made.getvalue()


def _by_openpyxl(dice: random.Random) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in range(1, dice.randint(2, 30)):
        for column in range(1, dice.randint(2, 9)):
            choices = (None, 1, -2.5, 1e-7, True, "=A1+1", "мәтін\nекі", " & < > \" ' ", "#N/A", 0.1 + 0.2)
            page.cell(row, column).value = dice.choice(choices)
            page.cell(row, column).font = Font(bold=dice.random() < 0.2)
        page.row_dimensions[row].hidden = dice.random() < 0.1
    page.merge_cells("A1:B2")
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _by_us(dice: random.Random) -> bytes:
    rows = tuple(
        TableRow(
            (
                TableCell((Paragraph((Run(f"{number}. ", bold=True), Run("іс-шара & <x>"))),)),
                TableCell(
                    (Paragraph((Run(dice.choice(("3 жыл", "=1+1", "", "a|b"))),)),),
                    columns=dice.randint(1, 2),
                ),
            ),
            key=f"item-{number}",
        )
        for number in range(20)
    )
    table = Table(widths=(60, 40, 40), rows=rows, name="plan")
    made = BytesIO()
    write_xlsx(
        Layout(language="kk", title="plan", landscape=True, margins=(20, 12, 20, 16), blocks=(table,)), made
    )
    return made.getvalue()


@pytest.mark.parametrize("make", [_by_xlsxwriter, _by_openpyxl, _by_us])
def test_what_libraries_write_is_read_by_patterns_and_alike(
    make: Callable[[random.Random], bytes], scanned: dict[str, list[bool]]
) -> None:
    for number in range(SEED, SEED + 15):
        data = make(random.Random(number))
        assert _outcome(data) == _strictly(data), f"seed {number}"
    _all_taken(scanned)


def _all_taken(scanned: dict[str, list[bool]]) -> None:
    assert scanned["sheets"]
    assert all(scanned["sheets"]), scanned["sheets"]
    assert all(scanned["strings"]), scanned["strings"]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_read_by_patterns_and_alike(
    tmp_path_factory: pytest.TempPathFactory, scanned: dict[str, list[bool]]
) -> None:
    folder = tmp_path_factory.mktemp("scanned")
    sources = []
    for number, make in enumerate((_by_xlsxwriter, _by_openpyxl, _by_us)):
        sources.append(folder / f"{number}.xlsx")
        sources[-1].write_bytes(make(random.Random(number)))
    for path in convert(tmp_path_factory, "xlsx", folder / "saved", *sources):
        data = path.read_bytes()
        assert _outcome(data) == _strictly(data), path.name
    _all_taken(scanned)


_PLAIN = '<row r="1"><c r="A1"><v>1</v></c></row>'
_UNUSUAL = {
    "no numbers": "<row><c><v>1</v></c></row>",
    "a row without a number": '<row><c r="A1"><v>1</v></c></row>',
    "a cell without a place": '<row r="1"><c><v>1</v></c></row>',
    "rows out of order": '<row r="2"/><row r="1"><c r="A1"><v>1</v></c></row>',
    "a row twice": _PLAIN * 2,
    "cells out of order": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "a column no sheet has": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "a row no sheet has": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
    "row nought": '<row r="0"><c r="A0"><v>1</v></c></row>',
    "a string there is not": '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
    "a number that is none": '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
    "a style that is no number": '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
    "one attribute twice": '<row r="1"><c r="A1" s="1" s="1"><v>1</v></c></row>',
    "the place twice": '<row r="1"><c r="A1" s="1" r="A1"><v>1</v></c></row>',
    "an attribute of no namespace": '<row r="1" x:a="1"><c r="A1"><v>1</v></c></row>',
    "another namespace in a cell": '<row r="1"><c r="A1" xmlns="x"><v>1</v></c></row>',
    "another namespace in a row": '<row r="1" xmlns="x"><c r="A1"><v>1</v></c></row>',
    "single quotes": "<row r='1'><c r='A1'><v>1</v></c></row>",
    "an entity in an attribute": '<row r="1"><c r="A1" t="&amp;s"><v>0</v></c></row>',
    "an element never heard of": '<row r="1"><c r="A1"><v>1</v><x/></c></row>',
    "two values": '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    "a value before its formula": '<row r="1"><c r="A1"><v>1</v><f>A2</f></c></row>',
    "a value in a value": '<row r="1"><c r="A1"><v><v>1</v></v></c></row>',
    "text between cells": '<row r="1">x<c r="A1"><v>1</v></c></row>',
    "space between rows": f"{_PLAIN} ",
    "a cell between rows": f'{_PLAIN}<c r="B1"><v>1</v></c>',
    "a row in a row": '<row r="1"><row r="2"><c r="A2"/></row></row>',
    "a comment": f"{_PLAIN}<!-- x -->",
    "a comment that holds a row": f"<!--{_PLAIN}-->",
    "an instruction": f"{_PLAIN}<?x?>",
    "CDATA": '<row r="1"><c r="A1" t="str"><v><![CDATA[<b>]]></v></c></row>',
    "a carriage return": '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
    "a character that is none": '<row r="1"><c r="A1" t="str"><v>a\x0bb</v></c></row>',
    "another one": '<row r="1"><c r="A1" t="str"><v>a\ufffeb</v></c></row>',
    "an entity nobody declared": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "an entity that is no character": '<row r="1"><c r="A1" t="str"><v>&#11;</v></c></row>',
    "half a pair": '<row r="1"><c r="A1" t="str"><v>&#xD83D;</v></c></row>',
    "a bare ampersand": '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
    "the end of CDATA": '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    "a row left open": '<row r="1"><c r="A1"><v>1</v></c>',
    "a cell left open": '<row r="1"><c r="A1"><v>1</v></row>',
    "a row closed twice": f"{_PLAIN}</row>",
    "another program called": '<row r="1"><c r="A1"><f>cmd|"x"!A0</f><v>1</v></c></row>',
    "another program called in disguise": '<row r="1"><c r="A1"><f>cmd&#124;A0</f><v>1</v></c></row>',
    "a text too long": f'<row r="1"><c r="A1" t="str"><v>{"я" * 32_768}</v></c></row>',
    "a formula left open": '<row r="1"><c r="A1"><f><v>1</v></c></row>',
    "a font in a value": '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><sz val="1" val="2"/></rPr><t>x</t></r></is></c></row>',
    "how a text sounds": '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t><rPh sb="0" eb="1"><t>y</t></rPh></is></c></row>',
}


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in _UNUSUAL.items()])
def test_what_is_unusual_in_a_sheet_is_left_to_the_parser(rows: str, scanned: dict[str, list[bool]]) -> None:
    data = zipped(xlsx_parts(sheet(rows), strings="<si><t>x</t></si>"))
    assert _outcome(data) == _strictly(data)
    assert not any(scanned["sheets"])


_AROUND: dict[str, Callable[[str], str]] = {
    "two sheets of data": lambda part: part.replace(
        "</worksheet>", f"<sheetData>{_PLAIN}</sheetData></worksheet>"
    ),
    "data inside something": lambda part: part.replace("<sheetData>", "<x><sheetData>").replace(
        "</sheetData>", "</sheetData></x>"
    ),
    "data with attributes": lambda part: part.replace("<sheetData>", '<sheetData a="1">'),
    "a row outside the data": lambda part: part.replace("<sheetData>", '<row r="1"/><sheetData>'),
    "a comment in front": lambda part: part.replace("<sheetData>", "<!--<sheetData>--><sheetData>"),
    "a prefix": lambda part: (
        part.replace("xmlns=", "xmlns:m=").replace("</", "</m:").replace("<w", "<m:w").replace("<s", "<m:s")
    ),
    "no namespace": lambda part: part.replace("xmlns=", "xmlns:m="),
    "another encoding": lambda part: part.replace("UTF-8", "US-ASCII").replace("<v>1</v>", "<v>é</v>"),
    "another version": lambda part: part.replace('version="1.0"', 'version="1.1"'),
    "an end too many": lambda part: part + "</worksheet>",
    "no end": lambda part: part.replace("</worksheet>", ""),
    "another end": lambda part: part.replace("</worksheet>", "</sst>"),
    "no declaration, but an instruction": lambda part: "<?x?>" + part.partition("?>")[2],
}


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in _AROUND.items()])
def test_what_is_unusual_around_the_rows_is_left_to_the_parser(
    change: Callable[[str], str], scanned: dict[str, list[bool]]
) -> None:
    parts = xlsx_parts(sheet(_PLAIN))
    changed = change(str(parts[_SHEET]))
    assert changed != parts[_SHEET]
    data = zipped(parts | {_SHEET: changed})
    assert _outcome(data) == _strictly(data)
    assert not any(scanned["sheets"])


_STRINGS_UNUSUAL = {
    "how a text sounds": "<si><t>x</t><rPh sb='0' eb='1'><t>y</t></rPh></si>",
    "an empty element": "<si/>",
    "text between": "<si><t>x</t></si>y<si><t>z</t></si>",
    "something else between": "<si><t>x</t></si><x/><si><t>z</t></si>",
    "a comment": "<si><t>x<!---->y</t></si>",
    "CDATA": "<si><t><![CDATA[x]]></t></si>",
    "an attribute nobody knows": "<si><t a='1'>x</t></si>",
    "two texts": "<si><t>x</t><t>y</t></si>",
    "one string in another": "<si><si><t>x</t></si></si>",
    "a text left open": "<si><t>x</si>",
    "an entity nobody declared": "<si><t>&x;</t></si>",
    "a bare ampersand in a run": "<si><r><t>a & b</t></r></si>",
    "one attribute of a font twice": '<si><r><rPr><sz val="1" val="2"/></rPr><t>x</t></r></si>',
    "a character that is none": "<si><t>\x0c</t></si>",
    "none": "",
}


@pytest.mark.parametrize("strings", [pytest.param(rows, id=name) for name, rows in _STRINGS_UNUSUAL.items()])
def test_what_is_unusual_in_the_strings_is_left_to_the_parser(
    strings: str, scanned: dict[str, list[bool]]
) -> None:
    data = zipped(xlsx_parts(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=strings))
    assert _outcome(data) == _strictly(data)
    assert not any(scanned["strings"])
