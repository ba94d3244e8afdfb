"""The signature block and the bar chart in Word: paragraphs with tabs and a table of filled cells."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from bagdar.documents.layout import Chart, SignatureBlock
from bagdar.documents.writing.docx_parts import RULE, half_points, twips
from bagdar.documents.writing.docx_runs import text_xml
from bagdar.documents.writing.text import NBSP, clean

_LINE = 62.0  # mm, the line to sign on
_SHORT_LINE = 38.0  # on an upright sheet
_WIDE = 200.0
_BOX = 'w:val="single" w:sz="4" w:color="{0}"'
_FILLS = (
    ("1F3F66", "FFFFFF", "clear"),
    ("9DB4D0", "000000", "clear"),
    ("FFFFFF", "000000", "diagStripe"),
    ("FFFFFF", "000000", "clear"),
    ("5F6B7A", "FFFFFF", "clear"),
    ("E8DCC0", "000000", "clear"),
)
"""Fill, ink and pattern of a chart's parts; after the last they begin anew."""
_UNITS = 120
"""Columns of the grid that the bars are measured in."""
_BAR, _LABEL_LINE, _GAP = 5.6, 4.3, 1.6
"""mm: height of a bar, of a line of its label, between two bars."""


def signature_xml(block: SignatureBlock, field: float) -> str:
    """The block in paragraphs that stay together; *field* is the width between the margins, mm."""
    line = _LINE if field > _WIDE else _SHORT_LINE
    left = (field - line) * (0.5 if field > _WIDE else 0.42)
    stops = _Stops(left, left + line, left + line + 3)
    right = field - stops.name
    caption, post, small = block.left[:1], block.left[1:2], block.left[2:]
    out = [_signature_line([_run(text, bold=True)], before=6) for text in caption]
    posts = _lines(post[0] if post else "", left / 2.6) or [""]
    out += [_signature_line([_run(text)]) for text in posts[:-1]]
    names = _lines(block.name, right / 2.8) or [""]
    out.append(_signature_line([_run(posts[-1]), *_TABS, _run(names[0], bold=True)], tabs=stops.line()))
    out += [_signature_line([_TAB, _TAB, _run(name, bold=True)], tabs=stops.words()) for name in names[1:]]
    notes = [text for note in small for text in _lines(note, left / 2.1)]
    words = _lines(block.under_name, right / 1.95)
    for i in range(max(len(notes), len(words), 1)):
        middle = block.under_line if i == 0 else ""
        pieces = [_at(notes, i), _TAB, _run(middle, size=11), _TAB, _at(words, i)]
        out.append(_signature_line(pieces, tabs=stops.words()))
    out += _box_lines(block.box, field)
    out[-1] = out[-1].replace("<w:keepNext/>", "", 1)
    return "".join(out)


class _Stops(NamedTuple):
    """Where the line to sign on begins and ends, and where the name begins, mm."""

    begin: float
    end: float
    name: float

    def line(self) -> str:
        return (
            f'<w:tab w:val="left" w:pos="{twips(self.begin)}"/>'
            f'<w:tab w:val="left" w:leader="underscore" w:pos="{twips(self.end)}"/>'
            f'<w:tab w:val="left" w:pos="{twips(self.name)}"/>'
        )

    def words(self) -> str:
        return (
            f'<w:tab w:val="center" w:pos="{twips((self.begin + self.end) / 2)}"/>'
            f'<w:tab w:val="left" w:pos="{twips(self.name)}"/>'
        )


_TAB = "<w:r><w:tab/></w:r>"
_TABS = (_TAB, _TAB, _TAB)


def _at(lines: list[str], i: int) -> str:
    return _run(lines[i], size=11) if i < len(lines) else ""


def _run(text: str, *, bold: bool = False, size: float = 14) -> str:
    if not text:
        return ""
    weight = "<w:b/>" if bold else ""
    points = "" if size == 14 else f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    return f"<w:r><w:rPr>{weight}{points}</w:rPr>{text_xml(text)}</w:r>"


def _signature_line(runs: list[str], *, tabs: str = "", before: float = 0, border: str = "") -> str:
    stops = f"<w:tabs>{tabs}</w:tabs>" if tabs else ""
    spacing = f'<w:spacing w:before="{twips(before)}"/>' if before else ""
    indent = '<w:ind w:left="85" w:right="85"/>' if border else ""
    properties = f"<w:keepNext/><w:keepLines/>{border}{stops}{spacing}{indent}"
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _box_lines(box: tuple[str, ...], field: float) -> list[str]:
    """Two "label, value" pairs a row (on an upright sheet one), in one frame that equal borders share."""
    if not box:
        return []
    side = _BOX.format(RULE)
    border = "<w:pBdr>" + "".join(f'<w:{edge} {side} w:space="4"/>' for edge in _EDGES) + "</w:pBdr>"
    shares, pairs = ((0.22, 0.47, 0.70), 2) if field > _WIDE else ((0.40,), 1)
    tabs = "".join(f'<w:tab w:val="left" w:pos="{twips(field * share)}"/>' for share in shares)
    rows = [box[i : i + pairs] for i in range(0, len(box), pairs)]
    gap = '<w:p><w:pPr><w:keepNext/><w:rPr><w:sz w:val="16"/></w:rPr></w:pPr></w:p>'
    return [
        gap,
        *(_signature_line([_run("\t".join(row), size=10.5)], tabs=tabs, border=border) for row in rows),
    ]


_FIGURE_SPACE = "\u2007"
_EDGES = ("top", "left", "bottom", "right")


def _lines(text: str, width: float) -> list[str]:
    """*text* broken between words into lines of about *width* signs."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= max(width, 12):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def chart_xml(chart: Chart, field: float) -> str:
    """Bars as filled cells of a fixed grid: the same in Word and LibreOffice, readable in black and white."""
    grid = _Grid(field * 0.38, 12.0, field)
    scale = max((sum(counts) for _, counts in chart.rows), default=0) or 1
    out = [_chart_title(chart.title), _chart_open(chart, grid)]
    for name, counts in chart.rows:
        out.append(_bar(name, counts, grid, scale))
        out.append(_gap(field, _GAP))
    out.append("</w:tbl>")
    out.append(_legend(chart))
    return "".join(out)


class _Grid(NamedTuple):
    """Widths in mm: the labels, the totals, all together."""

    label: float
    total: float
    field: float

    @property
    def unit(self) -> int:
        """Twips of one unit of a bar."""
        return twips((self.field - self.label - self.total) / _UNITS)


def _chart_title(title: str) -> str:
    return (
        '<w:p><w:pPr><w:keepNext/><w:spacing w:before="170" w:after="85"/><w:jc w:val="center"/></w:pPr>'
        f"{_run(title, bold=True, size=12)}</w:p>"
    )


def _chart_open(chart: Chart, grid: _Grid) -> str:
    columns = f'<w:gridCol w:w="{twips(grid.label)}"/>' + f'<w:gridCol w:w="{grid.unit}"/>' * _UNITS
    width = twips(grid.label) + grid.unit * _UNITS + twips(grid.total)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"<w:tblCaption w:val={quoteattr(clean(chart.title))}/>"
        f"<w:tblDescription w:val={quoteattr(clean(chart.alt))}/></w:tblPr>"
        f'<w:tblGrid>{columns}<w:gridCol w:w="{twips(grid.total)}"/></w:tblGrid>'
    )


def _bar(name: str, counts: tuple[int, ...], grid: _Grid, scale: int) -> str:
    """The label beside a bar that is equally high whatever the label's lines: rows above and below it."""
    lines = max(1, -(-len(name) // int(grid.label / 1.95)))
    pad = (lines * _LABEL_LINE - _BAR) / 2
    label = twips(grid.label)
    cells = []
    used = 0
    running = 0
    for i, count in enumerate(counts):
        running += count
        span = round(running * (_UNITS - 8) / scale) - used
        if count and span > 0:
            cells.append(_chart_cell(grid.unit * span, span, str(count), part=i))
            used += span
    rest = grid.unit * (_UNITS - used) + twips(grid.total)
    cells.append(_chart_cell(rest, _UNITS - used + 1, f" {sum(counts)}", jc="left"))
    if pad <= 0:
        return _chart_row(_BAR, [_chart_cell(label, 1, name, jc="left"), *cells])
    empty = _chart_cell(grid.unit * _UNITS + twips(grid.total), _UNITS + 1, "", size=2)
    below = _chart_cell(label, 1, "", merge="continue")
    return (
        _chart_row(pad, [_chart_cell(label, 1, name, jc="left", merge="restart"), empty])
        + _chart_row(_BAR, [below, *cells])
        + _chart_row(pad, [below, empty])
    )


def _chart_row(height: float, cells: list[str]) -> str:
    rule = f'<w:trHeight w:val="{twips(height)}" w:hRule="exact"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{rule}</w:trPr>{''.join(cells)}</w:tr>"


def _chart_cell(
    width: int,
    span: int,
    text: str,
    *,
    part: int | None = None,
    jc: str = "center",
    merge: str = "",
    size: float = 10.5,
) -> str:
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    grid += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look, ink, weight = "", "000000", ""
    if part is not None:
        fill, ink, pattern = _FILLS[part % len(_FILLS)]
        edges = "".join(f'<w:{edge} {_BOX.format("000000")} w:space="0"/>' for edge in _EDGES)
        look = (
            f'<w:tcBorders>{edges}</w:tcBorders><w:shd w:val="{pattern}" w:color="808080" w:fill="{fill}"/>'
        )
        weight = "<w:b/>"
    points = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    run = (
        f'<w:r><w:rPr>{weight}<w:color w:val="{ink}"/>{points}</w:rPr>{text_xml(text)}</w:r>' if text else ""
    )
    mark = "" if text else f"<w:rPr>{points}</w:rPr>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{look}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:keepNext/><w:jc w:val="{jc}"/>{mark}</w:pPr>{run}</w:p></w:tc>'
    )


def _gap(field: float, height: float) -> str:
    """A thin empty row between two bars."""
    return _chart_row(height, [_chart_cell(twips(field), _UNITS + 2, "", size=2)])


def _legend(chart: Chart) -> str:
    """Each part's name after a swatch of its fill."""
    pieces = []
    for i, part in enumerate(chart.parts):
        fill, _, pattern = _FILLS[i % len(_FILLS)]
        shade = f'<w:shd w:val="{pattern}" w:color="808080" w:fill="{fill}"/>'
        edge = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        # Figure spaces do not break: a swatch never parts from its name.
        swatch = f'<w:r><w:rPr><w:sz w:val="21"/>{edge}{shade}</w:rPr>{text_xml(_FIGURE_SPACE * 4)}</w:r>'
        name = part.replace(" ", NBSP)
        pieces.append(f"{swatch}{_run(f'{NBSP}{name}', size=10.5)}{_run('     ', size=10.5)}")
    if chart.total:
        pieces.append(_run(chart.total, size=10.5))
    return f'<w:p><w:pPr><w:spacing w:before="60" w:after="120"/></w:pPr>{"".join(pieces)}</w:p>'
