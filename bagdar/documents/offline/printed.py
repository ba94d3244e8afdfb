"""What an offline form prints, by which a file that lost everything hidden is still read."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cached_property

from bagdar.documents.offline.issue import COLUMNS, FACTOR_COLUMNS, HEAD_FIELDS, INPUTS
from bagdar.documents.offline.matching import fold
from bagdar.documents.offline.model import OfflineForm
from bagdar.documents.pages.codes import printed_code
from bagdar.documents.raw import RawDocument, RawRow, RawTable
from bagdar.documents.spec import FormSpec


def language_of(raw: RawDocument, spec: FormSpec) -> str:
    """The language whose captions stand in the file."""
    texts = {fold(cell.text) for table in raw.tables for row in table.rows for cell in row.cells}
    scores = {
        language: sum(fold(spec.word(f"offline.column.{key}", language)) in texts for key, _ in COLUMNS)
        for language in spec.languages
    }
    return max(scores, key=lambda language: scores[language])


class Printed:
    """Captions, codes and headings of *form* as they stand on its sheets in *language*."""

    def __init__(self, form: OfflineForm, spec: FormSpec, language: str) -> None:
        self.spec = spec
        self.language = language
        self.lines = {line.key: line for line in form.lines}

    def header(self, row: RawRow) -> dict[str, int]:
        """Column id → position, where *row* is a row of captions."""
        texts = [fold(cell.text) for cell in row.cells]
        for captions in self.captions:
            found = {captions[text]: position for position, text in enumerate(texts) if text in captions}
            if len(found) >= min(4, len(captions)):
                return found
        return {}

    @cached_property
    def captions(self) -> list[dict[str, str]]:
        """Caption → column id, of the lines and of the factors."""
        return [
            {fold(self.spec.word(f"offline.{prefix}.{key}", self.language)): key for key, _ in columns}
            for prefix, columns in (("column", COLUMNS), ("factor", FACTOR_COLUMNS))
        ]

    def line_key(self, row: RawRow, taken: Container[str]) -> str | None:
        """The line whose printed code stands in the row, for files that lost everything hidden."""
        if len(row.cells) < len(INPUTS):
            return None
        codes = self.codes
        for cell in row.cells[:2]:
            for part in cell.text.split("\n"):
                if fold(part) in codes and codes[fold(part)] not in taken:
                    return codes[fold(part)]
        return None

    def other_key(self, table: RawTable, row: RawRow, columns: Mapping[int, Mapping[str, int]]) -> str | None:
        """The same for part 2 (rows under its captions), the note and the signature (by their captions)."""
        texts = [cell.text.strip() for cell in row.cells]
        if "factor" in columns.get(table.index, {}):
            return f"factor:{table.index}.{row.index}" if any(texts) else None
        return self.captioned.get(fold(texts[0])) if texts and table.index not in columns else None

    @cached_property
    def captioned(self) -> dict[str, str]:
        """Caption of a row of the note or of the signature → its key."""
        note = {item.caption.in_(self.language): f"note:{item.id}" for item in self.spec.note}
        head = {
            self.spec.word(f"offline.head.{field}", self.language): f"head:{field}" for field in HEAD_FIELDS
        }
        return {fold(caption): key for caption, key in {**note, **head}.items()}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Printed code → key of the line that is asked for."""
        return {
            fold(printed_code(line.code, self.spec, self.language)): key
            for key, line in self.lines.items()
            if line.deliveries
        }

    @cached_property
    def headings(self) -> set[str]:
        """Heading rows as they are printed, for files that lost everything hidden."""
        return {
            fold(f"{printed_code(line.code, self.spec, self.language)}  {line.title.in_(self.language)}")
            for line in self.lines.values()
            if not line.deliveries
        }
