"""Kazakh order as a text of digits, for a column that an index can hold and any database orders alike.

Each letter becomes two digits; whatever is neither letter nor digit (quotation marks, dashes) is left
out, so that «Самұрық-Қазына» stands under С. Digits come first, then the Kazakh alphabet, then Latin.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LETTERS: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK: Final = {
    letter: f"{rank:02d}"
    for rank, letter in enumerate(" 0123456789" + _LETTERS + "abcdefghijklmnopqrstuvwxyz", start=10)
}


def order_key(text: str, length: int = 160) -> str:
    """*text* by the Kazakh alphabet, blind to case, at most *length* digits (two for each letter)."""
    digits = []
    for letter in unicodedata.normalize("NFKC", text).casefold():
        rank = _RANK.get(letter)
        if rank is None:
            base = unicodedata.normalize("NFD", letter)[0]
            rank = _RANK.get(base, "" if not letter.isalnum() else "99")
        digits.append(rank)
    return "".join(digits)[: length // 2 * 2]
