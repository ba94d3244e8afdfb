"""Whether a document bears a restriction mark.

A mark stands by itself: a line that holds nothing else but a copy's number or the clause of a list. In margins, names
and properties it may have company. A text that speaks of marked papers, or of chipboard, bears none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

import msgspec

from bagdar.documents.marking.fragments import Fragment, fragments_of
from bagdar.documents.marking.letters import compact, folded, together, words
from bagdar.documents.marking.words import MarkWords
from bagdar.documents.raw import RawDocument
from bagdar.kernel.findings import Finding, Place, Severity

_BY_ITSELF: Final = frozenset({"head", "margin", "label"})
"""Where the short letters alone are a mark."""


class Marked(msgspec.Struct, frozen=True):
    """``mark``: id of the mark; ``text``: as it stands there."""

    mark: str
    text: str
    place: Place


def marks_in(document: RawDocument, known: MarkWords) -> list[Marked]:
    """The marks that *document* bears, each once."""
    return marks_in_fragments(fragments_of(document), known)


def marks_in_fragments(fragments: Iterable[Fragment], known: MarkWords) -> list[Marked]:
    finder = _Finder(known)
    found: dict[str, Marked] = {}
    for fragment in fragments:
        mark = finder.mark_of(fragment)
        if mark:
            found.setdefault(mark, Marked(mark, fragment.text.strip()[:120], fragment.place))
    return list(found.values())


def findings(document: RawDocument, known: MarkWords) -> Iterator[Finding]:
    """The marks that *document* bears, as a check tells them."""
    names = {mark.id: mark.name for mark in known.marks}
    for one in marks_in(document, known):
        yield Finding(
            check="marking.bears",
            clause="practice",
            severity=Severity.ERROR,
            place=one.place,
            params={"mark": names[one.mark], "text": one.text},
        )


def _one_of(texts: Iterable[str]) -> str:
    shapes = sorted({compact(folded(text)) for text in texts}, key=len, reverse=True)
    return "|".join(re.escape(shape) for shape in shapes if shape) or "(?!)"


class _Finder:
    """The patterns of one methodology's words. Texts are matched without what stands between their letters."""

    def __init__(self, known: MarkWords) -> None:
        self.known = known

    def mark_of(self, fragment: Fragment) -> str:
        """Id of the mark that *fragment* is or bears; "": none."""
        text = folded(fragment.text)
        letters = compact(text)
        if not self._any.search(letters):
            return ""
        alone = self._alone.fullmatch(letters)
        if alone and self._counts(fragment, alone):
            return self._id(alone["mark"])
        if fragment.where in _BY_ITSELF:
            numbered = self._numbered.fullmatch(text.strip())
            if numbered:
                return self._id(numbered["mark"])
        if fragment.where in ("margin", "label"):
            return self._in_company(text)
        return ""

    def _counts(self, fragment: Fragment, alone: re.Match[str]) -> bool:
        """In a table's rows and far down the flow letters by themselves are words of the subject."""
        if fragment.where in _BY_ITSELF or alone["copy"]:
            return True
        return fragment.where == "text" and alone["mark"] in self._phrases

    def _in_company(self, text: str) -> str:
        said = together(words(text))
        if any(word.startswith(self._speaking) for word in said):
            return ""
        known = (word.lstrip("0123456789") for word in said)
        mark = next((word for word in known if word in self._short or word in self._phrases), "")
        if mark:
            return self._id(mark)
        phrase = self._any_phrase.search(" ".join(said))
        return self._id(compact(phrase[0])) if phrase else ""

    def _id(self, mark: str) -> str:
        return self._phrases.get(mark) or self._short[mark]

    @cached_property
    def _phrases(self) -> dict[str, str]:
        return {compact(folded(text)): mark.id for mark in self.known.marks for text in mark.phrases}

    @cached_property
    def _short(self) -> dict[str, str]:
        return {compact(folded(text)): mark.id for mark in self.known.marks for text in mark.short}

    @cached_property
    def _speaking(self) -> tuple[str, ...]:
        return tuple(folded(text) for text in self.known.speaking)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(_one_of([*self._phrases, *self._short]))

    @cached_property
    def _any_phrase(self) -> re.Pattern[str]:
        phrases = (" ".join(words(folded(text))) for mark in self.known.marks for text in mark.phrases)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases)) or '(?!)'})\b")

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        mark, copy = _one_of([*self._phrases, *self._short]), _one_of(self.known.copies)
        copy = rf"(?:(?:{copy})\w{{0,6}}?п?\d{{0,6}}|\d{{1,6}}(?:ши|шы)?(?:{copy})\w{{0,3}})"
        clause = rf"(?:{_one_of(self.known.clauses)})\d.{{0,80}}"
        before = rf"(?:{_one_of(self.known.before)})*"
        again = rf"(?:{mark}|{clause})*"
        return re.compile(
            rf"{before}(?:{copy})?{before}(?P<mark>{mark}){again}(?P<copy>{copy})*(?:{clause})?"
        )

    @cached_property
    def _numbered(self) -> re.Pattern[str]:
        """The number of a marked paper, by itself: "№ 15-4/112 …" with the letters at its end."""
        begin = "|".join(re.escape(folded(text)) for text in self.known.numbers) or "(?!)"
        short = "|".join(re.escape(text) for text in self._short) or "(?!)"
        return re.compile(
            rf"(?:(?:{begin})\W*)?#\s*[\w/.\\-]{{0,20}}?\d[\w/.\\-]{{0,20}}?\s?[-/]?\s?(?P<mark>{short})\b.{{0,40}}"
        )
