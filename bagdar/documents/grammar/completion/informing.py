"""Which completions inform a higher body (A1.9 in the Kazakh pack): an act of telling, a body above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Protocol

import msgspec

from bagdar.documents.grammar.completion.words import Vocabulary
from bagdar.documents.grammar.executors.register import Register
from bagdar.documents.grammar.pieces import Pieces, key_of

_TELLING: Final = frozenset({"information", "report", "briefing", "note"})
"""Kinds that tell; proposals and drafts ask for something, so they do not."""


class InformingWords(Protocol):
    """What a methodology gives: language → words for bodies above, and for acts of telling them."""

    @property
    def recipients(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def acts(self) -> Mapping[str, tuple[str, ...]]: ...


class InformingRule(msgspec.Struct, frozen=True):
    """``kinds`` that tell; ``bodies``, ``names`` (keys): the bodies above; None: those of the register.

    ``said``: the methodology's own words put together, body above and act of telling, each as the keys
    of its words in the order of the language: they count whatever the register knows.
    """

    kinds: frozenset[str]
    bodies: frozenset[str] | None = None
    names: tuple[str, ...] = ()
    said: frozenset[tuple[str, ...]] = frozenset()

    def says(self, text: str) -> bool:
        """Does *text* say, in the methodology's very words, that a body above is told?"""
        longest = max(map(len, self.said), default=0)
        for stretch in re.split(r"[,;.:()\n]", text):
            keys = _keys(stretch)
            for at in range(len(keys)):
                if any(keys[at:end] in self.said for end in range(at + 2, at + longest + 1)):
                    return True
        return False

    def higher(self, body: str | None, text: str, register: Register) -> bool:
        """Is the body, or what the cell calls it, above?"""
        if self.bodies is None:
            known = register.bodies.get(body)
            return known is not None and known.higher
        return body in self.bodies or (body is None and key_of(text).startswith(self.names))


def rule_for(
    words: InformingWords | None, register: Register, vocabularies: Mapping[str, Vocabulary]
) -> InformingRule:
    """The rule that *words* say; without them, the register's higher bodies and the acts that tell."""
    if words is None:
        return InformingRule(_TELLING)
    recipients = [said for many in words.recipients.values() for said in many]
    bodies = {form.body for said in recipients for form in register.whole(said)}
    kinds = {
        kind
        for language, acts in words.acts.items()
        for said in acts
        if language in vocabularies and (kind := _kind(said, vocabularies[language]))
    }
    return InformingRule(
        frozenset(kinds),
        frozenset(bodies),
        tuple(filter(None, map(key_of, recipients))),
        frozenset(_sayings(words, vocabularies)),
    )


def _sayings(words: InformingWords, vocabularies: Mapping[str, Vocabulary]) -> Iterator[tuple[str, ...]]:
    for language, recipients in words.recipients.items():
        last = language in vocabularies and vocabularies[language].words.order == "last"
        for who in recipients:
            for act in words.acts.get(language, ()):
                yield _keys(who) + _keys(act) if last else _keys(act) + _keys(who)


@lru_cache(maxsize=4096)
def _keys(said: str) -> tuple[str, ...]:
    """The methodology's few words are put together anew for every cell: each is taken apart once."""
    return tuple(piece.key for piece in Pieces(said).row if piece.key)


def _kind(said: str, vocabulary: Vocabulary) -> str | None:
    """The kind of document that the act *said* is, by its last word that names one."""
    pieces = Pieces(said)
    found = [vocabulary.term_at(pieces, at) for at in range(len(pieces))]
    return next((match.term.id for match in found if match and match.term.category == "kind"), None)
