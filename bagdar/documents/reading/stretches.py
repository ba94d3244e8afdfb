"""Where a table's rows end and something else begins below them: a list of abbreviations, the next title."""

from __future__ import annotations

from collections.abc import Sequence

from bagdar.documents.reading.folding import fold, is_blank
from bagdar.documents.reading.grid import Laid
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.plain_tables import abbreviation_pair
from bagdar.documents.reading.vocabulary import Vocabulary

_MOST_TITLES = 4
_NEAR = 3
"""Rows under the announcement of a list among which its first line is."""
_LONGEST_HEADING = 200


def lone_text(row: Sequence[Laid]) -> str:
    """The row's text where only one of its cells is written; "" otherwise."""
    found = ""
    for cell in row:
        if not is_blank(cell.cell.text):
            if found:
                return ""
            found = cell.cell.text
    return found


def list_start(rows: Sequence[Sequence[Laid]], start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """The row between *start* and *end* that announces a list of abbreviations, or None."""
    words = (
        *folded_all(vocabulary.languages, "abbreviations"),
        *(key for key in vocabulary.word("abbreviations.note") if len(key) > 6),
    )
    for index in range(start, end - 1):
        text = lone_text(rows[index])
        if not text or len(text) > _LONGEST_HEADING or not any(word in fold(text) for word in words):
            continue
        below = rows[index + 1 : min(end, index + 1 + _NEAR)]
        if any(abbreviation_pair([cell.cell.text for cell in row]) for row in below):
            return index
    return None


def titles_start(rows: Sequence[Sequence[Laid]], start: int, header: int) -> int:
    """The first of the rows over *header* that are its title: lone texts, and blanks between them."""
    first, found = header, 0
    for index in range(header - 1, start - 1, -1):
        written = sum(not is_blank(cell.cell.text) for cell in rows[index])
        if written > 1 or found == _MOST_TITLES:
            break
        if written:
            first, found = index, found + 1
    return first
