"""A receipt as a paper: what was received, when, from whom, and the code by which it is checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.writing.pdf import write_pdf
from bagdar.evidence.models import Receipt
from bagdar.kernel.messages import render

Line = tuple[str, str]
"""Caption and value."""


def receipt_pdf(receipt: Receipt, lines: Sequence[Line], language: str) -> bytes:
    """PDF/A of a receipt: the same receipt and language give the same bytes."""
    title = render("web.evidence.receipt_title", language, number=receipt.shown_number)
    layout = Layout(
        language=language,
        title=title,
        landscape=False,
        margins=(25, 15, 20, 20),
        blocks=(
            Paragraph((Run(title, bold=True),), role="title", align="center", after=14),
            Table(
                widths=(60, 110),
                rows=tuple(_row(*line) for line in lines),
                name=title,
                size=12,
            ),
            Paragraph((Run(render("web.evidence.paper_note", language)),), size=11, align="left", before=12),
        ),
        footer_left=receipt.shown_code,
        produced=receipt.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    made = BytesIO()
    write_pdf(layout, made)
    return made.getvalue()


def _row(caption: str, value: str) -> TableRow:
    cells = (
        Paragraph((Run(caption),), role="cell", align="left"),
        Paragraph((Run(value),), role="cell", align="left"),
    )
    return TableRow(tuple(TableCell((cell,)) for cell in cells))
