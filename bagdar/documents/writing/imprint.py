"""A short text in the bottom margin of every page of a PDF that somebody else drew."""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf
import typst

from bagdar.documents.writing.pdf import shipped_typefaces
from bagdar.kernel.errors import FileRefusedError

HEIGHT = 9
"""Points, as the text stands on a page of the usual size."""
MARGIN = 14
"""Points from the page's edges."""
MOST_PAGES = 2000
_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: ("PT Serif", "Noto Serif"), size: 9pt, fallback: false)
#box(fill: white, inset: (x: 3pt, y: 2pt))[#sys.inputs.text]
"""


def imprint(pdf: bytes, text: str) -> bytes:
    """*pdf* with *text* at the lower right of every page as a reader sees it; nothing else is touched.

    The same input gives the same bytes. Raises FileRefusedError for a file that is no PDF, is locked, or has more
    than :data:`MOST_PAGES` pages.
    """
    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except (pikepdf.PdfError, ValueError) as fault:
        raise FileRefusedError("writing.pdf_unreadable") from fault
    with opened, pikepdf.open(io.BytesIO(_strip(text))) as strip:
        if len(opened.pages) > MOST_PAGES:
            raise FileRefusedError("writing.pdf_pages", limit=MOST_PAGES)
        drawn = opened.copy_foreign(strip.pages[0].as_form_xobject())
        box = [float(one) for one in strip.pages[0].mediabox]
        for page in opened.pages:
            _put(page, drawn, box[2] - box[0], box[3] - box[1])
        written = io.BytesIO()
        opened.save(written, deterministic_id=True)
    return written.getvalue()


def _put(page: pikepdf.Page, drawn: pikepdf.Object, width: float, height: float) -> None:
    """Upright for the reader: where a viewer turns the page, the text is turned against it."""
    left, bottom, right, top = (float(one) for one in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    wide = top - bottom if turn in (90, 270) else right - left
    scale = min(1.0, (wide - 2 * MARGIN) / width) if wide > 2 * MARGIN else 0.5
    across, along = width * scale, height * scale
    matrix = {
        0: (scale, 0, 0, scale, right - MARGIN - across, bottom + MARGIN / 2),
        90: (0, scale, -scale, 0, right - MARGIN / 2, top - MARGIN - across),
        180: (-scale, 0, 0, -scale, left + MARGIN + across, top - MARGIN / 2),
        270: (0, -scale, scale, 0, left + MARGIN / 2, bottom + MARGIN + across),
    }.get(turn, (scale, 0, 0, scale, right - MARGIN - across, bottom + MARGIN / 2))
    assert along > 0  # noqa: S101 - a strip without height was never drawn
    name = page.add_resource(drawn, pikepdf.Name.XObject, pikepdf.Name.Imprint)
    placed = " ".join(f"{one:.4f}" for one in matrix)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq {placed} cm {name} Do Q\n".encode())


@lru_cache(maxsize=32)
def _strip(text: str) -> bytes:
    return typst.compile(_SOURCE, format="pdf", sys_inputs={"text": text}, font_paths=shipped_typefaces())
