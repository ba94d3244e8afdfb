"""Documents to files: one layout in one language, as Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bagdar.documents.layout import Layout
    from bagdar.kernel.findings import Finding

FORMATS = ("docx", "xlsx", "pdf")


def write(layout: Layout, stem: Path, formats: Iterable[str] = FORMATS) -> list[Finding]:
    """*layout* as ``<stem>.<format>`` for each of *formats*; findings of the writers (missing glyphs)."""
    from bagdar.documents.writing.docx import write_docx
    from bagdar.documents.writing.pdf import write_pdf
    from bagdar.documents.writing.xlsx import write_xlsx

    writers = {"docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf}
    stem.parent.mkdir(parents=True, exist_ok=True)
    found: list[Finding] = []
    for suffix in formats:
        found += writers[suffix](layout, stem.with_name(f"{stem.name}.{suffix}")) or []
    return found


def languages_of(asked: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """The languages asked for, else all the document has."""
    return tuple(asked) if asked else tuple(known)
