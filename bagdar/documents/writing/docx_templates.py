"""Cells of a Word table by the thousand: those that look alike share one text with a hole for their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from msgspec.structs import replace

from bagdar.documents.layout import TableCell, TableRow
from bagdar.documents.writing.docx_runs import Breaking, content_xml, longest_word, own_size
from bagdar.documents.writing.text import bind_hyphens, soften

_HOLE: Final = "\ue000"
"""Stands for a run's text while a template is made."""

Written = Callable[[TableRow, TableCell, int], str]
"""Writes a cell in full: the row, the cell, its column."""


class _Template(NamedTuple):
    before: str
    longest: int
    """Letters from which words may break; 0: none may, -1: a code, left as it is."""
    after: str


class Templates:
    """Of one table; *write* gives the cell from which a template is made."""

    def __init__(self, language: str, write: Written) -> None:
        self._language, self._write = language, write
        self._known: dict[tuple[object, ...], _Template] = {}

    def cell(self, row: TableRow, cell: TableCell, column: int, breaking: Breaking | None) -> str:
        """The cell, if it is one run of words; else "": it has to be written in full."""
        paragraphs = cell.paragraphs
        if len(paragraphs) != 1 or len(paragraphs[0].runs) != 1:
            return ""
        p = paragraphs[0]
        run = p.runs[0]
        text = run.text
        if not text:
            return ""
        key = (
            column, cell.columns, cell.rows, cell.shade, cell.align, row.header, row.keep_next,
            p.role, p.align, p.size, p.indent, p.left, p.before, p.after, p.keep_next,
            run.bold, run.italic, run.size, run.color, run.mark,
        )  # fmt: skip
        before, longest, after = self._known.get(key) or self._made(key, row, cell, column, breaking)
        if longest > 0 and len(text) >= longest:
            text = soften(text, self._language, longest)
        if longest >= 0 and "-" in text:
            text = bind_hyphens(text)
        return f"{before}{content_xml(text)}{after}"

    def _made(
        self, key: tuple[object, ...], row: TableRow, cell: TableCell, column: int, breaking: Breaking | None
    ) -> _Template:
        (paragraph,) = cell.paragraphs
        (run,) = paragraph.runs
        hole = replace(paragraph, runs=(replace(run, text=_HOLE),))
        before, after = self._write(row, replace(cell, paragraphs=(hole,)), column).split(_HOLE)
        size = own_size(run, paragraph.size)
        longest = -1 if run.mark == "code" else longest_word(run.bold, size, breaking)
        template = self._known[key] = _Template(before, longest, after)
        return template
