"""Where a name begins and ends among marks: quotation marks that touch it, marks that mean nothing."""

from __future__ import annotations

from typing import Final

from bagdar.documents.grammar.executors.shapes import closes, opens
from bagdar.documents.grammar.pieces import Pieces
from bagdar.documents.grammar.spans import DASHES, Span

_SEPARATORS: Final = frozenset(
    " \t\n\r\v\f\u00a0\u2028\u2029\u202f\u2009\u00ad\u200b\u2060\ufeff,;:.()[]/|&•·*«»“”„‟‘’‚‹›\"'`" + DASHES
)
"""What may stand between executors and means nothing by itself."""


def quotes_around(pieces: Pieces, first: int, last: int) -> Span:
    """The place of pieces first … last-1 with the quotation marks that touch them."""
    begin, end = pieces.span(first, last)
    before, after = pieces.between(first), pieces.between(last)
    stripped = before.rstrip("«“„‹\"'")
    if opens((" " if first == 0 else "") + before):
        begin -= len(before) - len(stripped)
    if closes(after):
        end += len(after) - len(after.lstrip("»”›\"'"))
    return begin, end


def meaningless(text: str) -> bool:
    """Only spaces, separators, quotation marks and the like."""
    return _SEPARATORS.issuperset(text)
