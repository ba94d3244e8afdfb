"""A Layout as a Word file: WordprocessingML written as text, straight into the archive.

Equal layouts give equal bytes: the archive has one fixed date and nothing in it is random.
Nothing is ever a field or a formula but the page number: text that begins with = + - @ is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bagdar.documents.layout import Block, Chart, Layout, PageBreak, Paragraph, SignatureBlock, Table
from bagdar.documents.writing import docx_parts as parts
from bagdar.documents.writing.archive import write_archive
from bagdar.documents.writing.docx_figures import chart_xml, signature_xml
from bagdar.documents.writing.docx_parts import twips
from bagdar.documents.writing.docx_runs import paragraph_open, runs_xml
from bagdar.documents.writing.docx_tables import Numbers, table_xml
from bagdar.documents.writing.text import clean

_SHEET = (210.0, 297.0)
_TINY = '<w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
"""For paragraphs that Word demands but nobody should see."""


def write_docx(layout: Layout, target: Path | str | IO[bytes]) -> None:
    """Write *layout* to a path or an open binary file."""
    body = "".join(body_xml(layout)).encode("utf-8")
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": parts.content_types(),
        "_rels/.rels": parts.package_relations(),
        "docProps/app.xml": parts.app_properties(),
        "docProps/core.xml": parts.core_properties(layout),
        "docProps/custom.xml": parts.custom_properties(layout),
        "word/_rels/document.xml.rels": parts.document_relations(),
        "word/fontTable.xml": parts.font_table(),
        "word/footer1.xml": parts.footer(layout, _field(layout, layout.landscape)),
        "word/footer2.xml": parts.footer(layout, _field(layout, not layout.landscape)),
        "word/header1.xml": parts.header(),
        "word/header2.xml": parts.empty_header(),
        "word/settings.xml": parts.settings(layout),
        "word/styles.xml": parts.styles(layout),
        "word/document.xml": body,
    }
    write_archive(target, files.items())


def body_xml(layout: Layout) -> Iterator[str]:
    """``word/document.xml`` in pieces."""
    yield f"{parts.XML}<w:document {parts.W}><w:body>"
    yield from _Flow(layout).pieces()
    yield "</w:body></w:document>"


def _margins(layout: Layout, landscape: bool) -> tuple[float, float, float, float]:
    turned = landscape != layout.landscape
    return (layout.turned_margins or layout.margins) if turned else layout.margins


def _field(layout: Layout, landscape: bool) -> float:
    """Width between the margins, mm."""
    left, right, _, _ = _margins(layout, landscape)
    return _SHEET[1 if landscape else 0] - left - right


class _Flow:
    """One pass over the blocks; knows the sheet's direction and what the last block was."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.landscape = layout.landscape
        self.numbers = Numbers()
        self.sections = 0
        self.break_before = False
        self.after_table = False

    def pieces(self) -> Iterator[str]:
        for block in self.layout.blocks:
            yield from self._block(block)
        if self.after_table:
            yield f"<w:p><w:pPr>{_TINY}</w:pPr></w:p>"
        yield self._section()

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                yield self._paragraph(block)
            case Table():
                yield from self._before_table()
                yield table_xml(block, self.layout.language, self.numbers, protected=self.layout.protected)
            case PageBreak():
                yield from self._page_break(block)
            case SignatureBlock():
                yield self._break_paragraph()
                yield signature_xml(block, _field(self.layout, self.landscape))
            case Chart():
                yield self._break_paragraph()
                yield chart_xml(block, _field(self.layout, self.landscape))
        self.after_table = isinstance(block, Table)

    def _paragraph(self, paragraph: Paragraph) -> str:
        head, face = paragraph_open(paragraph, self.break_before)
        self.break_before = False
        body = runs_xml(paragraph, face)
        name = self.numbers.name(paragraph.bookmark) if paragraph.bookmark else None
        if name:
            number = self.numbers.next()
            body = f'<w:bookmarkStart w:id="{number}" w:name="{clean(name)}"/>{body}<w:bookmarkEnd w:id="{number}"/>'
        return f"{head}{body}</w:p>"

    def _before_table(self) -> Iterator[str]:
        if self.break_before:
            yield self._break_paragraph()
        elif self.after_table:
            yield f"<w:p><w:pPr>{_TINY}</w:pPr></w:p>"

    def _break_paragraph(self) -> str:
        if not self.break_before:
            return ""
        self.break_before = False
        return f"<w:p><w:pPr><w:pageBreakBefore/>{_TINY}</w:pPr></w:p>"

    def _page_break(self, block: PageBreak) -> Iterator[str]:
        landscape = self.landscape if block.landscape is None else block.landscape
        if landscape == self.landscape:
            self.break_before = True
            return
        yield f"<w:p><w:pPr>{_TINY}{self._section()}</w:pPr></w:p>"
        self.landscape = landscape

    def _section(self) -> str:
        """Properties of the section that ends here."""
        left, right, top, bottom = _margins(self.layout, self.landscape)
        short, long = (twips(side) for side in _SHEET)
        width, height = (long, short) if self.landscape else (short, long)
        turn = ' w:orient="landscape"' if self.landscape else ""
        footer = "rId6" if self.landscape == self.layout.landscape else "rId7"
        first = self.sections == 0
        self.sections += 1
        references = (
            '<w:headerReference w:type="default" r:id="rId4"/>'
            '<w:headerReference w:type="first" r:id="rId5"/>'
            f'<w:footerReference w:type="default" r:id="{footer}"/>'
            f'<w:footerReference w:type="first" r:id="{footer}"/>'
        )
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turn}/>'
            f'<w:pgMar w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" '
            f'w:left="{twips(left)}" w:header="{twips(9)}" w:footer="{twips(8)}" w:gutter="0"/>'
            f'<w:cols w:space="708"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
        )
