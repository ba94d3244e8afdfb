"""Small matters of matching: words whatever their case and dashes, ids by their words, keys in a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from bagdar.documents.layout import TableCell
from bagdar.documents.raw import RawTable
from bagdar.documents.spec import ReasonKind, Standing, State, Status
from bagdar.documents.writing.sheet import FIELDS_MARK


def key_column(table: RawTable, known: set[str]) -> int | None:
    """The sheet column that holds the rows' keys: the one with the most of them, the rightmost of equals."""
    counts: dict[int, int] = {}
    for row in table.rows:
        for cell in row.cells:
            text = cell.text.strip()
            if text in known or text == FIELDS_MARK or text.startswith(("factor:", "note:", "head:")):
                counts[cell.column] = counts.get(cell.column, 0) + 1
    return max(counts, key=lambda column: (counts[column], column)) if counts else None


Entry = Status | State | Standing | ReasonKind


class Words:
    """Entries of a list by the words that name them, in any of their languages."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.known: dict[str, str] = {}
        for entry in entries:
            variants = getattr(entry, "variants", {})
            for word in (*entry.words.values(), *(v for several in variants.values() for v in several)):
                self.known.setdefault(fold(word), entry.id)

    def match(self, text: str) -> str | None:
        """Id of the entry that *text* names."""
        return self.known.get(fold(text).rstrip(".;, "))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, spaces, no-break spaces, soft hyphens and kinds of dash do not make a difference."""
    plain = text.replace("\u00ad", "").replace("\u2011", "-").replace("−", "-").replace("–", "-")
    return " ".join(plain.split()).casefold()


def layout_text(cell: TableCell) -> str:
    return "\n".join("".join(run.text for run in paragraph.runs) for paragraph in cell.paragraphs)


def day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%d.%m.%Y").date()
    except ValueError:
        return None
