"""Days named in running text: 08.01.2027, "8 января 2027 года", "2027 жылғы 8 қаңтарда", "8 January 2027"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.lexicon import lexicon

_PLAIN = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_ENDING = 4
"""Letters that an ending may add to a month's name."""
_AROUND = 3
"""Words before a day in which its year may stand."""


def days_in(text: str, language: str) -> Iterator[date]:
    """Every whole day, with day, month and year, that *text* names."""
    for found in _PLAIN.finditer(text):
        day, month, year, *turned = found.groups()
        yield from _day(*(turned if year is None else (year, month, day)))
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        month_number = _month(word, language) if at else None
        if month_number is not None and words[at - 1].isdigit():
            after = words[at + 1 : at + 2]
            before = words[max(0, at - 1 - _AROUND) : at - 1]
            years = [each for each in (*after, *reversed(before)) if each.isdigit() and len(each) == 4]
            if years:
                yield from _day(years[0], str(month_number), words[at - 1])


def _month(word: str, language: str) -> int | None:
    key = fold(word)
    for number, name in enumerate(lexicon(language).months, 1):
        stem = fold(name)
        if stem and key.startswith(stem) and len(key) - len(stem) <= _ENDING:
            return number
    return None


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
