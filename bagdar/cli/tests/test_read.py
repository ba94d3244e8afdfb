"""The command that accounts for every row, on a Word file made for the purpose."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from bagdar.cli.main import main

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
Cell = str | tuple[str, int]


def cell_xml(cell: Cell) -> str:
    """ "^" goes on from above, "v:" begins a merge; line breaks are breaks in one paragraph."""
    text, span = cell if isinstance(cell, tuple) else (cell, 1)
    merge = ""
    if text == "^":
        text, merge = "", "<w:vMerge/>"
    elif text.startswith("v:"):
        text, merge = text[2:], '<w:vMerge w:val="restart"/>'
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{grid}{merge}</w:tcPr><w:p><w:r>{runs}</w:r></w:p></w:tc>"


def word_file(path: Path, *blocks: str | list[list[Cell]], grid: int = 2) -> Path:
    """A bare document; *grid*: how many columns each table wrongly says it has."""
    body = []
    for block in blocks:
        if isinstance(block, str):
            body.append(f"<w:p><w:r><w:t>{escape(block)}</w:t></w:r></w:p>")
            continue
        rows = "".join(f"<w:tr>{''.join(map(cell_xml, row))}</w:tr>" for row in block)
        columns = '<w:gridCol w:w="900"/>' * grid
        body.append(f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>")
    xml = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", xml)
    return path


INDICATORS: list[list[Cell]] = [
    ["v:№ п/п", "v:Целевые индикаторы", "v:Ед. изм.", "v:2025 год\n(факт)", ("Прогноз", 3), "v:Ответственные\nза исполнение"],
    ["^", "^", "^", "^", "2026 год", ("22027 год", 2), "^"],
    ["1.", "Урожай зерна:", "млн тонн", "18,1", "17,5", ("21,0", 2), "МСХ, МНЭ"],
    ["2.", "Доля складов", "%", "24,4", ("24,0", 2), "25,1", "МСХ"],
]  # fmt: skip
PLAN: list[list[Cell]] = [
    ["v:№ п/п", "v:Наименование", ("v:Ед. изм.", 2), "v:Форма завершения", "v:Сроки исполнения", "v:Ответственные за исполнение",
     ("В том числе по годам (млн. тенге)", 5), "v:Источники финансирова ния"],
    ["^", "^", ("^", 2), "^", "^", "^", "2026", ("2027", 3), "всего", "^"],
    ["1", "2", ("3", 2), "4", "5", "6", "7", ("8", 3), "9", "10"],
    [("Цель: Сохранить урожай", 13)],
    ["1.", "Целевой индикатор.\nДоля сохранённого зерна", ("%", 2), "", "", "МСХ", "82,7", ("87,5", 3), "", ""],
    [("Задача 1. Построить склады", 13)],
    ["2.", "Показатель результата 1.\nЧисло складов", ("ед.", 2), "", "", "МСХ", "10", ("15", 3), "", ""],
    [("Мероприятия", 13)],
    ["1.", "Построить склад", ("млн. тг.", 2), "акт ввода объектов", "ІІІ квартал 2026 – 2027 годов", "МСХ", "3\n3\n8\n1,\n0", ("3 25 3,1", 3), "6634,1", "РБ"],
    ["2.", "Проверить весы", ("", 2), "информация в МНЭ", "декабрь 2026 года", "МСХ, МНЭ", ("не требуется", 6)],
    ["v:3.", "v:Закупить зерно", ("v:млн. тг.", 2), "v:отчет", "v:декабрь 2027 года", "v:МСХ (по согласо-ванию)", ("1,0", 2), ("2,0", 2), "3,0", "РБ"],
    ["^", "^", ("^", 2), "^", "^", "^", "0", ("98 748,9*", 3), "98 748,9", "МБ"],
]  # fmt: skip


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return word_file(
        tmp_path / "зерно.docx",
        "Таблица 1. Целевые индикаторы",
        INDICATORS,
        "План мероприятий по сохранению урожая на 2026 – 2027 годы",
        PLAN,
        "Примечание: расшифровка аббревиатур",
        [
            ["МСХ", "Министерство сельского хозяйства"],
            ["«Астық» АҚ", "акционерное общество «Астық» по хранению"],
        ],
    )


def test_every_row_of_a_plan_made_elsewhere_is_accounted_for(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(plan_file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["form"], found["languages"]) == ("зерно.docx", "plan", ["ru"])
    indicators, plan, abbreviations = found["tables"]
    assert [(t["rows"], t["not_understood"]) for t in found["tables"]] == [(4, []), (12, []), (2, [])]
    assert indicators["account"]["items"] == {"target_indicator": 2}
    assert plan["account"] == {
        "header": 2, "column_numbers": 1, "caption": 1, "continuation": 1, "empty": 0,
        "items": {"goal": 1, "target_indicator": 1, "task": 1, "result_indicator": 1, "activity": 3},
    }  # fmt: skip
    assert abbreviations["account"]["items"] == {"abbreviation": 2}


def test_cells_and_readings_are_those_of_the_columns_whatever_the_grid(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["read", str(plan_file), "--json"])
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert [item["cells"]["2027"] for item in tables[0]["items"]] == ["21,0", "25,1"]
    first, second, third = tables[1]["items"][-3:]
    assert (first["row"], first["number"], first["text"]) == (8, "1", "Построить склад")
    assert first["cells"]["2026"] == "3\n3\n8\n1,\n0"
    assert (second["cells"]["financing"], third["cells"]["2027"]) == ("не требуется", "2,0")
    assert all(
        reading["understood"] for item in (first, second, third) for reading in item["readings"].values()
    )
    assert [e["body"] for e in second["readings"]["executors"]["executors"]] == ["msh", "mne"]


def test_people_get_the_account_in_their_language(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["read", str(plan_file), "--lang", "en"])
    said = capsys.readouterr().out
    assert "form – plan" in said
    assert "activities – 3" in said
    main(["read", str(plan_file), "--lang", "kk"])
    assert "іс-шаралар – 3" in capsys.readouterr().out


def test_a_row_not_understood_is_shown_with_its_place_and_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[list[Cell]] = [*PLAN[:9], ["зюк"] * 10, *PLAN[9:]]
    main(["read", str(word_file(tmp_path / "x.docx", rows)), "--lang", "ru"])
    assert "строка 10 не понята: зюк" in capsys.readouterr().out


def test_a_file_that_is_no_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"no zip")
    assert main(["read", str(path)]) == 3
    assert capsys.readouterr().err


def test_a_language_that_the_methodology_has_not_is_refused(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "read", str(plan_file), "--language", "de"]) == 2
    assert "not read: de. Possible: kk, ru, en." in capsys.readouterr().err
    assert main(["read", str(plan_file), "--language", "ru"]) == 0
