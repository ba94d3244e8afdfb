"""Comparing words as a reader does: without case, spaces, punctuation, hyphens and look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_SPARE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens, zero-width marks: invisible."""
_GROUPS = (
    "аaα", "вb", "еeэєεәё", "оoөο", "рpρ", "сcҫ", "хxχ", "уyұүўυ", "іiиіїιıй",
    "кkқκĸ", "мm", "тtτ", "нhңһ", "гғґ", "ѕs", "јj", "ԛq", "ԝw",
)  # fmt: skip
"""Letters that look alike, or are typed for one another on a keyboard without Kazakh letters."""


def _table() -> dict[int, str]:
    table = {ord(letter): group[0] for group in _GROUPS for letter in group[1:]}
    table.update({ord(letter): "" for letter in _SPARE})
    return table


_LOOK_ALIKE = _table()
_NOT_WORD = re.compile(r"[^\w№]|_")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The comparison key of *text*: letters, digits and "№" only; "" where there are none."""
    lowered = unicodedata.normalize("NFD", text.casefold().translate(_LOOK_ALIKE))
    if not lowered.isascii():
        lowered = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    return _NOT_WORD.sub("", lowered.translate(_LOOK_ALIKE))


def fold_mapped(text: str) -> tuple[str, list[int]]:
    """:func:`fold` and, for each of its letters, the position in *text* it stands for."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = fold(letter)
        letters.append(folded)
        places.extend([place] * len(folded))
    return "".join(letters), places


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> float:
    """How alike two folded captions are, 0 to 1: singular and plural, a letter lost, an ending."""
    if one == other:
        return 1.0
    if not one or not other or min(len(one), len(other)) < 5:
        return 0.0
    if min(len(one), len(other)) / max(len(one), len(other)) < 0.6:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.quick_ratio() < 0.8:
        return 0.0
    return matcher.ratio()


def is_blank(text: str) -> bool:
    """Nothing a person would see."""
    if not text or text.isspace():
        return True
    return not text[0].isalnum() and not text.strip().strip(_SPARE).strip()


_DASHES = re.compile(r"^[\s\-‐‑‒–—―−_…⋯.]*$")


def is_void(text: str) -> bool:
    """Blank, or only the dash, dots or underscores that stand where nothing applies."""
    return not text[:1].isalnum() and (is_blank(text) or _DASHES.match(text) is not None)
