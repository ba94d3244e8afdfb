"""Where a name begins and ends among marks: quotation marks that touch it, marks that mean nothing, brackets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bagdar.documents.grammar.executors.shapes import closes, opens
from bagdar.documents.grammar.executors.words import Words
from bagdar.documents.grammar.pieces import Pieces
from bagdar.documents.grammar.spans import DASHES, Span

_SEPARATORS: Final = frozenset(
    " \t\n\r\v\f\u00a0\u2028\u2029\u202f\u2009\u00ad\u200b\u2060\ufeff,;:.()[]/|&•·*«»“”„‟‘’‚‹›\"'`" + DASHES
)
"""What may stand between executors and means nothing by itself."""


def consents(pieces: Pieces, words: Words) -> Iterator[tuple[int, int]]:
    """First piece and the one after of each "by agreement", "by agreement with"."""
    at = 0
    while at < len(pieces):
        met = words.said.at(pieces, at)
        if met and words.phrases[met[1]] in {"consent", "asking"}:
            yield at, met[0]
            at = met[0]
        else:
            at += 1


def with_brackets(pieces: Pieces, first: int, last: int) -> Span:
    """The place of pieces first … last-1 with the brackets that they fill."""
    begin, end = pieces.span(first, last)
    before, after = pieces.between(first), pieces.between(last)
    if "(" in before:
        begin = pieces[first].start - len(before) + before.rindex("(")
    if ")" in after and not after.split(")")[0].strip(" \n\t."):
        end += after.index(")") + 1
    return begin, end


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
