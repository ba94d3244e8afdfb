"""The demonstration's own files: the plan, the register, and what every body sent back, faults included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bagdar.consolidation.issue import forms_of
from bagdar.consolidation.split import split
from bagdar.demo.content import Demonstration
from bagdar.demo.round import Round
from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.offline.issue import offline_layout
from bagdar.documents.offline.model import OfflineForm
from bagdar.documents.pages import plan_layout, report_layout
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.pdf import write_pdf
from bagdar.documents.writing.xlsx import write_xlsx
from bagdar.kernel import jsonio
from bagdar.methodology.model import Methodology


def write_plan(demo: Demonstration, methodology: Methodology, folder: Path) -> list[Path]:
    """The plan in every language as Word, Excel and PDF; returns the Word files, one a language."""
    folder.mkdir(parents=True, exist_ok=True)
    words = []
    for language in demo.plan.languages:
        layout = plan_layout(demo.plan, methodology.forms["plan"], language, bodies=demo.bodies)
        stem = folder / f"plan.{language}"
        write_docx(layout, stem.with_name(f"{stem.name}.docx"))
        write_xlsx(layout, stem.with_name(f"{stem.name}.xlsx"))
        write_pdf(layout, stem.with_name(f"{stem.name}.pdf"))
        words.append(stem.with_name(f"{stem.name}.docx"))
    return words


def write_register(demo: Demonstration, folder: Path) -> Path:
    """The register of the demonstration's bodies, as ``--bodies`` takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bodies.json"
    content = {"bodies": list(demo.bodies), "offices": demo.offices}
    path.write_bytes(jsonio.dumps(jsonio.plain(content), indent=1))
    return path


def write_received(told: Round, folder: Path) -> Iterator[Path]:
    """The files that bodies sent back, one after another; those missing in the round send nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for body, form in forms_of(told.cycle).items():
        if body not in told.missing():
            yield from _send(body, form, told, folder)


def _send(body: str, form: OfflineForm, told: Round, folder: Path) -> Iterator[Path]:
    filled, language = told.filled(form), told.language(body)
    spec = told.methodology.forms["report"]
    if told.format(body) == "typed":
        for number, report in enumerate(split(filled), start=1):
            path = folder / f"{body}.{number}.docx"
            layout = report_layout(report, spec, language, plan=told.demo.plan, bodies=told.demo.bodies)
            write_docx(_without_keys(layout), path)
            yield path
        return
    layout = offline_layout(form, spec, language, filled=filled)
    for fault in told.faults(body):
        layout = _tamper(layout, fault, language)
    path = folder / f"{body}.{told.format(body)}"
    (write_docx if path.suffix == ".docx" else write_xlsx)(layout, path)
    yield path


def _without_keys(layout: Layout) -> Layout:
    """As someone types it from the published form: nothing hidden, no properties."""
    return replace(
        layout,
        properties={},
        blocks=tuple(
            replace(block, rows=tuple(replace(row, key=None) for row in block.rows))
            if isinstance(block, Table)
            else block
            for block in layout.blocks
        ),
    )


def _tamper(layout: Layout, fault: Mapping[str, Any], language: str) -> Layout:
    """What was done to the file itself rather than written in it."""
    changes = {"locked_changed": _reword, "rows_reordered": _reorder, "row_added": _add_row}
    change = changes.get(fault["kind"])
    if change is None:
        return layout
    return replace(
        layout,
        blocks=tuple(
            replace(block, rows=change(block.rows, fault, language))
            if isinstance(block, Table) and block.role == "lines"
            else block
            for block in layout.blocks
        ),
    )


def _reword(rows: tuple[TableRow, ...], fault: Mapping[str, Any], _: str) -> tuple[TableRow, ...]:
    return tuple(
        replace(row, cells=(row.cells[0], _longer(row.cells[1]), *row.cells[2:]))
        if row.key == fault["key"]
        else row
        for row in rows
    )


def _longer(cell: TableCell) -> TableCell:
    first = cell.paragraphs[0]
    return replace(cell, paragraphs=(replace(first, runs=(*first.runs, Run(" (2)"))), *cell.paragraphs[1:]))


def _reorder(rows: tuple[TableRow, ...], _: Mapping[str, Any], __: str) -> tuple[TableRow, ...]:
    return (rows[0], *reversed(rows[1:]))


def _add_row(rows: tuple[TableRow, ...], fault: Mapping[str, Any], language: str) -> tuple[TableRow, ...]:
    def cell(text: str) -> TableCell:
        return TableCell(paragraphs=(Paragraph(runs=(Run(text),), role="cell", align="left", size=9),))

    extra = (cell(""), cell(fault[language]), *(cell("") for _ in rows[0].cells[2:]))
    return (*rows, TableRow(cells=extra))
