"""Whether a cell's text is of its column at all: asked only of rows that nothing else vouches for."""

from __future__ import annotations

import re
from functools import cached_property

from bagdar.documents.reading.folding import fold, is_void
from bagdar.documents.reading.lexicon import folded, folded_all
from bagdar.documents.reading.phrases import Grammars

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(r"^[+\-−–]?\d[\d\s\u00a0\u202f.,]*\s*(?:%|\*+|\d?\))?$")
_SHORT = 3
_TOKEN = re.compile(r"[^\s,;()«»\"“”]+")


def is_figure(text: str) -> bool:
    """A number as people write it: "98 748,9*", "3 25 3,1", one digit a line."""
    return _FIGURE.match(text.strip()) is not None


class Evidence:
    """Plausibility of cells by role. Answers are remembered; grammars are asked last."""

    def __init__(self, grammars: Grammars, languages: tuple[str, ...], language: str | None) -> None:
        self.grammars = grammars
        self.languages = languages
        self.language = language
        self._known: dict[tuple[str, str], bool] = {}

    def plausible(self, role: str, text: str) -> bool:
        """Whether *text* may stand in a column of *role*. Texts of unknown columns never vouch."""
        key = (role, text)
        if key not in self._known:
            check = getattr(self, f"_{role}", None)
            self._known[key] = bool(check and not is_void(text) and check(text))
        return self._known[key]

    def _amounts(self, text: str) -> bool:
        return is_figure(text) or (text[:1].isdigit() and self._understood("financing", text))

    def _programme(self, text: str) -> bool:
        return bool(re.fullmatch(r"[\d\s/,;.\-]+", text.strip()))

    def _deadline(self, text: str) -> bool:
        if _YEAR.search(text):
            return True
        key = fold(text)
        stems = (folded(language, "months") for language in self.languages)
        if any(key.startswith(stem) for months in stems for stem in months if len(stem) > 2):
            return True
        return self._understood("deadline", text)

    @cached_property
    def _names(self) -> frozenset[str]:
        names = {fold(name) for name in self.grammars.abbreviations}
        for body in self.grammars.bodies:
            names.update(fold(text) for texts in body.abbreviations.values() for text in texts)
            names.update(fold(text) for text in body.name.values())
        return frozenset(names - {""})

    def _executors(self, text: str) -> bool:
        tokens = _TOKEN.findall(text)
        # Small letters are no abbreviation, whatever they look like.
        if any(fold(token) in self._names for token in tokens if len(token) > _SHORT or not token.islower()):
            return True
        return self._understood("executors", text)

    def _financing(self, text: str) -> bool:
        return self._understood("financing", text)

    def _completion(self, text: str) -> bool:
        return self._understood("completion", text)

    def _understood(self, role: str, text: str) -> bool:
        reading = self.grammars.read(role, text, self.language)
        return reading is not None and reading.understood

    def breaks_off(self, text: str) -> bool:
        """Whether *text* plainly goes on: a comma, a hyphen, an open bracket, a small word at its end.

        Quotation marks tell nothing: nested ones are closed once by common custom.
        """
        stripped = text.rstrip()
        if not stripped:
            return False
        if stripped[-1] in ",-–—(/" or stripped.count("(") > stripped.count(")"):
            return True
        return stripped[-1].isalpha() and fold(stripped.split()[-1]) in folded_all(
            self.languages, "open_endings"
        )
