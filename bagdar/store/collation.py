"""Kazakh order and case-blind comparison, the same on both databases.

PostgreSQL orders by ICU's Kazakh collation. SQLite has none: on each new connection it is given one of the
same name that weighs signs as ICU does (order.tsv), and LIKE, UPPER and LOWER that know Cyrillic. None of
them may stand in an index, a constraint or a generated column: the file would be unreadable to other tools.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from django.db.models.functions import Collate

NAME: Final = "kk-x-icu"

_UNKNOWN: Final = 0xFB00
"""Primary weight under which signs that the table lacks come last, by code."""
_COMMON: Final = 5
"""Weight of a sign without an accent or capital."""


class _Weights(NamedTuple):
    """Of one sign, level by level; a sign may weigh nothing, or as much as several."""

    primary: bytes
    secondary: bytes
    tertiary: bytes


@cache
def _table() -> dict[str, _Weights]:
    lines = resources.files("bagdar.store").joinpath("order.tsv").read_text("ascii").splitlines()
    table = {}
    for line in lines[1:]:
        code, _, written = line.partition("\t")
        sets = [tuple(int(part, 16) for part in one.split(".")) for one in written.split()]
        table[chr(int(code, 16))] = _Weights(
            b"".join(primary.to_bytes(2) for primary, _, _ in sets if primary),
            bytes(secondary for _, secondary, _ in sets if secondary),
            bytes(tertiary for _, _, tertiary in sets if tertiary),
        )
    return table


@cache
def _weights(sign: str) -> _Weights:
    known = _table().get(sign)
    if known is not None:
        return known
    if unicodedata.category(sign) == "Cc":
        return _Weights(b"", b"", b"")
    high, low = divmod(ord(sign), 1 << 15)
    primary = (_UNKNOWN + high).to_bytes(2) + (low + 1).to_bytes(2)
    return _Weights(primary, bytes([_COMMON]), bytes([_COMMON]))


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> tuple[bytes, bytes, bytes, str]:
    """Letters first, then accents, then capitals (small before capital); what is still equal, by code."""
    signs = [_weights(sign) for sign in unicodedata.normalize("NFC", text)]
    return (
        b"".join(sign.primary for sign in signs),
        b"".join(sign.secondary for sign in signs),
        b"".join(sign.tertiary for sign in signs),
        text,
    )


def compare(left: str, right: str) -> int:
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


def in_order(expression: Any) -> Collate:
    """*expression* to order by, on either database."""
    return Collate(expression, NAME)


def upper(text: Any) -> Any:
    """As the C library does it, sign for sign: "ß", which has no capital of one letter, stays."""
    return None if text is None else "".join(_capital(sign) for sign in str(text))


def lower(text: Any) -> Any:
    return None if text is None else "".join(_small(sign) for sign in str(text))


@cache
def _capital(sign: str) -> str:
    changed = sign.upper()
    return changed if len(changed) == 1 else sign


@cache
def _small(sign: str) -> str:
    return sign.lower()[0]


@lru_cache(maxsize=1_000)
def _pattern(pattern: str, escape: str) -> re.Pattern[str]:
    out = []
    signs = iter(pattern)
    for sign in signs:
        if escape and sign == escape:
            out.append(re.escape(upper(next(signs, ""))))
        else:
            out.append({"%": ".*", "_": "."}.get(sign) or re.escape(_capital(sign)))
    return re.compile("".join(out), re.DOTALL)


def like(pattern: Any, text: Any, escape: str = "") -> bool | None:
    """LIKE, blind to case in every alphabet."""
    if pattern is None or text is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(upper(text)) is not None


def prepare(connection: Any) -> None:
    """Give a raw SQLite connection the collation and the functions."""
    connection.create_collation(NAME, compare)
    for count in (2, 3):
        connection.create_function("like", count, like, deterministic=True)
    connection.create_function("upper", 1, upper, deterministic=True)
    connection.create_function("lower", 1, lower, deterministic=True)
