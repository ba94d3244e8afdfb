"""Files opened: against python-docx, openpyxl and the least that can be done, an lxml walk."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from bench.measuring import Line, Work, Works, turns

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORDS = [
    "обеспечение",
    "развитие",
    "внедрение",
    "совершенствование",
    "анализ",
    "мониторинг",
    "подготовка",
    "проведение",
    "системы",
    "органов",
    "инфраструктуры",
    "безопасности",
    "информации",
    "населения",
    "регионов",
    "отраслей",
    "оборудования",
    "специалистов",
    "ресурсов",
    "мер",
]
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right")
)
COLUMNS = 7
ROWS = 5000
Reader = Callable[[Path], int]


def plan_rows(count: int, seed: int = 82) -> list[list[str]]:
    """Rows of a plan in invented words: number, name, form of completion, deadline, executors, money, source."""
    dice = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        name = " ".join(dice.choices(_WORDS, k=dice.randint(5, 16))).capitalize()
        year = dice.randint(2025, 2029)
        executors = ", ".join(
            dice.sample(["МНЭ", "МФ", "МВД", "МЧС", "МЗ", "МЦРИАП", "акиматы"], dice.randint(1, 4))
        )
        money = f"{dice.randint(1, 99)} {dice.randint(100, 999)},{dice.randint(0, 9)}"
        row = [f"{number}.", name, "приказ", f"декабрь {year} года", executors, money, "РБ"]
        rows.append(row)
    return rows


def docx_file(rows: list[list[str]]) -> bytes:
    """The rows as a Word table dressed the way LibreOffice and Word write one."""
    cell = (
        f'<w:tc><w:tcPr><w:tcW w:w="1300" w:type="dxa"/><w:tcBorders>{_BORDERS}</w:tcBorders><w:vAlign w:val="center"/>'
        '</w:tcPr><w:p><w:pPr><w:widowControl w:val="false"/><w:jc w:val="left"/><w:rPr></w:rPr></w:pPr><w:r><w:rPr>'
        '<w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:tc>'
    )
    body = "".join(
        "<w:tr><w:trPr></w:trPr>" + "".join(cell % text for text in row) + "</w:tr>" for row in rows
    )
    grid = '<w:gridCol w:w="1300"/>' * COLUMNS
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body><w:tbl><w:tblPr/><w:tblGrid>{grid}'
        f"</w:tblGrid>{body}</w:tbl><w:p/></w:body></w:document>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


def xlsx_file(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("План")
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(index, column, text)
            sheet.write_number(index, len(row), index / 10)
    return buffer.getvalue()


def read_ours(path: Path) -> int:
    from bagdar.documents.opening import parse_document

    document = parse_document(path.read_bytes(), path.name)
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def read_bare_docx(path: Path) -> int:
    """The least a reader of Word tables can do: unzip, parse, join the texts of each cell."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    total = 0
    for tr in root.iter(f"{{{_W}}}tr"):
        for tc in tr.iter(f"{{{_W}}}tc"):
            total += len(
                "\n".join("".join(t.text or "" for t in p.iter(f"{{{_W}}}t")) for p in tc.iter(f"{{{_W}}}p"))
            )
    return total


def read_python_docx(path: Path) -> int:
    import docx

    return sum(
        len(cell.text)
        for table in docx.Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
    )


def read_bare_xlsx(path: Path) -> int:
    """Unzip, parse, look up the shared strings."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    strings = ["".join(t.text or "" for t in item.iter(main + "t")) for item in shared.iter(main + "si")]
    total = 0
    for cell in sheet.iter(main + "c"):
        value = cell.findtext(main + "v") or ""
        total += len(strings[int(value)] if cell.get("t") == "s" else value)
    return total


def read_openpyxl(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    return sum(
        len(str(value or "")) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    )


def _work(kind: str, read: Reader) -> Callable[[int], Work]:
    def prepared(rows: int) -> Work:
        build = docx_file if kind == "docx" else xlsx_file
        folder = TemporaryDirectory()
        path = Path(folder.name) / f"plan.{kind}"
        path.write_bytes(build(plan_rows(20)))
        read(path)  # the first time pays for imports
        path.write_bytes(build(plan_rows(rows)))

        def work() -> None:
            with folder:
                read(path)

        return work

    return prepared


WORKS: Works = {
    "docx": _work("docx", read_ours),
    "docx walk": _work("docx", read_bare_docx),
    "python-docx": _work("docx", read_python_docx),
    "xlsx": _work("xlsx", read_ours),
    "xlsx walk": _work("xlsx", read_bare_xlsx),
    "openpyxl": _work("xlsx", read_openpyxl),
}


def lines(rows: int = ROWS) -> list[Line]:
    found = turns(__name__, WORKS, rows, rounds=4)
    return [
        Line("Word read", "python-docx, row.cells", found["docx"], found["python-docx"], ">= 4"),
        Line("Word read", "lxml walk", found["docx"], found["docx walk"], "<= 3"),
        Line("Excel read", "openpyxl", found["xlsx"], found["openpyxl"], ">= 4"),
        Line("Excel read", "lxml walk", found["xlsx"], found["xlsx walk"], "<= 3"),
    ]
