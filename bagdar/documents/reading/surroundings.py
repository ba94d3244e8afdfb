"""What stands around a plan's table: its title and years, the acts that approved it, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bagdar.documents.forms.parts import Act
from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.lexicon import folded, folded_all, lexicon
from bagdar.documents.reading.periods import read_period
from bagdar.documents.reading.vocabulary import Vocabulary
from bagdar.kernel.text import Text

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(r"(?:№|\b[Nn](?:o\.|[°º]|\.[°º]))\s*([\w/\-]*\d[\w/\-]*)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[.](\d{1,2})[.]((?:19|20)\d\d)(?!\d)")
_WORDS_OF_A_DAY, _LONGEST_DAY = 3, 60
_LEAD = re.compile(r"^\s*\d{1,2}[.)]\s+")


class Frame(NamedTuple):
    """``title``: the plan's, unchanged; ``years``: first and last, either None where not said."""

    title: str
    years: tuple[int | None, int | None]
    approved: str
    agreed: str


def read_frame(paragraphs: Sequence[str], vocabulary: Vocabulary) -> Frame:
    """The paragraphs over the first table of a plan."""
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]
    first, title = _title(lines, vocabulary)
    approved, agreed = _marks(lines[:first], vocabulary)
    years = _years(" ".join(lines[first:]) if title else "")
    return Frame(title, years, approved, agreed)


def _title(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[int, str]:
    """Where the title begins, and the title: the form's own, else the last lines that name a plan."""
    own = [fold(text) for form in vocabulary.forms.values() for text in form.title.values()]
    words = folded_all(vocabulary.languages, "titles")
    named = [n for n, line in enumerate(lines) if any(key in fold(line) for key in (*own, *words))]
    whole = [n for n in named if any(key and key in fold(lines[n]) for key in own)]
    candidates = whole or [n for n in named if not _is_annex(lines[n], vocabulary)]
    if not candidates:
        return len(lines), ""
    start = end = candidates[0] if whole else candidates[-1]
    while start > 0 and lines[start][:1].islower() and not _is_annex(lines[start - 1], vocabulary):
        start -= 1
    while end + 1 < len(lines) and not _is_aside(lines[end + 1], vocabulary):
        end += 1
    return start, " ".join(lines[start : end + 1])


def _is_annex(line: str, vocabulary: Vocabulary) -> bool:
    key = fold(line)
    return any(key.startswith(word) for word in folded_all(vocabulary.languages, "layout"))


def _is_aside(line: str, vocabulary: Vocabulary) -> bool:
    """The years alone, or a unit in brackets: under a title, not of it."""
    if line.startswith("(") or read_period(line, vocabulary) is not None:
        return True
    return bool(_YEARS.search(line)) and len(fold(_YEARS.sub("", line))) <= 10


def _years(text: str) -> tuple[int | None, int | None]:
    span = _YEARS.search(text)
    if span is not None:
        return int(span[1]), int(span[2])
    years = [int(year) for year in _YEAR.findall(text)]
    return (None, max(years)) if years else (None, None)


def _marks(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[str, str]:
    """The approving act and the agreement as written at the head, without the word that opens them."""
    found: dict[str, list[str]] = {"approved": [], "agreed": []}
    current = ""
    for line in lines:
        key = fold(line)
        for name in found:
            opening = next((k for k in vocabulary.word(f"approval.{name}") if key.startswith(k)), None)
            if opening is not None and not (name == current and found[name] == []):
                current, line = name, _after(line, opening)
                break
        if current and line.strip(" :"):
            found[current].append(line.strip())
    return " ".join(found["approved"]), " ".join(found["agreed"])


def _after(line: str, opening: str) -> str:
    """*line* after the words whose comparison key is *opening*."""
    seen = 0
    for place, letter in enumerate(line):
        seen += len(fold(letter))
        if seen >= len(opening):
            return line[place + 1 :].lstrip(" :")
    return ""


def read_act(text: str, language: str) -> Act | None:
    """An act as cited, with its number and day where they can be read; None for no text."""
    if not text.strip():
        return None
    number = _NUMBER.search(text)
    return Act(text=Text({language: text}), number=number[1] if number else None, day=day_of(text, language))


def bare_day(text: str, language: str) -> date | None:
    """The day of a text that says nothing else: "20.01.2027", "Date: 20 January 2027"; else None."""
    words = re.findall(r"[^\W\d_]+", text)
    alone = len(words) <= _WORDS_OF_A_DAY and len(text) <= _LONGEST_DAY and not _NUMBER.search(text)
    return day_of(text, language) if alone else None


def day_of(text: str, language: str) -> date | None:
    """The first day that *text* names in figures, else in the language's words."""
    plain = _DAY.search(text)
    if plain is not None:
        return _date(int(plain[3]), int(plain[2]), int(plain[1]))
    year = _YEAR.search(text)
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    for month, name in enumerate(lexicon(language).months, 1):
        stem = fold(name)
        if year and any(word.startswith(stem) and len(word) - len(stem) <= 4 for word in words):
            # "Order No. 12 of 5 January 2027": the number is no day.
            unnumbered = _NUMBER.sub(" ", text).replace(year[1], " ")
            day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", unnumbered)
            return _date(int(year[1]), month, int(day[1])) if day else None
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def listed_abbreviations(paragraphs: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Abbreviations that a note lists ("Abbreviations: МНЭ – Ministry …, МФ – …"), or one a paragraph."""
    found: dict[str, str] = {}
    keys = [key for key in vocabulary.word("abbreviations.note") if len(key) > 6]
    opened = False
    for paragraph in paragraphs:
        key = fold(paragraph[:200])
        opening = next((each for each in keys if key.startswith(each) or each in key[:60]), None)
        stem = any(word in key[:60] for word in folded_all(vocabulary.languages, "abbreviations"))
        if opening is not None or stem:
            opened = True
            _, _, rest = paragraph.partition(":")
            found.update(_pairs(rest.strip().rstrip(".")))
        elif opened:
            pairs = _pairs(paragraph.rstrip(".;"))
            if not pairs:
                opened = False
            found.update(pairs)
    return found


def _pairs(text: str) -> Mapping[str, str]:
    pieces = re.split(r"[,;]\s+(?=[^,;–—]{1,90}\s[–—-]\s)", text)
    out: dict[str, str] = {}
    for piece in pieces:
        short, dash, full = re.sub(r"\s[–—-]\s", "\x00", piece, count=1).partition("\x00")
        if dash and short.strip() and len(short) <= 90 and full.strip():
            out[short.strip()] = full.strip()
    return out


__all__ = ["Frame", "folded", "listed_abbreviations", "read_act", "read_frame"]
