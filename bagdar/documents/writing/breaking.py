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
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
SOFT_HYPHEN: Final = "\xad"


def pieces(text: str, *, narrow: bool) -> Iterator[tuple[str, str]]:
    """*text* in order as (part, kind): ``"x"`` must not part, ``"h"`` may by patterns, ``""`` plain."""
    if "-" not in text and not (narrow and len(text) >= LONG):
        yield text, ""
        return
    at = 0
    for match in _TOKEN.finditer(text):
        if len(match[0]) <= _WHOLE_TOKEN and _SHORT_PART.search(match[0]):
            yield from _long_words(text[at : match.start()], narrow=narrow)
            yield match[0], "x"
            at = match.end()
    yield from _long_words(text[at:], narrow=narrow)


def _long_words(text: str, *, narrow: bool) -> Iterator[tuple[str, str]]:
    if not narrow:
        if text:
            yield text, ""
        return
    at = 0
    for match in _WORD.finditer(text):
        if at < match.start():
            yield text[at : match.start()], ""
        # No patterns exist for Kazakh; the typesetter's own serve the languages in Latin letters.
        yield (soften(match[0]), "") if _CYRILLIC.fullmatch(match[0]) else (match[0], "h")
        at = match.end()
    if at < len(text):
        yield text[at:], ""


def soften(word: str) -> str:
    """Soft hyphens before each consonant that opens a syllable, three letters left on either side."""
    places = [m.start() for m in _OPENING.finditer(word) if _EDGE <= m.start() <= len(word) - _EDGE]
    parts = [word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True)]
    return SOFT_HYPHEN.join(parts)
