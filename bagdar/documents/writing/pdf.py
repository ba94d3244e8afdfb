"""PDF/A-2a with tags for reading aloud, drawn from a layout with the shipped typefaces only."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, cast

import msgspec
import pikepdf
import typst

from bagdar.documents import fonts
from bagdar.documents.layout import Layout
from bagdar.documents.writing.drawing import Drawing
from bagdar.documents.writing.notes import Notes
from bagdar.documents.writing.target import Target, write_bytes
from bagdar.kernel import clock
from bagdar.kernel.findings import Finding

STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
_TEMPLATE: Final = Path(__file__).parent / "layout.typ"
_local = threading.local()


def write_pdf(layout: Layout, target: Target) -> tuple[Finding, ...]:
    """Draw *layout* into *target* (a path, or a file open for bytes); the same layout gives the same bytes.

    Returns a finding for each place where a character had to be replaced.
    """
    notes = Notes()
    data = msgspec.json.encode(Drawing(layout, notes).data()).decode()
    drawn = _compiler().compile(
        format="pdf", sys_inputs={"data": data}, pdf_standards=STANDARDS, timestamp=_instant(layout)
    )
    write_bytes(target, _packed(cast(bytes, drawn)))
    return tuple(notes.findings)


@cache
def _typefaces() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)]
    )


def _compiler() -> typst.Compiler:
    """This thread's own: one compiler may not be used by two threads."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_typefaces())
    return cast(typst.Compiler, _local.compiler)


def _instant(layout: Layout) -> datetime:
    instant = datetime.fromisoformat(layout.produced) if layout.produced else clock.now()
    return instant.replace(microsecond=0, tzinfo=instant.tzinfo or UTC)


def _packed(drawn: bytes) -> bytes:
    """The same document with its thousands of small tag objects in compressed streams."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
            deterministic_id=True,
        )
    return out.getvalue()
