"""A text as a row of pieces (runs of letters and digits) whose keys, run together, are searched for names.

Hyphens, line breaks, spaces and quotation marks stand between pieces and not in the keys, so that
``согласо-ванию``, ``Самрук- Қазына`` and ``«НК «KAZAKH INVEST»`` meet the names they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

import msgspec

from bagdar.documents.grammar.lookalike import TO_CYRILLIC
from bagdar.documents.grammar.spans import DASHES, Span

_INSIDE: Final = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_PIECE: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_INSIDE}])*")
_DROPPED: Final = dict.fromkeys([*range(0x0300, 0x0370), 0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF])
_ONE_SCRIPT: Final = {ord(chr(key).lower()): value.lower() for key, value in TO_CYRILLIC.items()} | {
    ord("b"): "в", ord("h"): "н", ord("m"): "м", ord("t"): "т", ord("ё"): "е", ord("ə"): "ә", ord("ӏ"): "і",
}  # fmt: skip
"""Small Latin letters whose capital looks Cyrillic go with it, so that ``Kazakh`` is ``KAZAKH``."""
_LOOSE: Final = {
    ord(look): seen for look, seen in ("ұу", "үу", "қк", "ғг", "ңн", "өо", "әа", "һн", "3з", "0о", "1і")
}
"""Kazakh letters typed without a Kazakh keyboard, digits for letters. Never і and и: two ministries differ in it."""


def key_of(written: str) -> str:
    """What *written* is looked up by: small letters and digits only, look-alike letters levelled."""
    return "".join(_key(match.group()) for match in _PIECE.finditer(written))


def loosely(key: str) -> str:
    """A weaker key: same length, letters that people confuse made one. Only after an exact look-up failed."""
    return key.translate(_LOOSE)


def _key(raw: str) -> str:
    small = unicodedata.normalize("NFC", raw).lower()
    return unicodedata.normalize("NFC", small.translate(_DROPPED)).translate(_ONE_SCRIPT)


class Piece(msgspec.Struct, frozen=True):
    start: int
    end: int
    raw: str
    key: str
    at: int
    """Where its key begins in the row's stream."""
    before: str
    """What stands between the piece before (or the beginning) and it."""

    @property
    def joined(self) -> bool:
        """A hyphen ties it to the piece before: an ending, a compound, or a cut left from an older layout."""
        between = self.before
        return bool(between) and between[0] in DASHES and (len(between) == 1 or not between[1:].strip())

    @property
    def capital(self) -> bool:
        """No small letter in it, and at least one capital."""
        return self.raw.upper() == self.raw and self.raw.lower() != self.raw


class Pieces:
    """The row. ``stream``: all keys run together; a place in it belongs to one piece.

    Pieces of *absent* places (found in an earlier row of the same text) have empty keys: they are in
    the text but in nobody's name.
    """

    def __init__(self, text: str, absent: frozenset[int] = frozenset()) -> None:
        self.text = text
        self.absent = absent
        found: list[Piece] = []
        at = last = 0
        for index, match in enumerate(_PIECE.finditer(text)):
            key = "" if index in absent else _key(match.group())
            found.append(
                Piece(match.start(), match.end(), match.group(), key, at, text[last : match.start()])
            )
            at, last = at + len(key), match.end()
        self.row = found
        self.tail = text[last:]
        self.stream = "".join(piece.key for piece in found)
        self.loose = loosely(self.stream)
        self._offsets = [piece.at for piece in found]

    def __len__(self) -> int:
        return len(self.row)

    def __getitem__(self, index: int) -> Piece:
        return self.row[index]

    def without(self, places: frozenset[int]) -> Pieces:
        """The same row with more pieces in nobody's name."""
        return Pieces(self.text, self.absent | places) if places - self.absent else self

    def at(self, offset: int) -> tuple[int, int]:
        """Piece in which *offset* of the stream falls, and how far inside; (length, 0) at the end."""
        if offset >= len(self.stream):
            return len(self.row), 0
        index = bisect_left(self._offsets, offset + 1) - 1
        while not self.row[index].key:
            index -= 1
        return index, offset - self.row[index].at

    def end(self, first: int, size: int) -> tuple[int, int]:
        """Piece after the last of *size* letters that begin with piece *first*, and the letters of the last
        one that are left over. ``(first + 1, 0)``: they end with a piece."""
        last, inside = self.at(self.row[first].at + size - 1)
        return last + 1, len(self.row[last].key) - inside - 1

    def span(self, first: int, last: int) -> Span:
        """Place in the text of pieces first … last-1."""
        return self.row[first].start, self.row[last - 1].end

    def between(self, index: int) -> str:
        """What stands before piece *index*; after the last piece for ``len(self)``."""
        return self.row[index].before if index < len(self.row) else self.tail


class Phrases:
    """Keys to be met at a place of a row, found by their first letters and their lengths."""

    _HEAD: Final = 2

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys) - {""}
        sizes: dict[str, set[int]] = {}
        for key in self.keys:
            sizes.setdefault(key[: self._HEAD], set()).add(len(key))
        self._sizes = {head: sorted(found, reverse=True) for head, found in sizes.items()}

    def at(self, pieces: Pieces, first: int) -> tuple[int, str] | None:
        """Piece after the longest phrase that begins with piece *first*, and its key."""
        if not self.keys or not pieces[first].key:
            return None
        begin = pieces[first].at
        head = pieces.stream[begin : begin + self._HEAD]
        for size in self._sizes.get(head, ()):
            key = pieces.stream[begin : begin + size]
            if len(key) == size and key in self.keys:
                last, rest = pieces.end(first, size)
                if not rest:
                    return last, key
        # A phrase of one letter is a head by itself.
        if head[:1] in self.keys and len(pieces[first].key) == 1:
            return first + 1, head[:1]
        return None
