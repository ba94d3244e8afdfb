"""A cell of completion as a row of elements: terms, bodies, prepositions, other words."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from bagdar.documents.grammar.completion.words import TermMatch, Vocabulary
from bagdar.documents.grammar.executors.register import Register, choose
from bagdar.documents.grammar.executors.shapes import closes, opens
from bagdar.documents.grammar.pieces import Pieces

_CLUSTER: Final = re.compile(r"[бвгджзйклмнпрстфхцчшщқғңһbcdfghjklmnpqrstvwxzѕј]{6}")
_VOWEL: Final = re.compile(r"[аеиоуыэюяәөүұіa-zйё]")


class Element(msgspec.Struct, frozen=True):
    """Pieces first … last-1. ``kind``: "term", "body", "to", "about", "of", "and", "fill", "number",
    "numbering" (of an item of a list), "word"."""

    kind: str
    first: int
    last: int
    match: TermMatch | None = None
    body: str | None = None
    case: str = ""
    """"genitive" or "dative", where the ending of a body's name tells it."""
    separated: bool = False
    """A comma, semicolon, line break or bracket stands before it."""
    quoted: bool = False
    bracketed: bool = False

    @property
    def category(self) -> str:
        return self.match.term.category if self.match else ""


def scan(pieces: Pieces, register: Register, vocabulary: Vocabulary, state: frozenset[int]) -> list[Element]:
    """Elements of *pieces* in order, none left out; *state*: pieces that only say whose a body is."""
    found: list[Element] = []
    quotes = brackets = 0
    at = 0
    while at < len(pieces):
        between = pieces.between(at)
        quotes = max(0, quotes + opens((" " if at == 0 else "") + between) - closes(between))
        brackets = max(0, brackets + between.count("(") - between.count(")"))
        element = Element("fill", at, at + 1) if at in state else _element(pieces, at, register, vocabulary)
        found.append(
            msgspec.structs.replace(
                element,
                separated=(at > 0 and any(mark in between for mark in ",;\n()•·")) or _dash(between),
                quoted=quotes > 0,
                bracketed=brackets > 0,
            )
        )
        for inner in range(at + 1, element.last):
            quotes = max(0, quotes + opens(pieces.between(inner)) - closes(pieces.between(inner)))
        at = element.last
    return found


def _dash(between: str) -> bool:
    return between.strip() in {"–", "—", "-"} and between != between.strip()


def _element(pieces: Pieces, at: int, register: Register, vocabulary: Vocabulary) -> Element:
    term = vocabulary.term_at(pieces, at)
    joint = vocabulary.joint_words.at(pieces, at)
    options = [
        Element("term", at, term.last, match=term) if term else None,
        _body(pieces, at, register, vocabulary),
        Element(vocabulary.joints[joint[1]], at, joint[0]) if joint else None,
    ]
    best = max((option for option in options if option), key=lambda option: option.last, default=None)
    if best is not None:
        return best
    if pieces[at].key.isdigit():
        return Element("numbering" if _numbering(pieces, at) else "number", at, at + 1)
    return Element("word", at, at + 1)


def _numbering(pieces: Pieces, at: int) -> bool:
    """``1) приказ; 2) отчет``: the number of an item of a list."""
    before, after = pieces.between(at), pieces.between(at + 1)
    begins = at == 0 or any(mark in before for mark in ",;\n")
    return begins and "(" not in before and after[:1] in {")", "."} and at + 1 < len(pieces)


def _body(pieces: Pieces, at: int, register: Register, vocabulary: Vocabulary) -> Element | None:
    match = register.find(pieces, at)
    if match is None or match.loose:
        return None
    raw = "".join(pieces[index].raw for index in range(at, match.last)).lower()
    form, _ = choose(match.forms, raw, register.bodies, vocabulary.language, None)
    return Element(
        "body", at, match.last, body=form.body, case=_case(pieces, at, match.ending, register, vocabulary)
    )


def _case(pieces: Pieces, at: int, ending: str, register: Register, vocabulary: Vocabulary) -> str:
    words = vocabulary.words
    if words.genitive and ending.endswith(words.genitive):
        return "genitive"
    if ending in words.dative or any(len(end) > 1 and ending.endswith(end) for end in words.dative):
        return "dative"
    names = register.words.by_language.get(vocabulary.language)
    for cases in names.declension.values() if names else ():
        for case, said in zip(("genitive", "dative"), cases, strict=False):
            if pieces.stream.startswith(said, pieces[at].at) and not pieces.end(at, len(said))[1]:
                return case
    return ""


def plausible(pieces: Pieces, element: Element) -> bool:
    """Could it be a word at all? Nothing is sure; runs of consonants and words without a vowel are not."""
    if element.quoted or element.kind != "word":
        return True
    for index in range(element.first, element.last):
        piece = pieces[index]
        if piece.capital or piece.key.isdigit():
            continue
        if _CLUSTER.search(piece.key) or not _VOWEL.search(piece.key):
            return False
    return True
