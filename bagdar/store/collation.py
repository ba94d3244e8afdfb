"""Kazakh order and case-blind comparison, the same on both databases.

SQLite knows neither: on each new connection it is given a collation of the name that PostgreSQL's ICU
uses, and LIKE, UPPER and LOWER that know Cyrillic. None of them may stand in an index, a constraint or a
generated column: the file would then be unreadable to other tools.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from django.db.models.functions import Collate

NAME: Final = "kk-x-icu"

_ORDER: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK: Final = {letter: index for index, letter in enumerate(_ORDER, start=1)}
_FIRST_CYRILLIC: Final = 0x10000


@cache
def _weight(letter: str) -> int:
    rank = _RANK.get(letter)
    return _FIRST_CYRILLIC + rank if rank else ord(letter)


def sort_key(text: str) -> tuple[list[int], str]:
    """Key by the Kazakh alphabet, blind to case; equal words in the order lower, upper.

    Punctuation and signs that only decorate (quotation marks, dashes) do not count, as in ICU's rules for
    names of bodies.
    """
    folded = text.casefold()
    return [_weight(letter) for letter in folded], text.swapcase()


def compare(left: str, right: str) -> int:
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


def in_order(expression: Any) -> Collate:
    """*expression* to order by, on either database."""
    return Collate(expression, NAME)


@cache
def _pattern(pattern: str, escape: str) -> re.Pattern[str]:
    out = []
    letters = iter(pattern)
    for letter in letters:
        if escape and letter == escape:
            out.append(re.escape(next(letters, "")))
        else:
            out.append({"%": ".*", "_": "."}.get(letter) or re.escape(letter))
    return re.compile("".join(out), re.IGNORECASE | re.DOTALL)


def like(pattern: str | None, text: Any, escape: str = "") -> bool | None:
    if pattern is None or text is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(str(text)) is not None


def prepare(connection: Any) -> None:
    """Give a raw SQLite connection the collation and the functions."""
    connection.create_collation(NAME, compare)
    for count in (2, 3):
        connection.create_function("like", count, like, deterministic=True)
    connection.create_function("upper", 1, lambda s: s and str(s).upper(), deterministic=True)
    connection.create_function("lower", 1, lambda s: s and str(s).lower(), deterministic=True)
