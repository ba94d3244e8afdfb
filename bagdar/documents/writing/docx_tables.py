"""Tables as WordprocessingML: fixed grid, repeated head, keyed rows, locked and open cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from msgspec.structs import replace

from bagdar.documents.layout import Paragraph, Table, TableCell, TableRow
from bagdar.documents.writing.docx_parts import RULE, twips
from bagdar.documents.writing.docx_runs import hidden_xml, paragraph_open, runs_xml, text_xml
from bagdar.documents.writing.text import HIDDEN_PREFIX, LONG_WORD, bookmark_name, clean, soften

NARROW = 50.0
"""mm; long words of a narrower cell get soft hyphens."""
_HEAD_FILL = "FAFAFA"
_LETTER, _BOLD = 0.175, 0.195
"""mm a point: mean width of a letter."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class Numbers:
    """Ids that must be unique in a document: bookmarks, editable ranges, controls."""

    def __init__(self) -> None:
        self._last = 0
        self._names: set[str] = set()

    def next(self) -> int:
        self._last += 1
        return self._last

    def name(self, wanted: str) -> str | None:
        """*wanted*, once; None when a bookmark of the document has it already."""
        if wanted in self._names:
            return None
        self._names.add(wanted)
        return wanted


def table_xml(table: Table, language: str, numbers: Numbers, *, protected: bool = False) -> Iterator[str]:
    """The table in pieces. A cell spanning rows stands in its first row only; Word wants it in each."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in table.widths)
    yield f"<w:tbl>{_table_properties(table)}<w:tblGrid>{grid}</w:tblGrid>"
    spans = any(cell.rows > 1 for row in table.rows for cell in row.cells)
    open_cells: dict[int, tuple[int, TableCell]] = {}
    for row in table.rows:
        yield _row_open(row.header, row.split)
        cells = _placed(row, open_cells) if spans else ((cell, False) for cell in row.cells)
        yield _cells_xml(table, row, cells, language, numbers, protected)
        yield "</w:tr>"
    yield "</w:tbl>"


def _table_properties(table: Table) -> str:
    width = twips(sum(table.widths))
    borders = ""
    if table.bordered:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in _SIDES
        )
        borders = f"<w:tblBorders>{sides}</w:tblBorders>"
    name = quoteattr(clean(table.name)) if table.name else ""
    caption = f"<w:tblCaption w:val={name}/>" if name else ""
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{caption}</w:tblPr>'
    )


def _row_open(header: bool, split: bool) -> str:
    inside = ("" if split else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{inside}</w:trPr>" if inside else "<w:tr>"


def _placed(row: TableRow, open_cells: dict[int, tuple[int, TableCell]]) -> Iterator[tuple[TableCell, bool]]:
    """The row's cells in order of the grid, with those that reach in from above (True: continued)."""
    column = 0
    waiting = list(row.cells)
    while waiting or column in open_cells:
        if column in open_cells:
            left, cell = open_cells.pop(column)
            if left > 1:
                open_cells[column] = (left - 1, cell)
            yield cell, True
        else:
            cell = waiting.pop(0)
            if cell.rows > 1:
                open_cells[column] = (cell.rows - 1, cell)
            yield cell, False
        column += cell.columns


def _cells_xml(
    table: Table,
    row: TableRow,
    cells: Iterator[tuple[TableCell, bool]],
    language: str,
    numbers: Numbers,
    protected: bool,
) -> str:
    out = []
    column = 0
    key = row.key
    for cell, continued in cells:
        span = cell.columns
        width = table.widths[column] if span == 1 else sum(table.widths[column : column + span])
        merge = "continue" if continued else "restart" if cell.rows > 1 else ""
        out.append(
            _cell_open(width, span, merge, cell.shade or (_HEAD_FILL if row.header else ""), row.header)
        )
        if continued:
            out.append('<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc>')
        else:
            soft = (language, width) if width < NARROW else None
            open_ = protected and not cell.locked
            out.append(_content(cell, row, soft, key, numbers, open_))
            out.append("</w:tc>")
            key = None
        column += span
    return "".join(out)


@lru_cache(maxsize=4096)
def _cell_open(width: float, span: int, merge: str, shade: str, header: bool) -> str:
    out = f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    if span > 1:
        out += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        out += f'<w:vMerge w:val="{merge}"/>'
    if shade:
        out += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    if header:
        # Captions of the head may come closer to the rules than text.
        out += '<w:tcMar><w:left w:w="45" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tcMar>'
        out += '<w:vAlign w:val="center"/>'
    return out + "</w:tcPr>"


def _content(
    cell: TableCell,
    row: TableRow,
    soft: tuple[str, float] | None,
    key: str | None,
    numbers: Numbers,
    open_: bool,
) -> str:
    paragraphs = cell.paragraphs or (Paragraph(runs=(), size=12),)
    out = []
    for paragraph in paragraphs:
        align = cell.align if paragraph.align == "justify" else None
        head, face = paragraph_open(
            paragraph, align=align, keep_next=row.keep_next, header=row.header, cell=True
        )
        out.append(head)
        out.append(runs_xml(_softened(paragraph, *soft) if soft else paragraph, face))
        out.append("</w:p>")
    if cell.choices and open_:
        out[1] = _drop_down(cell, out[1], numbers)
    if open_:
        number = numbers.next()
        out[1] = f'<w:permStart w:id="{number}" w:edGrp="everyone"/>{out[1]}'
        out[-2] = f'{out[-2]}<w:permEnd w:id="{number}"/>'
    if key is not None:
        out[1] = _keyed(key, out[1], numbers)
    return "".join(out)


def _softened(paragraph: Paragraph, language: str, width: float) -> Paragraph:
    """Breaks in words that are long, or too long for a column *width* mm wide."""
    room = (width - 3) / paragraph.size
    texts = [
        soften(run.text, language, min(LONG_WORD, int(room / (_BOLD if run.bold else _LETTER)) + 1))
        for run in paragraph.runs
    ]
    if all(text == run.text for text, run in zip(texts, paragraph.runs, strict=True)):
        return paragraph
    runs = tuple(replace(run, text=text) for text, run in zip(texts, paragraph.runs, strict=True))
    return replace(paragraph, runs=runs)


def _keyed(key: str, body: str, numbers: Numbers) -> str:
    """The row's key twice: a bookmark, and a hidden run for programs that drop bookmarks."""
    hidden = hidden_xml(f"{HIDDEN_PREFIX}{key}")
    name = numbers.name(bookmark_name(key))
    if name is None:
        return body + hidden
    number = numbers.next()
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{body}{hidden}<w:bookmarkEnd w:id="{number}"/>'


def _drop_down(cell: TableCell, body: str, numbers: Numbers) -> str:
    """A list to choose from; the control itself cannot be deleted."""
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(clean(choice))} w:value={quoteattr(clean(choice))}/>"
        for choice in dict.fromkeys(cell.choices)
    )
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{numbers.next()}"/><w:lock w:val="sdtLocked"/>'
        f"<w:dropDownList>{items}</w:dropDownList></w:sdtPr><w:sdtContent>"
        f"{body or '<w:r>' + text_xml(' ') + '</w:r>'}</w:sdtContent></w:sdt>"
    )
