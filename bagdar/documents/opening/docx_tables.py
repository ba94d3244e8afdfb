"""Tables of a Word document: rows and cells by order, spans and merges, whatever the table grid claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

import msgspec
from lxml import etree

from bagdar.documents.opening.docx_styles import PLAIN, integer
from bagdar.documents.opening.docx_text import ODD, Paragraphs, Seen, alternatives, is_locked, literal
from bagdar.documents.opening.names import (
    ALT_CHUNK,
    ALTERNATE,
    BOLD,
    BOOKMARK,
    CELL_DEL,
    CHARACTERS,
    GONE,
    GRID_BEFORE,
    GRID_SPAN,
    H_MERGE,
    HIDDEN,
    NAME,
    P_STYLE,
    R_STYLE,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TAB,
    TBL,
    TBL_HEADER,
    TC,
    TCPR,
    TR,
    TRACKED,
    TRPR,
    V_MERGE,
    VAL,
    VANISH,
    WRAPPERS,
    P,
    R,
    T,
    on,
)
from bagdar.documents.opening.package import Package
from bagdar.documents.raw import RawCell, RawRow, RawTable
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.findings import Place

_SHORT = (T, P, TC, P_STYLE, *CHARACTERS, GRID_SPAN, V_MERGE, BOOKMARK)
_DRESS = frozenset({R_STYLE, VANISH, BOLD})
"""What makes a cell special, but no other cell of its row."""

_PRIVATE = re.compile("[\uf000-\uf0ff]")


class OpenTable:
    """A table whose rows are being read."""

    def __init__(self, element: etree._Element, index: int, parent: int | None) -> None:
        self.element = element
        self.index = index
        self.parent = parent
        self.rows: list[RawRow] = []
        self.bookmarks: list[str] = []
        """Bookmarks that stand between rows: they belong to the next one."""
        self.merging = False
        """Whether the row above has a cell that more rows may continue."""
        self.deleted = False


class Tables:
    """All tables of a document; each gets its index when it begins, so that nested ones follow their parent."""

    def __init__(self, text: Paragraphs, package: Package) -> None:
        self.text = text
        self.limits = package.limits
        self.guarded = package.guarded
        self.done: list[RawTable | None] = []
        self.cells = 0
        self._short = text.styles[text.styles.default] == PLAIN

    def read(self, tbl: etree._Element, parent: int | None) -> int | None:
        """Read a complete table. None if all its rows are deleted, so that nobody sees it."""
        table = self.open(tbl, parent)
        self.rows(table, tbl)
        return self.close(table)

    def open(self, tbl: etree._Element, parent: int | None) -> OpenTable:
        self.done.append(None)
        return OpenTable(tbl, len(self.done) - 1, parent)

    def close(self, table: OpenTable) -> int | None:
        if not table.rows and table.deleted and len(self.done) == table.index + 1:
            self.done.pop()
            return None
        self.done[table.index] = RawTable(index=table.index, rows=tuple(table.rows), parent=table.parent)
        return table.index

    def rows(self, table: OpenTable, nodes: Iterable[etree._Element]) -> None:
        """Read the rows among *nodes*; bookmarks there go to the next row."""
        for tr in self.members(nodes, TR, table.bookmarks):
            self.row(table, tr)

    def row(self, table: OpenTable, tr: etree._Element, *, special: Set[str] | None = None) -> None:
        """Read one row. *special*: what SPECIAL is in it, if that is known."""
        if special is not None and self._short and special <= _DRESS and self._short_row(table, tr, special):
            return
        properties = tr.find(TRPR)
        marks = {mark.tag for mark in properties} if properties is not None else set()
        if marks & GONE:
            self.text.remarks["deleted_rows"] += 1
            table.deleted = True
            return
        if marks & TRACKED:
            self.text.remarks["tracked_changes"] += 1
        bookmarks, cells = table.bookmarks, self._grid_before(table, properties)
        locked: set[etree._Element] = set()
        for tc in self.members(tr, TC, bookmarks, locked):
            self._cell(tc, table, cells, tc in locked)
        header = TBL_HEADER in marks and _switched(properties, TBL_HEADER)
        hidden = HIDDEN in marks and _switched(properties, HIDDEN)
        self.text.remarks.update(["hidden_rows"] if hidden else [])
        self._add(table, cells, header=header, hidden=hidden)

    def _add(
        self, table: OpenTable, cells: list[RawCell], *, header: bool = False, hidden: bool = False
    ) -> None:
        if table.merging or any(cell.merge for cell in cells):
            cells = self._merged(cells, table)
        names = (
            tuple(name for name in table.bookmarks if name and name != "_GoBack") if table.bookmarks else ()
        )
        table.bookmarks.clear()
        row = RawRow(index=len(table.rows), cells=tuple(cells), header=header, hidden=hidden, bookmarks=names)
        table.rows.append(row)

    def _merged(self, cells: list[RawCell], table: OpenTable) -> list[RawCell]:
        """Cells that continue a merge show nothing; one with no merge in the row above begins one.

        The grid may be wrong, so that a cell is not asked whether it stands right under its beginning.
        """
        out = []
        for cell in cells:
            if cell.merge == "continue" and table.merging:
                if cell.text:
                    self.text.remarks["covered_text"] += 1
                cell = msgspec.structs.replace(cell, text="", hidden=cell.hidden + cell.text, bold=False)
            elif cell.merge == "continue":
                cell = msgspec.structs.replace(cell, merge="restart")
            out.append(cell)
        table.merging = any(cell.merge for cell in out)
        return out

    # ── the short way ──

    def _short_row(self, table: OpenTable, tr: etree._Element, special: Set[str]) -> bool:
        """Read a row of plain cells in one pass, and cell by cell those in which there is something *special*.

        False, with nothing done, if the row is not so plain after all.
        """
        found = self._plain_cells(table, tr.iter(*_SHORT, *special))
        if found is None:
            return False
        cells: list[RawCell] = []
        for item in found:
            if isinstance(item, str):
                table.bookmarks.append(item)
            elif isinstance(item, RawCell):
                cells.append(item)
            else:
                self._cell(item, table, cells, locked=False)
        self._count(sum(isinstance(item, RawCell) for item in found))
        self._add(table, cells)
        return True

    def _plain_cells(
        self, table: OpenTable, elements: Iterable[etree._Element]
    ) -> list[RawCell | etree._Element | str] | None:
        """A row's cells, or their elements where they are not plain, and names of bookmarks, in order."""
        found: list[RawCell | etree._Element | str] = []
        parts: list[str] = []
        names: list[str] = []  # of bookmarks in the cell: one that is not plain tells its own
        cell: etree._Element | None = None
        span, merge, plain, paragraphs, column = 1, "", True, 0, -1
        for element in elements:
            tag = element.tag
            if tag == T:
                text = element.text
                if text:
                    if ODD.search(text):
                        if _PRIVATE.search(text):
                            return None
                        text = literal(element)
                    parts.append(text)
            elif tag == P:
                paragraphs += 1
                if paragraphs > 1:
                    parts.append("\n")
            elif tag == TC:
                if cell is not None:
                    found += (
                        [*names, self._plain_cell(table, parts, span, merge, column)] if plain else [cell]
                    )
                    names.clear()
                parts, span, merge, plain, paragraphs = [], 1, "", True, 0
                cell, column = element, column + 1
            elif tag == P_STYLE:
                if self.text.styles[element.get(VAL, "")] != PLAIN:
                    return None
            elif tag == TAB:
                parent = element.getparent()
                if parent is not None and parent.tag == R:
                    parts.append("\t")
            elif tag in CHARACTERS:
                parts.append(CHARACTERS[tag])
            elif tag == GRID_SPAN:
                span = self._span(element, table, column)
            elif tag == V_MERGE:
                merge = "restart" if element.get(VAL) == "restart" else "continue"
            elif tag in _DRESS:
                plain = False
            elif next(element.iterancestors(TC, TR)).tag == TC:
                names.append(element.get(NAME, ""))
            else:
                found.append(element.get(NAME, ""))
        if cell is not None:
            found += [*names, self._plain_cell(table, parts, span, merge, column)] if plain else [cell]
        return found

    def _plain_cell(self, table: OpenTable, parts: list[str], span: int, merge: str, column: int) -> RawCell:
        text = (parts[0] if len(parts) == 1 else "".join(parts)).strip("\n")
        if len(text) > self.limits.chars:
            self._check_length(text, table, column)
        return RawCell(text, span, merge, column)

    # ── cell by cell ──

    def _grid_before(self, table: OpenTable, properties: etree._Element | None) -> list[RawCell]:
        """A row that begins further right begins with an empty cell."""
        skipped = properties.find(GRID_BEFORE) if properties is not None else None
        if skipped is None or integer(skipped.get(VAL), 0) < 1:
            return []
        return [RawCell(text="", span=self._span(skipped, table, 0))]

    def _cell(self, tc: etree._Element, table: OpenTable, cells: list[RawCell], locked: bool) -> None:
        self._count(1)
        span, merge, joined, gone = 1, "", False, False
        properties = tc.find(TCPR)
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == GRID_SPAN:
                span = self._span(child, table, len(cells))
            elif tag == V_MERGE:
                merge = "restart" if child.get(VAL) == "restart" else "continue"
            elif tag == H_MERGE:
                joined = child.get(VAL) != "restart"
            elif tag == CELL_DEL:
                gone = True
        if gone:
            self.text.remarks["tracked_changes"] += 1
        elif joined and cells:
            cells[-1] = msgspec.structs.replace(cells[-1], span=cells[-1].span + span)
        else:
            cells.append(self._seen_cell(tc, table, span, merge, len(cells), locked))

    def _seen_cell(
        self, tc: etree._Element, table: OpenTable, span: int, merge: str, column: int, locked: bool
    ) -> RawCell:
        seen, lines = self._content(tc, table.index)
        table.bookmarks.extend(seen.bookmarks)
        text = "\n".join(lines).strip("\n")
        self._check_length(text, table, column)
        return RawCell(
            text=text,
            span=span,
            merge=merge,
            column=column,
            hidden="".join(seen.hidden),
            notes=tuple(seen.notes),
            locked=True if locked or seen.locked else None,
            bold=seen.bold and not seen.plain,
        )

    def _content(self, parent: etree._Element, table: int) -> tuple[Seen, list[str]]:
        """Lines of a cell; a nested table becomes a table of its own and leaves no text here."""
        seen, lines = Seen(), []
        for block in self.blocks(parent, seen):
            if block.tag == TBL:
                self.read(block, table)
                continue
            if not self.text.read(block, seen):
                continue
            lines.append("".join(seen.text))
            seen.text.clear()
            for box in seen.boxes:
                inner, more = self._content(box, table)
                lines.extend(more)
                seen.take(inner)
            seen.boxes.clear()
        if seen.text:
            lines.append("".join(seen.text))
        return seen, lines

    # ── through what may stand around things ──

    def blocks(self, nodes: Iterable[etree._Element], seen: Seen | None = None) -> Iterator[etree._Element]:
        """Paragraphs and tables in order; bookmarks and locks between them are noted in *seen*."""
        for child in nodes:
            tag = child.tag
            if tag in (P, TBL):
                yield child
            elif tag == ALTERNATE:
                for branch in alternatives(child):
                    yield from self.blocks(branch, seen)
            elif tag == ALT_CHUNK:
                self.text.remarks["embedded_files"] += 1
            elif tag == BOOKMARK and seen is not None:
                seen.bookmarks.append(child.get(NAME, ""))
            else:
                inner = self._inside(child, tag)
                if inner is not None:
                    if seen is not None and tag == SDT and is_locked(child.find(SDT_PR)):
                        seen.locked = True
                    yield from self.blocks(inner, seen)

    def members(
        self,
        nodes: Iterable[etree._Element],
        wanted: str,
        bookmarks: list[str],
        locked: set[etree._Element] | None = None,
    ) -> Iterator[etree._Element]:
        """Rows of a table or cells of a row, through content controls and tracked insertions."""
        for child in nodes:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag == BOOKMARK:
                bookmarks.append(child.get(NAME, ""))
            elif tag == ALTERNATE:
                for branch in alternatives(child):
                    yield from self.members(branch, wanted, bookmarks, locked)
            else:
                inner = self._inside(child, tag)
                if inner is not None:
                    if locked is not None and tag == SDT and is_locked(child.find(SDT_PR)):
                        locked.update(inner.iter(TC))
                    yield from self.members(inner, wanted, bookmarks, locked)

    def _inside(self, child: etree._Element, tag: str) -> etree._Element | None:
        """The content of an invisible wrapper; None for anything else, and for what is deleted."""
        if tag == SDT:
            return child.find(SDT_CONTENT)
        if tag in TRACKED:
            self.text.remarks["tracked_changes"] += 1
        return child if tag in WRAPPERS else None

    # ── limits ──

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.guarded and self.cells > self.limits.cells:
            raise FileRefusedError("opening.cells", limit=self.limits.cells)

    def _span(self, element: etree._Element, table: OpenTable, column: int) -> int:
        span = integer(element.get(VAL), 1)
        if self.guarded and span > self.limits.span:
            raise FileRefusedError("opening.span", place=_place(table, column), limit=self.limits.span)
        return max(span, 1)

    def _check_length(self, text: str, table: OpenTable, column: int) -> None:
        if self.guarded and len(text) > self.limits.chars:
            raise FileRefusedError("opening.chars", place=_place(table, column), limit=self.limits.chars)


def _place(table: OpenTable, column: int) -> Place:
    return Place(table=table.index, row=len(table.rows), column=column)


def _switched(properties: etree._Element | None, name: str) -> bool:
    element = properties.find(name) if properties is not None else None
    return element is not None and on(element.get(VAL))
