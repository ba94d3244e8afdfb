"""Reading a 5,000-row plan: this program against python-docx, openpyxl and a bare lxml walk, in one run.

    python -m bench.bench_reading [ROWS]

Prints seconds, the ratio to the bare walk, and peak memory (each reader in a process of its own; for the child
process what the parent keeps).
The aims: at least 4 times faster than python-docx ``row.cells``, at most 3 times a bare walk, 400 MB.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from lxml import etree

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
ROUNDS = 4


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


def read_ours_in_child(path: Path) -> int:
    from bagdar.documents.opening import open_document

    document = open_document(path)
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


READERS: dict[str, dict[str, Callable[[Path], int]]] = {
    "docx": {
        "bare lxml walk": read_bare_docx,
        "bagdar": read_ours,
        "bagdar, child process": read_ours_in_child,
        "python-docx row.cells": read_python_docx,
    },
    "xlsx": {
        "bare lxml walk": read_bare_xlsx,
        "bagdar": read_ours,
        "bagdar, child process": read_ours_in_child,
        "openpyxl": read_openpyxl,
    },
}


def measure(kind: str, reader: str, path: Path) -> None:
    """One reader in this process: prints seconds, peak memory and how much it read, as JSON."""
    read = READERS[kind][reader]
    read(path)  # the first time pays for imports
    start = time.perf_counter()
    total = read(path)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes(), "characters": total}))


def peak_megabytes() -> float:
    """Peak resident memory of this process alone."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main(count: int) -> None:
    rows = plan_rows(count)
    with tempfile.TemporaryDirectory() as folder:
        for kind, build in (("docx", docx_file), ("xlsx", xlsx_file)):
            path = Path(folder) / f"plan.{kind}"
            path.write_bytes(build(rows))
            with zipfile.ZipFile(path) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
            packed = path.stat().st_size
            print(
                f"\n{kind}: {count} rows, {packed / 1e6:.1f} MB, unpacked {unpacked / packed:.0f} times as much"
            )
            print(f"{'reader':<24}{'seconds':>9}{'× bare':>9}{'MB':>7}{'characters':>12}")
            best: dict[str, dict[str, float]] = {}
            for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits all alike
                for reader in READERS[kind]:
                    command = [sys.executable, "-m", "bench.bench_reading", kind, reader, str(path)]
                    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                    if reader not in best or told["seconds"] < best[reader]["seconds"]:
                        best[reader] = told
            bare = best["bare lxml walk"]["seconds"]
            for reader, told in best.items():
                ratio = told["seconds"] / bare
                print(
                    f"{reader:<24}{told['seconds']:>9.2f}{ratio:>9.1f}{told['megabytes']:>7.0f}{told['characters']:>12}"
                )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        measure(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
