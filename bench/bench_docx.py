"""Word files written: against python-docx's ``row.cells`` and against deflating the same XML."""

from __future__ import annotations

import io
import random
import zlib
from zipfile import ZipFile

from docx import Document

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.writing.docx import write_docx
from bench.measuring import Line, Work, Works, turns

ROWS = 5000
_LETTERS = "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшыіэюя"
_WIDTHS = (19, 87, 42, 47, 32, 38)


def plan_like(rows: int) -> Layout:
    """A table as the annex has it: a keyed row with code, long title and four shorter cells."""
    dice = random.Random(82)
    words = ["".join(dice.choices(_LETTERS, k=dice.randint(2, 14))) for _ in range(3000)]

    def text(count: int) -> str:
        return " ".join(dice.choices(words, k=count))

    common = [text(2) for _ in range(40)]

    def cell(said: str) -> TableCell:
        return TableCell((Paragraph((Run(said),), role="cell", align="left", size=12),))

    def row(number: int) -> TableRow:
        code = Paragraph((Run(f"{number}.1-НК{number}", mark="code"),), role="cell", align="center", size=12)
        number_cell = TableCell((cell(str(number)).paragraphs[0], code), align="center")
        title = Paragraph((Run("1-көрсеткіш.", bold=True), Run(" "), Run(text(12))), role="cell", size=12)
        shorter = [cell(text(4)), cell(text(3)), cell(dice.choice(common)), cell(dice.choice(common))]
        return TableRow((number_cell, TableCell((title,)), *shorter), key=f"item-{number}")

    table = Table(widths=_WIDTHS, rows=tuple(row(i) for i in range(1, rows + 1)), name="plan")
    return Layout(language="kk", title="plan", landscape=True, margins=(20, 12, 20, 16), blocks=(table,))


def with_python_docx(layout: Layout) -> None:
    """The same texts through the library's usual way, ``row.cells`` once a row."""
    (table,) = layout.blocks
    assert isinstance(table, Table)
    document = Document()
    made = document.add_table(rows=len(table.rows), cols=len(table.widths))
    for row, source in zip(made.rows, table.rows, strict=True):
        for target, cell in zip(row.cells, source.cells, strict=True):
            for i, paragraph in enumerate(cell.paragraphs):
                into = target.paragraphs[0] if i == 0 else target.add_paragraph()
                for run in paragraph.runs:
                    into.add_run(run.text).bold = run.bold or None
    document.save(io.BytesIO())


def with_bagdar(layout: Layout) -> bytes:
    out = io.BytesIO()
    write_docx(layout, out)
    return out.getvalue()


def parts_of(made: bytes) -> list[bytes]:
    """The XML that had to be deflated."""
    with ZipFile(io.BytesIO(made)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def deflate(parts: list[bytes]) -> None:
    """What no writer can do without, at the usual level."""
    for part in parts:
        zlib.compress(part)


def _ours(rows: int) -> Work:
    layout = plan_like(rows)
    with_bagdar(plan_like(20))
    return lambda: with_bagdar(layout)


def _peer(rows: int) -> Work:
    layout = plan_like(rows)
    with_python_docx(plan_like(20))
    return lambda: with_python_docx(layout)


def _deflating(rows: int) -> Work:
    parts = parts_of(with_bagdar(plan_like(rows)))
    return lambda: deflate(parts)


WORKS: Works = {"bagdar": _ours, "python-docx": _peer, "deflate": _deflating}


def lines(rows: int = ROWS) -> list[Line]:
    found = turns(__name__, WORKS, rows, rounds=5, once=["python-docx"])
    ours = found["bagdar"]
    return [
        Line("Word written", "python-docx, row.cells", ours, found["python-docx"], ">= 5"),
        Line("Word written", "deflating the same XML", ours, found["deflate"], "<= 3"),
    ]
