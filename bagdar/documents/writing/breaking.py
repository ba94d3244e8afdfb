"""Where a printed line may part: long words in narrow columns may, «іс-шара» and «2-НИ1» may not.

For drawing only: what is added here never reaches a file that is read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

NARROW: Final = 50.0
"""Columns under this many mm part long words."""
LONG: Final = 14
"""Letters of a word that may part."""
_EDGE = 3
_WHOLE_TOKEN = 24

_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
_SHORT_PART = re.compile(r"(?<!\w)\w{1,2}-\w|\w-\w{1,2}(?!\w)")
_TOKEN = re.compile(r"[^\s\u00a0]*-[^\s\u00a0]*")
_OPENING = re.compile(r"(?<=\w)(?=[бвгғджзйкқлмнңпрстфхһцчшщ][аәеёиіоөуұүыэюя])", re.IGNORECASE)
SOFT_HYPHEN: Final = "\xad"

WITH_PATTERNS: Final = frozenset(
    "af be bg ca cs da de el en es et fi fr hr hu is it ka ku la lt lv mn nb nl nn pl pt ru sk sl sq sr"
    " sv tk tr uk".split()
)
"""Languages whose words the typesetter parts by itself."""


def pieces(text: str, language: str, *, narrow: bool) -> Iterator[tuple[str, str]]:
    """*text* in order as (part, kind): ``"x"`` must not part, ``"h"`` may by patterns, ``""`` plain."""
    if "-" not in text and not (narrow and len(text) >= LONG):
        yield text, ""
        return
    at = 0
    for match in _TOKEN.finditer(text):
        if len(match[0]) <= _WHOLE_TOKEN and _SHORT_PART.search(match[0]):
            yield from _long_words(text[at : match.start()], language, narrow=narrow)
            yield match[0], "x"
            at = match.end()
    yield from _long_words(text[at:], language, narrow=narrow)


def _long_words(text: str, language: str, *, narrow: bool) -> Iterator[tuple[str, str]]:
    if not narrow:
        if text:
            yield text, ""
        return
    if language not in WITH_PATTERNS:
        yield _WORD.sub(lambda match: soften(match[0]), text), ""
        return
    at = 0
    for match in _WORD.finditer(text):
        if at < match.start():
            yield text[at : match.start()], ""
        yield match[0], "h"
        at = match.end()
    if at < len(text):
        yield text[at:], ""


def soften(word: str) -> str:
    """Soft hyphens before each consonant that opens a syllable, three letters left on either side."""
    places = [m.start() for m in _OPENING.finditer(word) if _EDGE <= m.start() <= len(word) - _EDGE]
    parts = [word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True)]
    return SOFT_HYPHEN.join(parts)
