"""A finished document before it is drawn: blocks that Word, Excel and PDF writers render alike.

Forms are laid out once (``documents/pages``); the three writers know nothing of forms.
Lengths in mm, sizes in points, colours RRGGBB.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Align = Literal["left", "center", "right", "justify"]


class Run(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    """None: the paragraph's."""
    color: str | None = None
    mark: Literal["", "code", "untranslated", "missing_glyph"] = ""


class Paragraph(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """``role``: title, subtitle, heading, body, caption (of a form's item), annex, head_field, note,
    cell, signature, prompt (a place to fill in). ``level``: outline level of a heading (0: none).

    ``left``: left indent of the whole paragraph, ``indent``: of its first line on top of that.
    A head_field's first run is the caption, set in the space left of ``left``; the rest is its value.
    """

    runs: tuple[Run, ...]
    role: str = "body"
    align: Align = "justify"
    size: float = 14
    indent: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False
    level: int = 0
    bookmark: str | None = None


class TableCell(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """``rows``/``columns`` span; ``number`` is the exact figure where the cell is one (Excel keeps it)."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    shade: str = ""
    align: Align = "left"
    number: str | None = None
    locked: bool = True
    """Offline forms: may not be changed."""
    choices: tuple[str, ...] = ()
    """Offline forms: drop-down."""
    field: str = ""
    """Column id; with the row's key names the place of an input."""


class TableRow(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """``key``: stable key of the plan line (becomes bookmark + hidden run, or hidden column)."""

    cells: tuple[TableCell, ...]
    header: bool = False
    key: str | None = None
    keep_next: bool = False
    split: bool = False
    """May break over a page (longer than half the field)."""
    role: str = ""


class Table(msgspec.Struct, frozen=True, omit_defaults=True):
    """``name``: what an Excel sheet is called and a screen reader is told."""

    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]
    name: str = ""
    size: float = 12
    bordered: bool = True
    role: str = ""


class PageBreak(msgspec.Struct, frozen=True, tag="page_break"):
    """Next page; ``landscape``: turn the sheet (a new Word section), None: as it was."""

    landscape: bool | None = None


class SignatureBlock(msgspec.Struct, frozen=True, omit_defaults=True):
    """Left: caption (bold), post, then small lines (capacity, ground); middle: a line with its word;
    right: name with a small word under it. ``box``: framed lines below, "label<tab>value", two a row.
    """

    left: tuple[str, ...]
    under_line: str
    name: str
    under_name: str = ""
    box: tuple[str, ...] = ()


class Chart(msgspec.Struct, frozen=True, omit_defaults=True):
    """Stacked bars, one per row: ``parts`` are the series names, ``rows`` (label, counts).

    ``total``: legend of the number at the right of each bar.
    """

    title: str
    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    alt: str
    total: str = ""


Block = Paragraph | Table | PageBreak | SignatureBlock | Chart


class Layout(msgspec.Struct, frozen=True, omit_defaults=True):
    """One document in one language. ``margins``: left, right, top, bottom."""

    language: str
    title: str
    landscape: bool
    margins: tuple[float, float, float, float]
    blocks: tuple[Block, ...]
    footer_left: str = ""
    footer_right: str = ""
    properties: dict[str, str] = msgspec.field(default_factory=dict)
    """Custom document properties (fingerprint and the like)."""
    opening: str = ""
    """Name of a workbook's first sheet, which then holds what stands before the first table (but its
    heading), so that the table's own sheet begins with its head; "": it stands above the table."""
    protected: bool = False
    """Offline form: only unlocked cells may be edited."""
    turned_margins: tuple[float, float, float, float] | None = None
    """Margins of sheets turned by a PageBreak; None: as ``margins``."""
    produced: str = ""
    """UTC instant, ISO 8601, that file metadata carry (reproducible output)."""
