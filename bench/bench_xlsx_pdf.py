"""Excel and PDF written from one layout against openpyxl and WeasyPrint: times, ratios, memory.

Run alone: ``python -m bench.bench_xlsx_pdf [rows]``. Each writer has a process of its own, so that
memory is its own; ratios come from one run on one machine. WeasyPrint is left out where it is not
installed.
"""

from __future__ import annotations

import importlib.util
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from html import escape
from typing import Any

from bagdar.documents.layout import Layout, Paragraph, Table
from bagdar.documents.writing import cells
from bench.bench_docx import plan_like

ROWS = 5000
AGAINST_OPENPYXL = 1.0
AGAINST_WEASYPRINT = 5.0
MEMORY_MB = 400


def ours_xlsx(layout: Layout) -> bytes:
    from bagdar.documents.writing.xlsx import write_xlsx

    out = io.BytesIO()
    write_xlsx(layout, out)
    return out.getvalue()


def ours_pdf(layout: Layout) -> bytes:
    from bagdar.documents.writing.pdf import write_pdf

    out = io.BytesIO()
    write_pdf(layout, out)
    return out.getvalue()


def with_openpyxl(layout: Layout) -> bytes:
    """The same texts, fonts, borders and bold parts by the library's usual way."""
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Alignment, Border, Font, Side

    table = _table(layout)
    book = Workbook()
    sheet = book.worksheets[0]
    side = Side("thin", color=cells.RULE)
    border, font = Border(side, side, side, side), Font(name="Times New Roman", size=12)
    alignment = Alignment(wrap_text=True, vertical="top")
    fonts = {
        (bold, code): InlineFont(rFont="Times New Roman", sz=9 if code else 12, b=bold)
        for bold in (False, True)
        for code in (False, True)
    }
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row.cells, start=1):
            made = sheet.cell(number, column)
            runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
            if len(runs) > 1:
                made.value = CellRichText(
                    *(TextBlock(fonts[run.bold, run.mark == "code"], run.text) for run in runs)
                )
            else:
                made.value = cells.text_of(cell)
            made.font, made.border, made.alignment = font, border, alignment
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_weasyprint(layout: Layout) -> bytes:
    """The same table as a page of HTML, tagged, with repeated heads."""
    import weasyprint  # type: ignore[import-untyped,import-not-found,unused-ignore]

    table = _table(layout)
    body = "".join(
        "<tr>" + "".join(f"<td>{_html(cell.paragraphs)}</td>" for cell in row.cells) + "</tr>"
        for row in table.rows
    )
    columns = "".join(f'<col style="width:{width}mm">' for width in table.widths)
    style = (
        "@page{size:A4 landscape;margin:20mm 12mm 16mm 20mm}"
        "table{border-collapse:collapse;table-layout:fixed;font:12pt serif}"
        "td{border:.4pt solid #464646;padding:1.5mm;vertical-align:top}tr{break-inside:avoid}"
    )
    page = f'<html lang="kk"><style>{style}</style><table><colgroup>{columns}</colgroup>{body}</table></html>'
    return bytes(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def _table(layout: Layout) -> Table:
    (table,) = (block for block in layout.blocks if isinstance(block, Table))
    return table


def _html(paragraphs: tuple[Paragraph, ...]) -> str:
    return "<br>".join(
        "".join(f"<b>{escape(run.text)}</b>" if run.bold else escape(run.text) for run in paragraph.runs)
        for paragraph in paragraphs
    )


WRITERS: dict[str, dict[str, Callable[[Layout], bytes]]] = {
    "xlsx": {"bagdar": ours_xlsx, "openpyxl": with_openpyxl},
    "pdf": {"bagdar": ours_pdf, "WeasyPrint": with_weasyprint},
}


def measure(kind: str, writer: str, rows: int, times: int) -> None:
    """One writer in this process: prints seconds (best of *times*), peak memory and size, as JSON."""
    layout, seconds, made = plan_like(rows), [], b""
    for _ in range(times):
        start = time.perf_counter()
        made = WRITERS[kind][writer](layout)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(seconds), "megabytes": peak, "size": len(made) / 1e6}))


def compare(kind: str, rows: int) -> tuple[float, float]:
    """Print the table of one kind; gives how many times faster the program is, and its memory in MB."""
    told: dict[str, dict[str, Any]] = {}
    print(f"\n{kind}: {rows} rows\n{'writer':<14}{'seconds':>9}{'MB':>8}{'file, MB':>10}{'times':>8}")
    for writer in WRITERS[kind]:
        if writer == "WeasyPrint" and importlib.util.find_spec("weasyprint") is None:
            print(f"{writer:<14} not installed")
            continue
        times = "1" if writer == "WeasyPrint" else "2"
        command = [sys.executable, "-m", "bench.bench_xlsx_pdf", kind, writer, str(rows), times]
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        told[writer] = found
        ratio = found["seconds"] / told["bagdar"]["seconds"]
        print(
            f"{writer:<14}{found['seconds']:>9.2f}{found['megabytes']:>8.0f}{found['size']:>10.1f}{ratio:>8.1f}"
        )
    slowest = max(found["seconds"] for found in told.values())
    return slowest / told["bagdar"]["seconds"], told["bagdar"]["megabytes"]


def main(rows: int = ROWS) -> int:
    xlsx, xlsx_memory = compare("xlsx", rows)
    pdf, pdf_memory = compare("pdf", rows)
    known = importlib.util.find_spec("weasyprint") is not None
    good = xlsx >= AGAINST_OPENPYXL and (pdf >= AGAINST_WEASYPRINT or not known)
    return 0 if good and max(xlsx_memory, pdf_memory) <= MEMORY_MB else 1


if __name__ == "__main__":
    if len(sys.argv) == 5:
        measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
