"""What a person sees of a layout: plain texts of its rows and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell


def text_of(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def cell_text(cell: TableCell) -> str:
    return "\n".join(text_of(paragraph) for paragraph in cell.paragraphs)


def rows(table: Table) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in table.rows]


def tables(layout: Layout, role: str = "") -> list[Table]:
    found = [block for block in layout.blocks if isinstance(block, Table)]
    return [table for table in found if not role or table.role == role]


def paragraphs(layout: Layout) -> list[str]:
    return [text_of(block) for block in layout.blocks if isinstance(block, Paragraph)]


def runs(table: Table) -> Iterator[Run]:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                yield from paragraph.runs
