"""Excel and PDF written from one layout: against openpyxl, deflating the same XML and WeasyPrint."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable
from html import escape

from bagdar.documents.layout import Layout, Paragraph, Table
from bagdar.documents.writing import cells
from bench.bench_docx import deflate, parts_of, plan_like
from bench.measuring import Line, Work, Works, turns

ROWS = 5000


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


def _work(write: Callable[[Layout], bytes]) -> Callable[[int], Work]:
    def prepared(rows: int) -> Work:
        layout = plan_like(rows)
        write(plan_like(20))
        return lambda: write(layout)

    return prepared


def _deflating(rows: int) -> Work:
    parts = parts_of(ours_xlsx(plan_like(rows)))
    return lambda: deflate(parts)


WORKS: Works = {
    "xlsx": _work(ours_xlsx),
    "openpyxl": _work(with_openpyxl),
    "deflate": _deflating,
    "pdf": _work(ours_pdf),
    "WeasyPrint": _work(with_weasyprint),
}


def lines(rows: int = ROWS) -> list[Line]:
    """WeasyPrint takes minutes; where it is not installed its line is left out."""
    found = turns(__name__, ["xlsx", "openpyxl", "deflate"], rows, rounds=4)
    made = [
        Line("Excel written", "openpyxl", found["xlsx"], found["openpyxl"], ">= 5"),
        Line("Excel written", "deflating the same XML", found["xlsx"], found["deflate"], "<= 3"),
    ]
    if importlib.util.find_spec("weasyprint") is None:
        print("WeasyPrint is not installed: PDF is not compared (make bench installs it).")
        return made
    found = turns(__name__, ["pdf", "WeasyPrint"], rows, rounds=2, once=["WeasyPrint"])
    return [*made, Line("PDF written, tagged", "WeasyPrint", found["pdf"], found["WeasyPrint"], ">= 5")]
