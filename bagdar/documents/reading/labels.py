"""A row's run-in label: "Целевой индикатор 1.", "2-міндет", "Раздел II." → kind, number, title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from bagdar.documents.reading.folding import fold, fold_mapped
from bagdar.documents.reading.lexicon import lexicon
from bagdar.documents.reading.model import Label
from bagdar.documents.reading.vocabulary import Vocabulary, cut_fields

_NUMBER = re.compile(r"\s*+(?:(?:№|[Nn][°º])\s*+)?(\d+(?:\.\d+)*|[IVXLІХVivx]{1,6}|[nN])(?![^\W\d_])")
_LEADING = re.compile(
    r"^\s*(?:№\s*)?(\d+(?:\.\d+)*|[IVXLІХ]{1,6}|[nN])\s*([.)]?)\s*([-‐‑–]?)\s*(?:[^\W\d_]{2,3}\s+)?(?=[^\W\d_])"
)
_SEPARATOR = re.compile(r"\s*[.:;)–—\-]+\s*|\s*\n\s*|\s*$")
_WORD_FORM = re.compile(r"\s*([^\W\d_]{4,12})(?![^\W_])")
_STOP = re.compile(r"\s*(?:[.:–—]|\n|$)")
_TWICE = re.compile(r"\s*/\s*")
_WORD = 80
_READ = 120
"""A label stands in the first letters of a cell."""


class _Word(NamedTuple):
    folded: str
    kind: str
    language: str
    words: int
    plural: bool


class Labels:
    """Labels of all kinds in all languages, the longest tried first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @cached_property
    def words(self) -> tuple[_Word, ...]:
        """Every label's words, the longest first."""
        found: dict[str, _Word] = {}
        for kind in self.vocabulary.kinds.values():
            for language, text, plural in self._texts(kind.id):
                bare = cut_fields(text).strip(" -.")
                key = fold(bare)
                if len(key) > 1 or (key and "{n}" in text):
                    word = _Word(key, kind.id, language, len(re.findall(r"[^\W\d]+", bare)), plural)
                    found.setdefault(key, word)
        return tuple(sorted(found.values(), key=lambda word: -len(word.folded)))

    def _texts(self, kind_id: str) -> Iterator[tuple[str, str, bool]]:
        kind = self.vocabulary.kinds[kind_id]
        for language, text in kind.label.items():
            yield language, text, False
        for language, texts in kind.labels.items():
            for text in texts:
                yield language, text, False
        for language, text in kind.name.items():
            yield language, text, False
        for language, text in kind.plural.items():
            yield language, text, True

    @cached_property
    def _by_initial(self) -> dict[str, tuple[_Word, ...]]:
        found: dict[str, list[_Word]] = {}
        for word in self.words:
            found.setdefault(word.folded[0], []).append(word)
        return {initial: tuple(words) for initial, words in found.items()}

    def read(self, text: str) -> Label | None:
        """The label at the start of *text*, or None; also said twice: ``1-мақсат / Цель 1.``"""
        found = self._read(text)
        again = _TWICE.match(text, found.end) if found is not None else None
        if found is None or again is None:
            return found
        other = self._read(text[again.end() :])
        if other is None or other.kind != found.kind or other.language == found.language:
            return found
        if found.number and other.number and found.number != other.number:
            return found
        number = found.number or other.number
        return replace(found, number=number, end=again.end() + other.end, explicit=True)

    def _read(self, text: str) -> Label | None:
        head = text[:_READ]
        if not head or head.isspace():
            return None
        leading = _LEADING.match(head)
        if leading is not None:
            for start in dict.fromkeys((leading.end(3) + _blanks(head, leading.end(3)), leading.end())):
                found = self._at(head, start, leading)
                if found is not None:
                    return found
        return self._at(head, 0, None) or self._after_word(head)

    @cached_property
    def _ordinals(self) -> tuple[tuple[str, str], ...]:
        """(comparison key of how "first" begins, "1"), of all languages."""
        known = (lexicon(language).ordinals for language in self.vocabulary.languages)
        return tuple((fold(word), str(n)) for words in known for n, word in enumerate(words, 1))

    def _in_words(self, word: str) -> str:
        """The number that *word* is ("второй" → "2"), or ""."""
        key = fold(word)
        found = (n for known, n in self._ordinals if key.startswith(known) and len(key) <= len(known) + 3)
        return next(found, "")

    def _after_word(self, head: str) -> Label | None:
        """ "Second section": the number is a word before the label."""
        first = _WORD_FORM.match(head)
        number = self._in_words(first[1]) if first else ""
        label = self._at(head, first.end(), None) if first and number else None
        return replace(label, number=number) if label and not label.number else None

    def _at(self, head: str, start: int, leading: re.Match[str] | None) -> Label | None:
        body = head[start:]
        stripped = body.lstrip(' \t\n\u00a0«"“')
        start += len(body) - len(stripped)
        candidates = self._by_initial.get(fold(stripped[:1]), ())
        key = fold(stripped[:_WORD]) if candidates else ""
        fitting = [word for word in candidates if key.startswith(word.folded)]
        if not fitting:
            return None
        key, places = fold_mapped(stripped[:_WORD])
        for word in fitting:
            if key.startswith(word.folded):
                label = self._finish(head, start + places[len(word.folded) - 1] + 1, word, leading)
                if label is not None:
                    return label
        return None

    def _finish(self, head: str, end: int, word: _Word, leading: re.Match[str] | None) -> Label | None:
        """Accept the label if a number, a separator or a fresh sentence sets it off from the title."""
        if head[end : end + 1].isalpha():
            return None
        # "1-міндет" is numbered by its hyphen; in "1. Направление …" the number may be the row's own.
        number = arabic(leading[1]) if leading else ""
        sure = bool(leading and leading[3] and not leading[2])
        if not number:
            found = _NUMBER.match(head, end)
            if found is not None:
                number, end, sure = arabic(found[1]), found.end(), True
            elif (spelt := _WORD_FORM.match(head, end)) and (number := self._in_words(spelt[1])):
                # A number in words needs its full stop: "Task: second reading" is no task 2.
                if _STOP.match(head, spelt.end()):
                    end, sure = spelt.end(), True
                else:
                    number = ""
        separator = _SEPARATOR.match(head, end)
        after = head[end:].lstrip()
        fresh = after[:1].isupper() or after[:1] in '«"“'
        if separator is None and (word.plural or not (sure or (fresh and (number or word.words >= 2)))):
            return None
        end = separator.end() if separator else len(head) - len(after)
        return Label(word.kind, number, end, word.language, word.plural, sure or separator is not None)

    def split(self, text: str) -> list[tuple[Label, str]]:
        """Every labelled piece of a cell that names several items, each from its label to the next."""
        starts = [match.end() for match in re.finditer(r"(?:^|\n|(?<=[.;])\s)\s*", text)]
        found: list[tuple[int, Label]] = []
        for start in dict.fromkeys(starts):
            label = self.read(text[start:])
            if (
                label is not None
                and not label.plural
                and (label.number or start == 0 or text[start - 1] == "\n")
            ):
                found.append((start, label))
        ends = [*[start for start, _ in found[1:]], len(text)]
        return [
            (label, text[start + label.end : end].strip())
            for (start, label), end in zip(found, ends, strict=False)
        ]


def _blanks(text: str, start: int) -> int:
    return len(text[start:]) - len(text[start:].lstrip())


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "і": 1, "х": 10}


def arabic(number: str) -> str:
    """A Roman number in Arabic figures (letters of either script); anything else as it is."""
    values = [_ROMAN.get(letter) for letter in number.casefold()]
    if not values or any(value is None for value in values):
        return number
    total = 0
    figures = [value for value in values if value is not None]
    for value, following in zip(figures, [*figures[1:], 0], strict=True):
        total += -value if value < following else value
    return str(total)
