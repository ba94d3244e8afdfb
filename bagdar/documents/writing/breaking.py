"""Where a printed line may part: long words in narrow columns may, «іс-шара» and «2-НИ1» may not.

For drawing only: what is added here never reaches a file that is read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bagdar.documents.writing.measure import width
from bagdar.documents.writing.text import LONG_WORD, soften

NARROW: Final = 50.0
"""Columns under this many mm part long words."""
_WHOLE_TOKEN = 24
_SHORTEST = 7
"""Letters of a word that parts where it would not go into its column."""

_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD},}}")
_SHORT_PART = re.compile(r"(?<!\w)\w{1,2}-\w|\w-\w{1,2}(?!\w)")
_BOUND = re.compile(
    r"(?<=№) (?=\d)"  # № 000
    r"|(?<=\d) (?=\d{3}(?!\d))"  # thousands
    r"| (?=[%₸])"
    r"|(?<=\b\d) (?=[^\W\d])|(?<=\b\d\d) (?=[^\W\d])"  # 1 сәуір
    r"|(?<=\b[IVX]) (?=\w)|(?<=\b[IVX]{2}) (?=\w)|(?<=\b[IVX]{3}) (?=\w)"  # IV тоқсан
    r"| (?=[–—](?: |$))"  # a dash does not open a line
)
_DASHED = re.compile(r"(?<=[–—])(?=\u00a0)")
_NUMBER = re.compile(r"№\u00a0\S+")
_MAY_BIND = re.compile(r"[\d№IVX%₸–—]")
_TOKEN = re.compile(r"[^\s\u00a0]*-[^\s\u00a0]*")


def bind(text: str) -> str:
    """No-break spaces where a figure would be torn from what it counts, or a dash would open a line."""
    if not _MAY_BIND.search(text):
        return text
    # After a dash a line may part even before a no-break space; a word joiner between them forbids it.
    return _DASHED.sub("\u2060", _BOUND.sub("\u00a0", text))


def whole(text: str) -> str:
    """*text* with no-break hyphens in the numbers of acts: "№ 12-ж"."""
    return _NUMBER.sub(lambda match: match[0].replace("-", "\u2011"), text)


def squeeze(text: str, language: str, room: float, size: float, *, bold: bool = False) -> str:
    """*text* whose too long words may part: by syllables, else anywhere; *room* in mm at *size* points."""
    out = []
    for word in re.split(r"(\s)", text):
        if width(word, size, bold=bold) > room:
            word = soften(word, language, _SHORTEST)
            word = "\u00ad".join(_torn(part, room, size, bold) for part in word.split("\u00ad"))
        out.append(word)
    return "".join(out)


def _torn(word: str, room: float, size: float, bold: bool) -> str:
    """A part that still does not fit (an address, a row of digits) opens at zero-width spaces."""
    if width(word, size, bold=bold) <= room:
        return word
    step = max(1, int(len(word) * room / width(word, size, bold=bold) * 0.8))
    return "\u200b".join(word[at : at + step] for at in range(0, len(word), step))


def pieces(text: str, language: str, *, narrow: bool) -> Iterator[tuple[str, str]]:
    """*text* in order as (part, kind): ``"x"`` must not part, ``"h"`` may by patterns, ``""`` plain."""
    if "-" not in text and not (narrow and len(text) >= LONG_WORD):
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
    softened = soften(text, language)
    if softened != text:
        yield softened, ""
        return
    at = 0
    for match in _WORD.finditer(text):
        if at < match.start():
            yield text[at : match.start()], ""
        yield match[0], "h"
        at = match.end()
    if at < len(text):
        yield text[at:], ""
