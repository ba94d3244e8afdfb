"""Tables as WordprocessingML: fixed grid, repeated head, keyed rows, locked and open cells."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from bagdar.documents.layout import Paragraph, Table, TableCell, TableRow
from bagdar.documents.writing.docx_parts import RULE, twips
from bagdar.documents.writing.docx_runs import Breaking, cell_paragraph_open, hidden_xml, runs_xml, text_xml
from bagdar.documents.writing.docx_templates import Templates
from bagdar.documents.writing.text import HIDDEN_PREFIX, bookmark_name, clean

NARROW = 50.0
"""mm; long words of a narrower cell get soft hyphens."""
_HEAD_FILL = "FAFAFA"
_PADDING, _HEAD_PADDING = 3.0, 1.6
_KNOWN = 4096
"""Cells kept at a time."""
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


def table_xml(table: Table, language: str, numbers: Numbers, *, protected: bool = False) -> str:
    """The whole table. A cell spanning rows stands in its first row only; Word wants it in each."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in table.widths)
    out = [f"<w:tbl>{_table_properties(table)}<w:tblGrid>{grid}</w:tblGrid>"]
    cells = _Cells(table, language, numbers, protected)
    spans = any(cell.rows > 1 for row in table.rows for cell in row.cells)
    open_cells: dict[int, tuple[int, TableCell]] = {}
    head = _head_row_height(table) if spans else 0
    for row in table.rows:
        out.append(_row_open(row.header, row.split, head if row.header and row.role != "numbers" else 0))
        if spans and (open_cells or any(cell.rows > 1 for cell in row.cells)):
            cells.placed(out, row, _placed(row, open_cells))
        else:
            cells.plain(out, row)
        out.append("</w:tr>")
    out.append("</w:tbl>")
    return "".join(out)


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


def _head_row_height(table: Table) -> int:
    """Twips that a row of a head of several rows needs for the captions that reach over them.

    LibreOffice cuts such a caption on later pages where the rows are not high enough for it.
    """
    highest = 0.0
    for row in table.rows:
        if not row.header:
            break
        column = 0
        for cell in row.cells:
            width = sum(table.widths[column : column + cell.columns])
            if cell.rows > 1:
                highest = max(highest, _caption_height(cell, width) / cell.rows)
            column += cell.columns
    return twips(highest)


def _caption_height(cell: TableCell, width: float) -> float:
    """About how many mm high a caption is, word by word."""
    total = 1.0
    for paragraph in cell.paragraphs:
        signs = max(1.0, (width - 1.6) / (paragraph.size * 0.195))
        words = "".join(run.text for run in paragraph.runs).split()
        # Broken words fill the lines less well.
        lines, filled = (2 if any(len(word) > 0.75 * signs for word in words) else 1), 0.0
        for word in words:
            if filled and filled + 1 + len(word) > signs:
                lines, filled = lines + 1, 0.0
            filled += len(word) + (1 if filled else 0)
            extra = int((filled - 1) // signs)
            lines, filled = lines + extra, filled - extra * signs
        total += lines * paragraph.size * 0.41
    return total


@lru_cache(maxsize=64)
def _row_open(header: bool, split: bool, height: int) -> str:
    inside = ("" if split else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    inside += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr>{inside}</w:trPr>" if inside else "<w:tr>"


def _placed(row: TableRow, open_cells: dict[int, tuple[int, TableCell]]) -> list[tuple[TableCell, bool]]:
    """The row's cells in order of the grid, with those that reach in from above (True: continued)."""
    out: list[tuple[TableCell, bool]] = []
    column = 0
    waiting = iter(row.cells)
    while True:
        above = open_cells.pop(column, None)
        if above is not None:
            left, cell = above
            if left > 1:
                open_cells[column] = (left - 1, cell)
        elif (own := next(waiting, None)) is not None:
            cell = own
            if cell.rows > 1:
                open_cells[column] = (cell.rows - 1, cell)
        else:
            return out
        out.append((cell, above is not None))
        column += cell.columns


class _Cells:
    """The cells of one table. Equal cells in the same place are written once and repeated."""

    def __init__(self, table: Table, language: str, numbers: Numbers, protected: bool) -> None:
        self.widths = table.widths
        self.language = language
        self.numbers = numbers
        self.protected = protected
        self.known: dict[tuple[object, ...], str] = {}
        self.templates = Templates(language, lambda row, cell, column: self._written(row, cell, column, None))

    def plain(self, out: list[str], row: TableRow) -> None:
        """Append the cells of a row of a table where no cell reaches over rows."""
        column = 0
        key = row.key
        for cell in row.cells:
            out.append(self._cell(row, cell, column, key))
            key = None
            column += cell.columns

    def placed(self, out: list[str], row: TableRow, cells: Iterable[tuple[TableCell, bool]]) -> None:
        """Append the cells of a row, with those that reach in from above (True)."""
        column = 0
        key = row.key
        for cell, continued in cells:
            if continued:
                width = self._width(column, cell.columns)
                head = _cell_open(width, cell.columns, "continue", cell.shade, row.header)
                out.append(f"{head}{_CONTINUED}</w:tc>")
            else:
                # What stands in a covered cell is lost when another program saves the file.
                out.append(self._cell(row, cell, column, key))
                key = None
            column += cell.columns

    def _width(self, column: int, span: int) -> float:
        return self.widths[column] if span == 1 else sum(self.widths[column : column + span])

    def _cell(self, row: TableRow, cell: TableCell, column: int, key: str | None) -> str:
        if key is not None or self.protected:
            return self._written(row, cell, column, key)
        place = (column, cell, row.keep_next, row.header)
        known = self.known.get(place)
        if known is None:
            if len(self.known) > _KNOWN:
                self.known.clear()
            breaking = _breaking(self.language, self._width(column, cell.columns), row.header)
            known = self.templates.cell(row, cell, column, breaking) or self._written(row, cell, column, None)
            self.known[place] = known
        return known

    def _written(self, row: TableRow, cell: TableCell, column: int, key: str | None) -> str:
        width = self._width(column, cell.columns)
        merge = "restart" if cell.rows > 1 else ""
        shade = cell.shade or (_HEAD_FILL if row.header else "")
        breaking = _breaking(self.language, width, row.header)
        open_ = self.protected and not cell.locked
        head = _cell_open(width, cell.columns, merge, shade, row.header)
        return f"{head}{_content(cell, row, breaking, key, self.numbers, open_)}</w:tc>"


@lru_cache(maxsize=256)
def _breaking(language: str, width: float, head: bool) -> Breaking | None:
    padding = _HEAD_PADDING if head else _PADDING
    return Breaking(language, width - padding, head) if width < NARROW else None


_CONTINUED = '<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>'


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
    cell: TableCell, row: TableRow, breaking: Breaking | None, key: str | None, numbers: Numbers, open_: bool
) -> str:
    if key is None and not open_ and len(cell.paragraphs) == 1:
        paragraph = cell.paragraphs[0]
        head, face = cell_paragraph_open(paragraph, cell.align, row.keep_next, row.header)
        return f"{head}{runs_xml(paragraph, face, breaking)}</w:p>"
    out = []
    for paragraph in cell.paragraphs or (Paragraph(runs=(), size=12),):
        head, face = cell_paragraph_open(paragraph, cell.align, row.keep_next, row.header)
        out.append(head)
        out.append(runs_xml(paragraph, face, breaking))
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
