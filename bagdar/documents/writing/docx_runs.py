"""Paragraphs and runs as WordprocessingML: the inner loop of the Word writer, so everything is cached."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from bagdar.documents.layout import Paragraph, Run
from bagdar.documents.writing.docx_parts import half_points, twips
from bagdar.documents.writing.text import bind_hyphens, clean

_SPECIAL = re.compile("[\x00-\x1f&<>\u00ad\u2011\ud800-\udfff\ufffe\uffff-]")
_TOKENS = re.compile("([\t\n\u00ad\u2011])")
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}
_JC = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_ROLE_STYLES = {"title": "Title", "note": "Note"}
_BOLD_STYLES = ("Title", "Heading1", "Heading2", "Heading3", "CellHead")
_STYLE_SIZES = {"Note": 11.0, "Cell": 12.0, "CellHead": 11.0, "CellNumber": 10.0}
_CODE_SIZE = 9.0
_STYLE_JC = {"Normal": "left", "Note": "left", "Cell": "left", "Heading2": "left", "Heading3": "left"}


class Face(NamedTuple):
    """What a paragraph's style already gives its runs."""

    bold: bool
    size: float


def text_xml(text: str) -> str:
    """Run content for *text*: tabs, breaks and hyphens as elements, the rest escaped and inert."""
    if not _SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{text}</w:t>'
    text = bind_hyphens(clean(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(
        _ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>'
        for piece in _TOKENS.split(text)
        if piece
    )


@cache
def _run_head(bold: bool, italic: bool, size: float, color: str | None, code: bool, face: Face) -> str:
    """``<w:r>`` with the properties in which the run differs from its paragraph's style."""
    out = '<w:rStyle w:val="Code"/>' if code else ""
    if bold != face.bold:
        out += "<w:b/>" if bold else '<w:b w:val="0"/>'
    if italic:
        out += "<w:i/>"
    if color and not code:
        out += f'<w:color w:val="{color}"/>'
    if size != (_CODE_SIZE if code else face.size):
        out += f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    return f"<w:r><w:rPr>{out}</w:rPr>" if out else "<w:r>"


def run_xml(run: Run, size: float, face: Face) -> str:
    """*run* in a paragraph of *size* points whose style gives *face*."""
    code = run.mark == "code"
    wanted = run.size or (_CODE_SIZE if code else size)
    return f"{_run_head(run.bold, run.italic, wanted, run.color, code, face)}{text_xml(run.text)}</w:r>"


def hidden_xml(text: str) -> str:
    return f"<w:r><w:rPr><w:vanish/></w:rPr>{text_xml(text)}</w:r>"


def style_of(role: str, level: int, size: float, header: bool, cell: bool) -> str:
    if cell:
        if header:
            return "CellNumber" if size <= 10 else "CellHead"
        return "Cell"
    if level:
        return f"Heading{min(level, 3)}"
    return _ROLE_STYLES.get(role, "Normal")


@lru_cache(maxsize=4096)
def _paragraph_head(
    style: str,
    align: str,
    size: float,
    indent: float,
    left: float,
    before: float,
    after: float,
    keep_next: bool,
    hanging: bool,
    break_before: bool,
) -> tuple[str, Face]:
    out = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
    out += "<w:keepNext/>" if keep_next else ""
    out += "<w:pageBreakBefore/>" if break_before else ""
    if hanging:
        out += f'<w:tabs><w:tab w:val="left" w:pos="{twips(left)}"/></w:tabs>'
    if before or after:
        out += f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"/>'
    if hanging:
        out += f'<w:ind w:left="{twips(left)}" w:hanging="{twips(left)}"/>'
    elif left or indent:
        out += f'<w:ind w:left="{twips(left)}" w:firstLine="{twips(indent)}"/>'
    if _JC[align] != _STYLE_JC.get(style, "center"):
        out += f'<w:jc w:val="{_JC[align]}"/>'
    face = Face(style in _BOLD_STYLES, _STYLE_SIZES.get(style, 14.0))
    if size != face.size:
        # The mark at the paragraph's end sets the height of an empty line.
        out += f'<w:rPr><w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/></w:rPr>'
    return (f"<w:p><w:pPr>{out}</w:pPr>" if out else "<w:p>"), face


def paragraph_open(
    paragraph: Paragraph,
    *,
    align: str | None = None,
    keep_next: bool = False,
    header: bool = False,
    cell: bool = False,
    break_before: bool = False,
) -> tuple[str, Face]:
    """``<w:p>`` with its properties, and what the style gives the runs."""
    return _paragraph_head(
        style_of(paragraph.role, paragraph.level, paragraph.size, header, cell),
        align or paragraph.align,
        paragraph.size,
        paragraph.indent,
        paragraph.left,
        paragraph.before,
        paragraph.after,
        keep_next or paragraph.keep_next,
        paragraph.role == "head_field",
        break_before,
    )


def runs_xml(paragraph: Paragraph, face: Face) -> str:
    """The paragraph's runs; a head field's caption is followed by a tab to its value."""
    runs = [run_xml(run, paragraph.size, face) for run in paragraph.runs]
    if paragraph.role == "head_field" and runs:
        runs.insert(1, "<w:r><w:tab/></w:r>")
    return "".join(runs)
