"""The words of each language by which forms of completion are read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

from bagdar.documents.grammar.executors.words import ExecutorWords
from bagdar.documents.grammar.pieces import Phrases, Pieces, key_of
from bagdar.documents.grammar.vocabulary import load_family

_HEAD: Final = 2
_LONGEST_ENDING: Final = 12


class CompletionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table ``[completion]`` of a language. ``order``: "first" where the document is named before
    what it is about, "last" where it closes the phrase. ``kinds``, ``actions``, ``status``: id → terms
    (the file's heading tells what ``~`` and ``*`` mean). ``of``: prepositions that only join an action to its
    document. ``modifier``, ``complement``: endings of words
    before and after the document's name; ``place``: those of a word that says where; ``author_before``: a body may stand before
    the document; ``office``: words that may follow an act as its author;
    ``genitive``, ``dative``, ``accusative``: endings that tell the author, the addressee,
    and what an action is done with; ``governs_dative``, ``governs_locative``: actions whose object stands in the dative, in the locative
    (endings ``locative``); ``needy``: words with which no phrase ends."""

    order: str
    kinds: dict[str, tuple[str, ...]]
    actions: dict[str, tuple[str, ...]]
    status: dict[str, tuple[str, ...]]
    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    joins: tuple[str, ...] = msgspec.field(default=(), name="and")
    fill: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    author_before: bool = False
    endings: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    genitive: tuple[str, ...] = ()
    dative: tuple[str, ...] = ()
    accusative: tuple[str, ...] = ()
    locative: tuple[str, ...] = ()
    governs_dative: tuple[str, ...] = ()
    governs_locative: tuple[str, ...] = ()
    needy: tuple[str, ...] = ()
    where: dict[str, tuple[str, ...]] = {}
    """Action → kinds that, after a preposition, only say where it is done (``размещение на портале``)."""


class Term(msgspec.Struct, frozen=True):
    """``stems``: keys of its words, each whole or (``open``) followed by an ending. ``opens``:
    "anywhere", "start" or "" (never opens a document)."""

    category: str
    id: str
    stems: tuple[tuple[str, bool], ...]
    opens: str


class TermMatch(msgspec.Struct, frozen=True):
    last: int
    term: Term
    ending: str
    """Key of what followed the last stem."""


class Vocabulary(msgspec.Struct, frozen=True):
    """One language, ready for look-up."""

    language: str
    words: CompletionWords
    terms: dict[str, tuple[Term, ...]]
    """First letters → terms, longest first."""
    endings: frozenset[str]
    oblique: frozenset[str]
    """Endings of a case: a word with one does not close a phrase."""
    offices: frozenset[str]
    about: frozenset[str]
    """Keys of the prepositions that may say what it is about, be they others' too."""
    joints: dict[str, str]
    """Key → "to", "about", "of", "and" or "fill"."""
    joint_words: Phrases

    def term_at(self, pieces: Pieces, first: int) -> TermMatch | None:
        """The longest term that begins with piece *first*."""
        at = pieces[first].at
        for term in self.terms.get(pieces.stream[at : at + _HEAD], ()):
            found = self._follow(pieces, first, term)
            if found:
                return found
        return None

    def _follow(self, pieces: Pieces, first: int, term: Term) -> TermMatch | None:
        place, ending = first, ""
        for stem, is_open in term.stems:
            if place >= len(pieces) or not pieces.stream.startswith(stem, pieces[place].at):
                return None
            last, rest = pieces.end(place, len(stem))
            ending = pieces[last - 1].key[-rest:] if rest else ""
            if is_open and not rest and last < len(pieces) and pieces[last].joined:
                ending, last = (pieces[last].key, last + 1) if self._ends(pieces[last].key) else ("", last)
            if (rest and not is_open) or (ending and not self._ends(ending)):
                return None
            place = last
        return TermMatch(place, term, ending)

    def _ends(self, ending: str) -> bool:
        return len(ending) <= _LONGEST_ENDING and ending in self.endings


@lru_cache(maxsize=8)
def vocabularies(
    packs: tuple[tuple[str, Traversable], ...] = (),
) -> dict[str, Vocabulary]:
    """Language → words, of the shipped languages and of *packs*."""
    names = load_family("executors", ExecutorWords, packs)
    return {
        language: _vocabulary(language, words, names.get(language))
        for language, words in load_family("completion", CompletionWords, packs).items()
    }


def _vocabulary(language: str, said: CompletionWords, names: ExecutorWords | None) -> Vocabulary:
    words = _keyed(said)
    endings = names.endings() if names else frozenset()
    bare = msgspec.structs.replace(names, case=()).endings() if names else frozenset()
    terms = [
        _term(category, key, said)
        for category, table in (("kind", words.kinds), ("action", words.actions), ("status", words.status))
        for key, terms in table.items()
        for said in terms
    ]
    buckets: dict[str, list[Term]] = {}
    for term in sorted(
        terms, key=lambda term: (-sum(len(stem) for stem, _ in term.stems), term.stems[-1][1])
    ):
        buckets.setdefault(term.stems[0][0][:_HEAD], []).append(term)
    joints = {
        key_of(said): name
        for name, table in (
            ("fill", words.fill),
            ("and", words.joins),
            ("about", words.about),
            ("of", words.of),
            ("to", words.to),
        )
        for said in table
    }
    return Vocabulary(
        language=language,
        words=words,
        terms={key: tuple(found) for key, found in buckets.items()},
        endings=endings | frozenset(words.endings),
        oblique=endings - bare,
        offices=frozenset(map(key_of, words.office)),
        about=frozenset(map(key_of, words.about)),
        joints=joints,
        joint_words=Phrases(joints),
    )


def _keyed(words: CompletionWords) -> CompletionWords:
    """*words* with endings as they are in keys, where look-alike letters are one."""
    endings = ("modifier", "complement", "place", "endings", "genitive", "dative", "accusative", "locative")
    return msgspec.structs.replace(
        words, **{name: tuple(map(key_of, getattr(words, name))) for name in endings}
    )


def _term(category: str, key: str, said: str) -> Term:
    opens = "start" if said.startswith("~") else "" if said.endswith("*") else "anywhere"
    stems = tuple(_stems(said.lstrip("~").split()))
    return Term(category, key, stems, opens)


def _stems(words: Iterable[str]) -> Iterable[tuple[str, bool]]:
    """Whole words are run together; a stem with an open ending stands by itself."""
    run = ""
    for word in words:
        if word.endswith("*"):
            yield run + key_of(word), True
            run = ""
        else:
            run += key_of(word)
    if run:
        yield run, False
