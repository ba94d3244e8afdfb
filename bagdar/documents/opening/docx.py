"""A Word document walked as a person sees it: paragraphs and tables in order → RawDocument."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bagdar.documents.opening.docx_styles import Numbering, Styles
from bagdar.documents.opening.docx_tables import OpenTable, Tables
from bagdar.documents.opening.docx_text import Paragraphs, Seen
from bagdar.documents.opening.names import (
    BODY,
    FOOTER,
    HEADER,
    ID,
    INS,
    MOVE_TO,
    REL_ID,
    SDT,
    SDT_CONTENT,
    SPECIAL,
    TBL,
    TC,
    TR,
    P,
    w,
)
from bagdar.documents.opening.package import Package
from bagdar.documents.opening.properties import custom_properties
from bagdar.documents.opening.xml import Stream, discard, empty
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError

_AROUND = frozenset({SDT, SDT_CONTENT, INS, MOVE_TO, w("customXml")})
"""What may stand around a table of the flow, or around its rows, without changing what is seen."""
_READ = "read"
"""Name given to an element that has been read and emptied, until it can be removed."""


def read_docx(package: Package, main: str, name: str, sha256: str) -> RawDocument:
    """The document whose main part is *main*. Raises FileRefusedError for damage or a broken limit."""
    return _Document(package, main).read(name, sha256)


class _Document:
    """One document being walked, row by row as its main part is parsed."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        styles = Styles(self._part("styles"))
        self.text = Paragraphs(styles, Numbering(self._part("numbering")), package.limits.result // 2)
        self.tables = Tables(self.text, package)
        self.paragraphs: list[str] = []
        self.notes: dict[int, tuple[str, ...]] = {}
        self.order: list[tuple[str, int]] = []
        self.headers: list[str] = []
        self.seen = Seen()
        """The paragraph being read: one whose end is deleted goes on in the next."""
        self.body: etree._Element | None = None
        self.table: OpenTable | None = None
        self.row: etree._Element | None = None
        self.special: set[str] = set()
        """What SPECIAL has begun in the row."""

    def read(self, name: str, sha256: str) -> RawDocument:
        for kind in ("footnote", "endnote"):
            self._read_notes(kind)
        self._walk()
        return RawDocument(
            file=name,
            sha256=sha256,
            format="docx",
            paragraphs=tuple(self.paragraphs),
            paragraph_notes=self.notes,
            tables=tuple(table for table in self.tables.done if table is not None),
            order=tuple(self.order),
            properties=custom_properties(self.package),
            headers=tuple(self._headers()),
            remarks=dict(self.text.remarks),
        )

    def _part(self, kind: str) -> etree._Element | None:
        name = self.package.related(self.main, kind)
        return self.package.xml(name) if name else None

    def _read_notes(self, kind: str) -> None:
        root = self._part(kind + "s")
        for note in root.iterchildren(w(kind)) if root is not None else ():
            if note.get(w("type"), "normal") == "normal":
                text = self._story(note)
                if text:
                    self.text.notes[kind, note.get(ID, "")] = text

    def _headers(self) -> Iterator[str]:
        relationships = self.package.relationships(self.main)
        found: dict[str, None] = {}
        for reference in self.headers:
            relationship = relationships.get(reference)
            if relationship is not None and relationship.target in self.package:
                found.setdefault(relationship.target)
        texts = (self._story(self.package.xml(target)) for target in found)
        yield from dict.fromkeys(text for text in texts if text)

    def _story(self, element: etree._Element) -> str:
        """All text of a note, header or footer, tables flattened."""
        return "\n".join(line for line in self._lines(element) if line)

    def _lines(self, parent: etree._Element) -> Iterator[str]:
        for block in self.tables.blocks(parent):
            if block.tag == P:
                seen = Seen()
                self.text.read(block, seen)
                yield "".join(seen.text).strip()
                for box in seen.boxes:
                    yield from self._lines(box)
                continue
            for tr in self.tables.members(block, TR, []):
                for tc in self.tables.members(tr, TC, []):
                    yield from self._lines(tc)

    # ── the flow, as it is parsed ──

    def _walk(self) -> None:
        tags = (BODY, TBL, TR, HEADER, FOOTER, *SPECIAL)
        stream = self.package.stream(self.main, tags, events=("start", "end"), painting=b"w:tcBorders")
        for event, element in stream:
            if event == "start":
                self._start(element, element.tag)
            elif event == "end":
                self._end(element, stream)
            elif self.body is not None and self.table is None and self._flow(list(self.body)[:-1]):
                stream.let_go()
        if self.body is None:
            raise FileRefusedError("opening.damaged", part=self.main)
        self._flow(list(self.body))
        if self.seen.text:
            self._end_paragraph()

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == TR and self.table is not None and self.row is None and _inside(element, self.table.element):
            self.row, self.special = element, set()
        elif tag == TBL and self.table is None and self.body is not None and _inside(element, self.body):
            self._flow(_before(element, self.body))
            self.seen.bookmarks.clear()
            self.table = self.tables.open(element, None)
        elif tag == BODY and self.body is None:
            self.body = element
        elif tag in (HEADER, FOOTER):
            self.headers.append(element.get(REL_ID, ""))
        else:
            self.special.add(tag)

    def _end(self, element: etree._Element, stream: Stream) -> None:
        if self.table is None:
            return
        if element is self.row:
            before = _before(element, self.table.element)
            self.tables.rows(self.table, before)
            discard(before)
            self.tables.row(self.table, element, special=self.special)
            self.row = None
        elif element is self.table.element:
            self.tables.rows(self.table, list(element))
            index = self.tables.close(self.table)
            if index is not None:
                self.order.append(("t", index))
            self.table = None
        else:
            return
        empty(element)
        element.tag = _READ
        stream.let_go()

    def _flow(self, nodes: list[etree._Element]) -> bool:
        """Read complete paragraphs and tables among *nodes* and discard them. False if there were none."""
        for block in self.tables.blocks(nodes):
            if block.tag == P:
                if self.text.read(block, self.seen):
                    self._end_paragraph()
            else:
                index = self.tables.read(block, None)
                if index is not None:
                    self.order.append(("t", index))
        discard(nodes)
        return bool(nodes)

    def _end_paragraph(self) -> None:
        seen, self.seen = self.seen, Seen()
        index = len(self.paragraphs)
        self.paragraphs.append("".join(seen.text))
        self.order.append(("p", index))
        if seen.notes:
            self.notes[index] = tuple(seen.notes)
        if seen.hidden:
            self.text.remarks["hidden_text"] += 1
        for box in seen.boxes:
            self._flow(list(box))


def _inside(element: etree._Element, container: etree._Element) -> bool:
    """Whether nothing but invisible wrappers stands between *element* and *container*."""
    for ancestor in element.iterancestors():
        if ancestor is container:
            return True
        if ancestor.tag not in _AROUND:
            return False
    return False


def _before(element: etree._Element, container: etree._Element) -> list[etree._Element]:
    """What stands before *element* in *container* and has not been read, in order."""
    path = [element]
    for ancestor in element.iterancestors():
        if ancestor is container:
            break
        path.append(ancestor)
    return [node for step in reversed(path) for node in reversed(list(step.itersiblings(preceding=True)))]
