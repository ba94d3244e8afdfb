"""A document as pieces of text that stand by themselves, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from bagdar.documents.raw import RawDocument, RawTable
from bagdar.kernel.findings import Place

Where = Literal["head", "text", "cell", "margin", "label"]
"""``head``: among the first lines of a document or page. ``text``: a later line of the flow. ``cell``: of a table's
rows. ``margin``: a header, footer or watermark. ``label``: a property, the name of a sheet or of the file."""
_GAP: Final = re.compile(r"[\n\t\v\f\r\u2028\u2029]+|[ \u00a0\u2000-\u200a]{4,}")
HEAD_LINES: Final = 12
HEAD_ROWS: Final = 3
"""The first rows of a document are its head, where a table lays them out."""
LABEL: Final = 80
"""Letters of a property or name; a longer one is a text."""
LONGEST: Final = 300
"""Letters of the longest text that can be nothing but a mark."""


class Fragment(msgspec.Struct, frozen=True):
    where: Where
    text: str
    place: Place


def parts(text: str) -> Iterator[str]:
    """A paragraph, and its pieces where lines, tabs or wide gaps set them apart; what is too long is no mark."""
    if len(text) <= LONGEST:
        yield text
    if _GAP.search(text):
        yield from (part for part in _GAP.split(text) if part and len(part) <= LONGEST)


def lines(texts: Iterable[str], place: Place) -> Iterator[Fragment]:
    """The flow of a document or page: its first written lines are its head."""
    number = 0
    for text in texts:
        if text.strip():
            number += 1
            where: Where = "head" if number <= HEAD_LINES else "text"
            yield from (Fragment(where, part, place) for part in parts(text))


def fragments_of(document: RawDocument) -> Iterator[Fragment]:
    """Everything that is written in *document*, its properties and its name included."""
    place = Place(file=document.file)
    yield Fragment("label", document.file.rpartition(".")[0] or document.file, place)
    asides = [(kind, text) for kind, text in document.asides]
    labels = (*document.properties.values(), *(text for kind, text in asides if kind == "property"))
    for text in labels:
        where: Where = "label" if len(text) <= LABEL else "text"
        yield from (Fragment(where, part, place) for part in parts(text))
    beside = (text for kind, text in asides if kind == "text")
    yield from (Fragment("text", part, place) for text in beside for part in parts(text))
    margins = (*document.headers, *(text for kind, text in asides if kind == "margin"))
    yield from (Fragment("margin", part, place) for text in margins for part in parts(text))
    yield from lines(document.paragraphs, place)
    notes = (note for found in document.paragraph_notes.values() for note in found)
    yield from (Fragment("text", part, place) for note in notes for part in parts(note))
    for table in document.tables:
        yield from _of_table(table, place)


def _of_table(table: RawTable, place: Place) -> Iterator[Fragment]:
    place = msgspec.structs.replace(place, table=table.index, sheet=table.sheet)
    if table.sheet:
        yield Fragment("label", table.sheet, place)
    frame = len(table.rows) == 1
    first = table.index == 0 or table.sheet is not None
    for number, row in enumerate(table.rows):
        where: Where = "head" if frame or (first and number < HEAD_ROWS) else "cell"
        for cell in row.cells:
            at = msgspec.structs.replace(place, row=row.index, column=cell.column)
            texts = (cell.text, cell.hidden, *cell.notes)
            yield from (Fragment(where, part, at) for text in texts if text for part in parts(text))
