"""A Word document walked as a person sees it: paragraphs and tables in order → RawDocument."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from bagdar.documents.opening.docx_styles import Numbering, Styles, integer
from bagdar.documents.opening.docx_text import Paragraphs, Seen, alternatives, is_locked
from bagdar.documents.opening.limits import Limits
from bagdar.documents.opening.names import (
    ALTERNATE,
    BOOKMARK,
    GONE,
    ID,
    REL_ID,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TBL,
    TC,
    TCPR,
    TR,
    TRACKED,
    TRPR,
    VAL,
    WRAPPERS,
    P,
    on,
    w,
)  # fmt: skip
from bagdar.documents.opening.package import Package
from bagdar.documents.opening.properties import custom_properties
from bagdar.documents.raw import RawCell, RawDocument, RawRow, RawTable
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.findings import Place

_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_DEL = w("gridSpan"), w("vMerge"), w("hMerge"), w("cellDel")
_GRID_BEFORE, _TBL_HEADER, _HIDDEN, _NAME = w("gridBefore"), w("tblHeader"), w("hidden"), w("name")
_ALT_CHUNK = w("altChunk")
_BODY = w("body")


def read_docx(package: Package, main: str, name: str, sha256: str) -> RawDocument:
    """The document whose main part is *main*. Raises FileRefusedError for damage or a broken limit."""
    return _Document(package, main).read(name, sha256)


class _Document:
    """One document being walked; tables get their index when they begin."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.limits: Limits = package.limits
        styles = Styles(self._part("styles"))
        numbering = Numbering(self._part("numbering"))
        self.text = Paragraphs(styles, numbering, {})
        self.remarks = self.text.remarks
        self.paragraphs: list[str] = []
        self.paragraph_notes: dict[int, tuple[str, ...]] = {}
        self.tables: list[RawTable | None] = []
        self.order: list[tuple[str, int]] = []
        self.cells = 0

    def read(self, name: str, sha256: str) -> RawDocument:
        root = self.package.xml(self.main)
        body = root.find(_BODY)
        if body is None:
            raise FileRefusedError("opening.damaged", part=self.main)
        for kind in ("footnote", "endnote"):
            self._read_notes(kind)
        self._flow(body)
        return RawDocument(
            file=name,
            sha256=sha256,
            format="docx",
            paragraphs=tuple(self.paragraphs),
            paragraph_notes=self.paragraph_notes,
            tables=tuple(table for table in self.tables if table is not None),
            order=tuple(self.order),
            properties=custom_properties(self.package),
            headers=tuple(self._headers(root)),
            remarks=dict(self.remarks),
        )

    def _part(self, kind: str) -> etree._Element | None:
        name = self.package.related(self.main, kind)
        return self.package.xml(name) if name else None

    def _read_notes(self, kind: str) -> None:
        root = self._part(kind + "s")
        if root is None:
            return
        for note in root.iterchildren(w(kind)):
            if note.get(w("type"), "normal") == "normal":
                text = self._story(note)
                if text:
                    self.text.notes[kind, note.get(ID, "")] = text

    def _headers(self, root: etree._Element) -> Iterator[str]:
        found: dict[str, None] = {}
        relationships = self.package.relationships(self.main)
        for reference in root.iter(w("headerReference"), w("footerReference")):
            relationship = relationships.get(reference.get(REL_ID, ""))
            if relationship is not None and relationship.target in self.package:
                found.setdefault(relationship.target)
        texts = (self._story(self.package.xml(target)) for target in found)
        yield from dict.fromkeys(text for text in texts if text)

    def _story(self, element: etree._Element) -> str:
        """All text of a note, header or footer, tables flattened."""
        return "\n".join(line for line in self._lines(element) if line)

    def _lines(self, parent: etree._Element) -> Iterator[str]:
        for block in self._blocks(parent):
            if block.tag == TBL:
                for tr in self._members(block, TR, []):
                    for tc in self._members(tr, TC, []):
                        yield from self._lines(tc)
                continue
            seen = Seen()
            self.text.read(block, seen)
            yield "".join(seen.text).strip()
            for box in seen.boxes:
                yield from self._lines(box)

    # ── the flow ──

    def _flow(self, parent: etree._Element, table: int | None = None) -> None:
        seen = Seen()
        for block in self._blocks(parent):
            if block.tag == P:
                if self.text.read(block, seen):
                    seen = self._end_paragraph(seen)
            else:
                seen.bookmarks.clear()
                index = self._table(block, table)
                if index is not None:
                    self.order.append(("t", index))
        if seen.text:
            self._end_paragraph(seen)

    def _end_paragraph(self, seen: Seen) -> Seen:
        index = len(self.paragraphs)
        self.paragraphs.append("".join(seen.text))
        self.order.append(("p", index))
        if seen.notes:
            self.paragraph_notes[index] = tuple(seen.notes)
        if seen.hidden:
            self.remarks["hidden_text"] += 1
        for box in seen.boxes:
            self._flow(box)
        return Seen()

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables in order, through everything that may be around them."""
        for child in parent:
            tag = child.tag
            if tag in (P, TBL):
                yield child
            elif tag == ALTERNATE:
                for branch in alternatives(child):
                    yield from self._blocks(branch)
            elif tag == _ALT_CHUNK:
                self.remarks["embedded_files"] += 1
            else:
                inner = self._inside(child, tag)
                if inner is not None:
                    yield from self._blocks(inner)

    def _inside(self, child: etree._Element, tag: str) -> etree._Element | None:
        """The content of an invisible wrapper; None for anything else, and for what is deleted."""
        if tag == SDT:
            return child.find(SDT_CONTENT)
        if tag in TRACKED:
            self.remarks["tracked_changes"] += 1
        return child if tag in WRAPPERS else None

    # ── tables ──

    def _table(self, tbl: etree._Element, parent: int | None) -> int | None:
        """Read a table; None if all its rows are deleted, so that nobody sees it."""
        index = len(self.tables)
        self.tables.append(None)
        rows: list[RawRow] = []
        bookmarks: list[str] = []
        above: dict[int, RawCell] = {}
        deleted = False
        for tr in self._members(tbl, TR, bookmarks):
            properties = tr.find(TRPR)
            if properties is not None and any(mark.tag in GONE for mark in properties):
                self.remarks["deleted_rows"] += 1
                deleted = True
                continue
            row, above = self._row(tr, properties, index, len(rows), above, bookmarks)
            bookmarks.clear()
            rows.append(row)
        if not rows and deleted and len(self.tables) == index + 1:
            self.tables.pop()
            return None
        self.tables[index] = RawTable(index=index, rows=tuple(rows), parent=parent)
        return index

    def _members(
        self,
        parent: etree._Element,
        wanted: str,
        bookmarks: list[str],
        locked: set[etree._Element] | None = None,
    ) -> Iterator[etree._Element]:
        """Rows of a table or cells of a row, through content controls and tracked insertions."""
        for child in parent:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag == BOOKMARK:
                bookmarks.append(child.get(_NAME, ""))
            elif tag == ALTERNATE:
                for branch in alternatives(child):
                    yield from self._members(branch, wanted, bookmarks, locked)
            else:
                inner = self._inside(child, tag)
                if inner is not None:
                    if locked is not None and tag == SDT and is_locked(child.find(SDT_PR)):
                        locked.update(inner.iter(TC))
                    yield from self._members(inner, wanted, bookmarks, locked)

    def _row(
        self,
        tr: etree._Element,
        properties: etree._Element | None,
        table: int,
        index: int,
        above: dict[int, RawCell],
        before: list[str],
    ) -> tuple[RawRow, dict[int, RawCell]]:
        bookmarks = list(before)
        locked: set[etree._Element] = set()
        cells: list[RawCell] = []
        header = hidden = False
        if properties is not None:
            header, hidden = _switched(properties, _TBL_HEADER), _switched(properties, _HIDDEN)
            skipped = properties.find(_GRID_BEFORE)
            span = integer(skipped.get(VAL), 0) if skipped is not None else 0
            if span > 0:
                cells.append(RawCell(text="", span=self._checked_span(span, table, index, 0)))
            if any(mark.tag in TRACKED for mark in properties):
                self.remarks["tracked_changes"] += 1
        for tc in self._members(tr, TC, bookmarks, locked):
            self._cell(tc, table, index, cells, bookmarks, tc in locked)
        covered, cells = _merged(cells, above)
        if hidden:
            self.remarks["hidden_rows"] += 1
        names = tuple(name for name in bookmarks if name and name != "_GoBack")
        return RawRow(index=index, cells=tuple(cells), header=header, hidden=hidden, bookmarks=names), covered

    def _checked_span(self, span: int, table: int, row: int, column: int) -> int:
        if self.package.guarded and span > self.limits.span:
            place = Place(table=table, row=row, column=column)
            raise FileRefusedError("opening.span", place=place, limit=self.limits.span)
        return max(span, 1)

    def _cell(
        self,
        tc: etree._Element,
        table: int,
        row: int,
        cells: list[RawCell],
        bookmarks: list[str],
        locked: bool,
    ) -> None:
        self.cells += 1
        if self.cells > self.limits.cells and self.package.guarded:
            raise FileRefusedError("opening.cells", limit=self.limits.cells)
        span, merge, joined, gone = 1, "", False, False
        properties = tc.find(TCPR)
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == _GRID_SPAN:
                span = self._checked_span(integer(child.get(VAL), 1), table, row, len(cells))
            elif tag == _V_MERGE:
                merge = "restart" if child.get(VAL) == "restart" else "continue"
            elif tag == _H_MERGE:
                joined = child.get(VAL) != "restart"
            elif tag == _CELL_DEL:
                gone = True
        if joined and cells:
            cells[-1] = msgspec.structs.replace(cells[-1], span=cells[-1].span + span)
            return
        if gone:
            self.remarks["tracked_changes"] += 1
            return
        seen, lines = self._cell_content(tc, table)
        bookmarks.extend(seen.bookmarks)
        text = "\n".join(lines).strip("\n")
        if len(text) > self.limits.chars and self.package.guarded:
            place = Place(table=table, row=row, column=len(cells))
            raise FileRefusedError("opening.chars", place=place, limit=self.limits.chars)
        cells.append(
            RawCell(
                text=text,
                span=span,
                merge=merge,
                column=len(cells),
                hidden="".join(seen.hidden),
                notes=tuple(seen.notes),
                locked=True if locked or seen.locked else None,
                bold=seen.bold and not seen.plain,
            )
        )

    def _cell_content(self, parent: etree._Element, table: int) -> tuple[Seen, list[str]]:
        """Lines of a cell; a nested table becomes a table of its own and leaves no text here."""
        seen, lines = Seen(), []
        for block in self._blocks(parent):
            if block.tag == TBL:
                self._table(block, table)
                continue
            if not self.text.read(block, seen):
                continue
            lines.append("".join(seen.text))
            seen.text.clear()
            for box in seen.boxes:
                inner, more = self._cell_content(box, table)
                lines.extend(more)
                seen.hidden.extend(inner.hidden)
                seen.notes.extend(inner.notes)
            seen.boxes.clear()
        if seen.text:
            lines.append("".join(seen.text))
        return seen, lines


def _switched(properties: etree._Element, name: str) -> bool:
    element = properties.find(name)
    return element is not None and on(element.get(VAL))


def _merged(cells: list[RawCell], above: dict[int, RawCell]) -> tuple[dict[int, RawCell], list[RawCell]]:
    """Cells that continue a merge show nothing; one with no merge above it begins one.

    Cells are matched by their grid column, and if the grid is wrong by there being any merge above.
    """
    covered: dict[int, RawCell] = {}
    out, column = [], 0
    for cell in cells:
        if cell.merge == "continue":
            if above:
                hidden = cell.hidden + cell.text
                cell = msgspec.structs.replace(cell, text="", hidden=hidden, bold=False)
            else:
                cell = msgspec.structs.replace(cell, merge="restart")
        if cell.merge:
            covered[column] = cell
        column += cell.span
        out.append(cell)
    return covered, out
