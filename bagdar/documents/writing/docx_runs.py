"""Paragraphs and runs as WordprocessingML: the inner loop of the Word writer, so everything is cached."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from bagdar.documents.layout import Paragraph, Run
from bagdar.documents.writing.docx_parts import half_points, twips
from bagdar.documents.writing.text import LONG_WORD, NO_BREAK_HYPHEN, bind_hyphens, clean, soften

_PARTING = re.compile("[\t\n\u00ad\u2011]")
_OPEN = '<w:t xml:space="preserve">'
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}
_JC = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_ROLE_STYLES = {"title": "Title", "note": "Note"}
_BOLD_STYLES = ("Title", "Heading1", "Heading2", "Heading3", "CellHead")
_STYLE_SIZES = {"Note": 11.0, "Cell": 12.0, "CellHead": 11.0, "CellNumber": 10.0}
_STYLE_JC = {"Normal": "left", "Note": "left", "Cell": "left", "Heading2": "left", "Heading3": "left"}
_CODE_SIZE = 9.0
_LETTER, _BOLD = 0.175, 0.195
"""mm a point: mean width of a letter."""


class Face(NamedTuple):
    """What a paragraph's style already gives its runs."""

    bold: bool
    size: float


class Breaking(NamedTuple):
    """How long words of a narrow cell may break: by which language, in how many mm."""

    language: str
    room: float
    head: bool = False
    """A caption: breaks only what does not fit, not every long word."""

    def longest(self, size: float, bold: bool) -> int:
        """Letters from which a word may break: the long ones, and those that the room is too small for."""
        fits = int(self.room / size / (_BOLD if bold else _LETTER)) + 1
        return fits if self.head else min(LONG_WORD, fits)


def text_xml(text: str) -> str:
    """Run content for *text*: tabs, breaks and hyphens as elements, the rest escaped and inert."""
    return _hyphened_xml(text) if "-" in text else plain_xml(text)


@lru_cache(maxsize=4096)
def _hyphened_xml(text: str) -> str:
    return plain_xml(bind_hyphens(text))


def plain_xml(text: str) -> str:
    """The same without a look at hyphens."""
    return f"{_OPEN}{content_xml(text)}</w:t>" if text else ""


def content_xml(text: str) -> str:
    """What stands in the element of *text*; where it must be parted, that element is closed and opened again."""
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or NO_BREAK_HYPHEN in text):
        return text
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _PARTING.sub(lambda sign: f"</w:t>{_ELEMENTS[sign.group()]}{_OPEN}", text)


class _RunHead(NamedTuple):
    xml: str
    longest: int
    """Letters from which its words may break; 0: none may."""
    code: bool


@cache
def _run_head(
    bold: bool, italic: bool, size: float, color: str | None, mark: str, face: Face, breaking: Breaking | None
) -> _RunHead:
    """``<w:r>`` with the properties in which the run differs from its paragraph's style."""
    code = mark == "code"
    out = '<w:rStyle w:val="Code"/>' if code else ""
    if bold != face.bold:
        out += "<w:b/>" if bold else '<w:b w:val="0"/>'
    if italic:
        out += "<w:i/>"
    if color and not code:
        out += f'<w:color w:val="{color}"/>'
    if size != (_CODE_SIZE if code else face.size):
        out += f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    longest = 0 if code else longest_word(bold, size, breaking)
    return _RunHead(f"<w:r><w:rPr>{out}</w:rPr>" if out else "<w:r>", longest, code)


def longest_word(bold: bool, size: float, breaking: Breaking | None) -> int:
    """Letters from which the words of a run may break; 0: none may."""
    return breaking.longest(size, bold) if breaking else 0


def own_size(run: Run, size: float) -> float:
    """Points of *run* in a paragraph of *size*."""
    return run.size or (_CODE_SIZE if run.mark == "code" else size)


def run_xml(run: Run, size: float, face: Face, breaking: Breaking | None = None) -> str:
    """*run* in a paragraph of *size* points whose style gives *face*."""
    wanted = own_size(run, size)
    head, longest, code = _run_head(run.bold, run.italic, wanted, run.color, run.mark, face, breaking)
    text = run.text
    if code:
        return f"{head}{plain_xml(text)}</w:r>"
    if longest and breaking is not None and len(text) >= longest:
        text = soften(text, breaking.language, longest)
    return f"{head}{text_xml(text)}</w:r>"


def hidden_xml(text: str) -> str:
    return f"<w:r><w:rPr><w:vanish/></w:rPr>{plain_xml(text)}</w:r>"


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
    role: str,
    level: int,
    align: str,
    size: float,
    indent: float,
    left: float,
    before: float,
    after: float,
    keep_next: bool,
    header: bool,
    cell: bool,
    break_before: bool,
) -> tuple[str, Face]:
    style = style_of(role, level, size, header, cell)
    out = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
    out += "<w:keepNext/>" if keep_next else ""
    out += "<w:pageBreakBefore/>" if break_before else ""
    if role == "head_field":
        out += f'<w:tabs><w:tab w:val="left" w:pos="{twips(left)}"/></w:tabs>'
    if before or after:
        out += f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"/>'
    if role == "head_field":
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


def paragraph_open(paragraph: Paragraph, break_before: bool = False) -> tuple[str, Face]:
    """``<w:p>`` of a paragraph of the page, and what its style gives the runs."""
    p = paragraph
    return _paragraph_head(
        p.role, p.level, p.align, p.size, p.indent, p.left, p.before, p.after, p.keep_next,
        False, False, break_before,
    )  # fmt: skip


def cell_paragraph_open(paragraph: Paragraph, align: str, keep_next: bool, header: bool) -> tuple[str, Face]:
    """The same for a paragraph of a cell; one that is not aligned itself takes the cell's *align*."""
    p = paragraph
    return _paragraph_head(
        p.role, 0, align if p.align == "justify" else p.align, p.size, p.indent, p.left, p.before, p.after,
        keep_next or p.keep_next, header, True, False,
    )  # fmt: skip


def runs_xml(paragraph: Paragraph, face: Face, breaking: Breaking | None = None) -> str:
    """The paragraph's runs; a head field's caption is followed by a tab to its value."""
    size = paragraph.size
    if len(paragraph.runs) == 1 and paragraph.role != "head_field":
        return run_xml(paragraph.runs[0], size, face, breaking)
    runs = [run_xml(run, size, face, breaking) for run in paragraph.runs]
    if paragraph.role == "head_field" and runs:
        runs.insert(1, "<w:r><w:tab/></w:r>")
    return "".join(runs)
