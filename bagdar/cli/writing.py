"""Documents to files: one layout in one language, as Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bagdar.kernel.errors import DomainError

if TYPE_CHECKING:
    from bagdar.documents.layout import Layout
    from bagdar.documents.spec import FormSpec
    from bagdar.kernel.findings import Finding

FORMATS = ("docx", "xlsx", "pdf")


def write(layout: Layout, stem: Path, formats: Iterable[str] = FORMATS) -> list[Finding]:
    """*layout* as ``<stem>.<format>`` for each of *formats*; findings of the writers (missing glyphs)."""
    return [
        finding
        for suffix in formats
        for finding in write_as(layout, stem.with_name(f"{stem.name}.{suffix}"), suffix)
    ]


def write_as(layout: Layout, path: Path, suffix: str) -> Sequence[Finding]:
    """*layout* as the one file *path*; folders above it are made."""
    from bagdar.documents.writing.docx import write_docx
    from bagdar.documents.writing.pdf import write_pdf
    from bagdar.documents.writing.xlsx import write_xlsx

    path.parent.mkdir(parents=True, exist_ok=True)
    writers = {"docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf}
    return writers[suffix](layout, path) or ()


def printable(languages: Sequence[str] | None, spec: FormSpec) -> None:
    """Raises DomainError for the first of *languages* that the form is not printed in."""
    for language in languages or ():
        if language not in spec.languages:
            raise DomainError("cli.no_language", language=language, known=spec.languages)


def languages_of(asked: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """The languages asked for, else all the document has."""
    return tuple(asked) if asked else tuple(known)
