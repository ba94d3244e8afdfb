"""Words of a language that stand around the cells of any plan: data files, one for each language."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec

from bagdar.documents.reading.folding import fold


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``letters`` tell the language from its neighbours, ``frequent`` words confirm it; ``captions``:
    column role → captions met in plans of any country; ``ordinals``: how "first", "second", … begin; the rest are words by their sense."""

    letters: str = ""
    frequent: tuple[str, ...] = ()
    open_endings: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    quarter: tuple[str, ...] = ()
    fact: tuple[str, ...] = ()
    forecast: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    including: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    actual: tuple[str, ...] = ()
    actual_after: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    report_lines: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    captions: dict[str, tuple[str, ...]] = {}


@cache
def lexicon(language: str) -> Lexicon:
    """The words of *language*; an empty lexicon for a language that has no file."""
    path = resources.files(__package__).joinpath("lexicon", f"{language}.toml")
    if not path.is_file():
        return Lexicon()
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Lexicon)


@cache
def folded(language: str, sense: str) -> tuple[str, ...]:
    """The words of *sense* as comparison keys, longest first."""
    words: tuple[str, ...] = getattr(lexicon(language), sense)
    return tuple(sorted({fold(word) for word in words} - {""}, key=lambda key: (-len(key), key)))


@cache
def folded_all(languages: tuple[str, ...], sense: str) -> tuple[str, ...]:
    """The words of *sense* in all *languages*, longest first."""
    found = {key for language in languages for key in folded(language, sense)}
    return tuple(sorted(found, key=lambda key: (-len(key), key)))


_WORD = re.compile(r"[^\W\d_]+")


def guess_language(texts: Iterable[str], languages: tuple[str, ...]) -> str | None:
    """Which of *languages* the texts are in; None where nothing tells them apart."""
    if len(languages) < 2:
        return languages[0] if languages else None
    words = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
    scores: dict[str, float] = {}
    for language in languages:
        known = lexicon(language)
        frequent = sum(words[word] for word in known.frequent)
        marked = sum(n for word, n in words.items() if any(letter in word for letter in known.letters))
        scores[language] = frequent + marked
    best = max(languages, key=lambda language: scores[language])
    others = [score for language, score in scores.items() if language != best]
    return best if scores[best] > max(others) else None
