"""Word files: written against python-docx's ``row.cells`` and against deflating the same XML; memory.

Run alone: ``python -m bench.bench_docx [rows]``. Ratios come from one run on one machine.
"""

from __future__ import annotations

import io
import random
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable

from docx import Document

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.writing.docx import body_xml, write_docx

ROWS = 5000
AGAINST_PEER = 5.0
AGAINST_DEFLATE = 3.0
MEMORY_MB = 400
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


def best(action: Callable[[], object], times: int = 5) -> float:
    """Seconds, the best of *times*."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return min(found)


def measure(rows: int = ROWS) -> dict[str, float]:
    layout = plan_like(rows)
    xml = "".join(body_xml(layout)).encode()
    # Turn about, so that both meet the same load of the machine.
    rounds = [
        (best(lambda: zlib.compress(xml), 1), best(lambda: write_docx(layout, io.BytesIO()), 1))
        for _ in range(7)
    ]
    deflating, writing = (min(times) for times in zip(*rounds, strict=True))
    peer = best(lambda: with_python_docx(layout), 1)
    tracemalloc.start()
    write_docx(layout, io.BytesIO())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "rows": rows,
        "xml_mb": len(xml) / 1e6,
        "seconds": writing,
        "times_faster_than_row_cells": peer / writing,
        "times_deflate": writing / deflating,
        "peak_mb": peak / 1e6,
    }


def main() -> int:
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    for name, value in found.items():
        print(f"{name:>30} {value:10.2f}")
    good = (
        found["times_faster_than_row_cells"] >= AGAINST_PEER
        and found["times_deflate"] <= AGAINST_DEFLATE
        and found["peak_mb"] <= MEMORY_MB
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
