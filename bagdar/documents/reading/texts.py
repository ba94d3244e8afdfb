"""A cell's text as the forms keep it: by language, without marks of layout, dashes meaning nothing."""

from __future__ import annotations

import re
from functools import cached_property

from bagdar.documents.reading.folding import is_blank, is_void
from bagdar.documents.reading.vocabulary import Vocabulary
from bagdar.kernel.text import Text

_SOFT = "\u00ad"
_BLANKS = " \t\n\r\x0b\x0c\u00a0\u2007\u202f"
_NO_BREAK_HYPHEN = "\u2011"


def clean(text: str, *, keep: str = "") -> str:
    """*text* without the breaks that a layout puts into words; otherwise unchanged.

    Blanks around it go; *keep*: but not these.
    """
    if _SOFT in text:
        text = text.replace(_SOFT, "")
    if _NO_BREAK_HYPHEN in text:
        text = text.replace(_NO_BREAK_HYPHEN, "-")
    if not keep:
        return text.strip(_BLANKS)
    return text.strip("".join(letter for letter in _BLANKS if letter not in keep))


class Texts:
    """Texts of one document: which language each is in, by the marks of untranslated lines."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary = vocabulary
        self.language = language

    def text(self, written: str) -> Text:
        """*written* under its language; nothing for a dash, a blank or the mark of a missing text."""
        if is_void(written):
            return Text()
        bare = clean(written)
        if bare in self._missing:
            return Text()
        marked = self._mark.match(bare) if bare.startswith("[") else None
        if marked is None:
            return Text({self.language: bare})
        named = next(name for name, value in marked.groupdict().items() if value is not None)
        language = self._languages.get((marked[named] or "").casefold(), self.language)
        return Text({language: bare[marked.end() :].strip()})

    def language_of(self, written: str) -> tuple[str, str]:
        """The language and the words of *written*, its mark cut off."""
        text = self.text(written)
        return next(iter(text.items()), (self.language, ""))

    @cached_property
    def _missing(self) -> frozenset[str]:
        spec = self.vocabulary.spec
        return frozenset(spec.words.get("untranslated.missing", Text()).values())

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        spec = self.vocabulary.spec
        patterns = [
            re.escape(template).replace(r"\{language\}", f"(?P<l{n}>[^\\]]*)").replace(r"\ ", r"\s+")
            for n, template in enumerate(spec.words.get("untranslated.mark", Text()).values())
            if "{language}" in template
        ]
        return re.compile("|".join(patterns) or r"(?!)(?P<l0>)")

    @cached_property
    def _languages(self) -> dict[str, str]:
        """Name of a language, in any language → its code."""
        found = {language.casefold(): language for language in self.vocabulary.languages}
        for form in self.vocabulary.forms.values():
            for key, names in form.words.items():
                if key.startswith("language."):
                    found.update((name.casefold(), key.partition(".")[2]) for name in names.values())
        return found


def joined(above: str, below: str) -> str:
    """Two pieces of one text that a page or a row divided; each stays as it is written."""
    if is_blank(above) or is_blank(below):
        return above if is_blank(below) else below
    return f"{above}\n{below}"
