"""Sentences that say there is nothing to say (no factors, no proposals), told by the methodology's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bagdar.documents.forms import Statement
from bagdar.documents.spec import FormSpec

FACTORS, PROPOSALS = "no_factors", "no_proposals"
"""``word_variants`` of the report's form: sentences with {words} where words of the list ``<id>.words``
may stand."""


def denies(statements: Iterable[Statement], form: FormSpec | None, what: str) -> bool:
    """Whether something is said and every sentence of it denies *what*, in the methodology's words.

    A single word outside the methodology's lists makes it a statement like any other: "no rise in
    crime was noted" says something.
    """
    said = [
        (statement.language, sentence)
        for statement in statements
        for sentence in re.split(r"[.;!\n]+", statement.text)
        if sentence.strip()
    ]
    return form is not None and bool(said) and all(_denied(text, form, lang, what) for lang, text in said)


def _denied(sentence: str, form: FormSpec, language: str, what: str) -> bool:
    templates = form.word_variants.get(what, {}).get(language, ())
    around = form.word_variants.get(f"{what}.words", {}).get(language, ())
    text = _plain(sentence)
    return any(pattern.fullmatch(text) for pattern in _patterns(templates, around))


@lru_cache(maxsize=64)
def _patterns(templates: tuple[str, ...], around: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    free = "|".join(map(re.escape, sorted(set(map(_plain, around)))))
    return tuple(re.compile("".join(_pieces(template, f"(?:{free})*"))) for template in templates)


def _pieces(template: str, free: str) -> Iterator[str]:
    for piece in re.split(r"(\{words\})", template):
        yield free if piece == "{words}" else re.escape(_plain(piece))


def _plain(text: str) -> str:
    """Words in small letters, a space after each."""
    return "".join(f"{word} " for word in re.findall(r"\w+", text.casefold()))
