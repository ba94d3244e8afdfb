"""PDF/A-2a with tags for reading aloud, drawn from a layout with the shipped typefaces only."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, cast

import msgspec
import typst

from bagdar.documents import fonts
from bagdar.documents.layout import Layout
from bagdar.documents.writing.drawing import Drawing
from bagdar.documents.writing.joining import Joined
from bagdar.documents.writing.notes import Notes
from bagdar.documents.writing.stretches import Stretch, draw_in_stretches, is_long
from bagdar.documents.writing.target import Target, write_bytes
from bagdar.kernel import clock
from bagdar.kernel.findings import Finding
from bagdar.kernel.realfiles import real_folder

STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
_REMEMBERED: Final = 10
_NOTHING: Final[dict[str, Any]] = {
    "lang": "en", "region": None, "title": "", "keywords": [], "left": "", "right": "", "first": 1, "sections": [],
}  # fmt: skip
_TEMPLATE: Final = real_folder("bagdar.documents.writing", ".typ") / "layout.typ"
_local = threading.local()


def write_pdf(layout: Layout, target: Target) -> tuple[Finding, ...]:
    """Draw *layout* into *target* (a path, or a file open for bytes); the same layout gives the same bytes.

    Returns a finding for each place where a character had to be replaced.
    """
    notes = Notes()
    data = Drawing(layout, notes).data()
    write_bytes(target, _drawn(data, _instant(layout)))
    return tuple(notes.findings)


def _drawn(data: dict[str, Any], instant: datetime) -> bytes:
    whole = data["sections"]
    joined = Joined()

    def draw(stretch: Stretch) -> int | None:
        raw = _compiled({**data, "first": joined.pages + 1, "sections": stretch.sections}, instant)
        _forget()
        return joined.add(raw, heads=stretch.heads, cuts=stretch.cuts, continued=stretch.continued)

    if is_long(whole) and draw_in_stretches(whole, draw):
        return joined.save()
    joined = Joined()
    joined.add(_compiled(data, instant), heads=None, cuts=frozenset(), continued=False)
    return joined.save()


def _compiled(data: dict[str, Any], instant: datetime) -> bytes:
    text = msgspec.json.encode(data).decode()
    drawn = _compiler().compile(
        format="pdf", sys_inputs={"data": text}, pdf_standards=STANDARDS, timestamp=instant
    )
    return cast(bytes, drawn)


def _forget() -> None:
    """Let the typesetter drop what it remembers of the last drawing: it keeps it for ten more."""
    nothing = msgspec.json.encode(_NOTHING).decode()
    for _ in range(_REMEMBERED + 1):
        _compiler().compile(format="pdf", sys_inputs={"data": nothing}, timestamp=0)


@cache
def shipped_typefaces() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)]
    )


def _compiler() -> typst.Compiler:
    """This thread's own: one compiler may not be used by two threads."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=shipped_typefaces())
    return cast(typst.Compiler, _local.compiler)


def _instant(layout: Layout) -> datetime:
    instant = datetime.fromisoformat(layout.produced) if layout.produced else clock.now()
    return instant.replace(microsecond=0, tzinfo=instant.tzinfo or UTC)
