"""A caption that names a period: a year, a part of a year, a total or a base, with fact or forecast."""

from __future__ import annotations

import re
from typing import NamedTuple

from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.vocabulary import Vocabulary, cut_fields

TOTAL, BASE = "total", "base"
_YEAR = re.compile(r"(?<!\d)(\d?)((?:19|20)\d\d)(\d?)(?!\d)")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)(?!\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LONGEST = 60
"""A caption of a yearly column is short; a sentence with a year in it is not one."""


class PeriodCaption(NamedTuple):
    """``mark``: a digit glued to the year, probably a footnote's."""

    period: str
    sense: str = ""
    mark: str = ""


def read_period(text: str, vocabulary: Vocabulary, *, loose: bool = False) -> PeriodCaption | None:
    """What period *text* names, or None. *loose*: other words may stand by the year."""
    if not text or len(text) > _LONGEST:
        return None
    printed = _as_printed(text, vocabulary)
    if printed:
        return PeriodCaption(printed)
    key = fold(text)
    languages = vocabulary.languages
    if any(key == word or key.startswith(word) for word in folded_all(languages, "total")):
        return PeriodCaption(TOTAL)
    sense = _sense(key, vocabulary)
    year = _RANGE.search(text) or _YEAR.search(text)
    if year is None:
        return PeriodCaption(BASE, "base") if sense == "base" and len(text) < 40 else None
    if year.re is _RANGE:
        return PeriodCaption(year[1], sense) if loose or _only_known(text, vocabulary) else None
    if not (loose or sense or _only_known(text, vocabulary)):
        return None
    return PeriodCaption(year[2] + _part(text, year.span(), vocabulary), sense, year[1] or year[3])


def _as_printed(text: str, vocabulary: Vocabulary) -> str:
    """The period by the pack's own way of printing it ("{year}", "S{part} {year}", …)."""
    for form in vocabulary.forms.values():
        for key in ("period.column", "period.column_part", "period.part"):
            for template in form.words.get(key, {}).values():
                if "{part}" not in template or "{year}" not in template:
                    continue
                pattern = re.escape(template).replace(r"\{year\}", r"(?P<year>\d{4})")
                pattern = pattern.replace(r"\{next\}", r"\d{2,4}").replace(r"\{part\}", r"(?P<part>\d)")
                found = re.fullmatch(r"\s*" + pattern.replace(r"\ ", r"\s+") + r"\s*", text)
                if found:
                    return f"{found['year']}-{found['part']}"
    return ""


def _part(text: str, year: tuple[int, int], vocabulary: Vocabulary) -> str:
    """ "-1" where a half-year or quarter with its number stands by the year."""
    rest = (text[: year[0]] + " " + text[year[1] :]).casefold()
    key = fold(rest)
    words = folded_all(vocabulary.languages, "half") + folded_all(vocabulary.languages, "quarter")
    if not any(len(word) > 1 and word in key for word in words):
        return ""
    for token in re.findall(r"[\w]+", rest.replace("і", "i")):
        if token in _ROMAN:
            return f"-{_ROMAN[token]}"
    return ""


def _sense(key: str, vocabulary: Vocabulary) -> str:
    for sense in ("base", "fact", "forecast"):
        if any(word in key for word in folded_all(vocabulary.languages, sense) if len(word) > 3):
            return sense
    return ""


def _only_known(text: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing but year words stands by the year."""
    letters = fold(re.sub(r"\d+", " ", text))
    for sense in ("year", "fact", "forecast", "half", "quarter"):
        for word in folded_all(vocabulary.languages, sense):
            letters = letters.replace(word, "", 1) if letters.startswith(word) else letters
    return len(letters) <= 2


def sense_of(text: str, vocabulary: Vocabulary) -> str:
    """ "fact" or "forecast" where a group's caption says so."""
    return _sense(fold(text), vocabulary)


__all__ = ["BASE", "TOTAL", "PeriodCaption", "cut_fields", "read_period", "sense_of"]
