"""Sentences of part 2 that say there are no factors, told from factors by the methodology's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bagdar.documents.forms import Factor
from bagdar.documents.spec import FormSpec

SENTENCES, AROUND = "no_factors", "no_factors.words"
"""``word_variants``: sentences with {factors} where the words of the second list may stand."""


def says_none(factor: Factor, form: FormSpec | None) -> bool:
    """Whether *factor* bears on no line, has no measures, and every sentence of it denies factors.

    A single word outside the methodology's lists makes it a factor like any other: "no rise in crime
    was noted" says something that has a sign.
    """
    if form is None or factor.keys or factor.measures:
        return False
    said = [
        (statement.language, sentence)
        for statement in factor.statements
        for sentence in re.split(r"[.;!\n]+", statement.text)
        if sentence.strip()
    ]
    return bool(said) and all(_denies(sentence, form, language) for language, sentence in said)


def _denies(sentence: str, form: FormSpec, language: str) -> bool:
    templates = form.word_variants.get(SENTENCES, {}).get(language, ())
    around = form.word_variants.get(AROUND, {}).get(language, ())
    text = _plain(sentence)
    return any(pattern.fullmatch(text) for pattern in _patterns(templates, around))


@lru_cache(maxsize=64)
def _patterns(templates: tuple[str, ...], around: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    free = "|".join(map(re.escape, sorted(set(map(_plain, around)))))
    return tuple(re.compile("".join(_pieces(template, f"(?:{free})*"))) for template in templates)


def _pieces(template: str, free: str) -> Iterator[str]:
    for piece in re.split(r"(\{factors\})", template):
        yield free if piece == "{factors}" else re.escape(_plain(piece))


def _plain(text: str) -> str:
    """Words in small letters, a space after each."""
    words: Iterable[str] = re.findall(r"\w+", text.casefold())
    return "".join(f"{word} " for word in words)
