"""Names that share one noun: ``министерства финансов, юстиции``, ``Қаржы және Әділет министрліктері``."""

from __future__ import annotations

from typing import Final

import msgspec

from bagdar.documents.grammar.executors.register import Form, Register
from bagdar.documents.grammar.pieces import Pieces

_MOST: Final = 24


class Shared(msgspec.Struct, frozen=True):
    """One name of such a list: pieces first … last-1; ``joints``: places of "and" before it."""

    first: int
    last: int
    key: str
    forms: tuple[Form, ...]
    head: str
    joints: tuple[tuple[int, int], ...] = ()


def after_head(pieces: Pieces, at: int, register: Register, head: str) -> list[Shared]:
    """The next name after one that began with the noun *head*; an empty list if there is none."""
    met = register.tails[head].at(pieces, at) if head in register.tails else None
    if met is None or (met[0] < len(pieces) and pieces[met[0]].joined):
        return []
    return [Shared(at, met[0], met[1], register.tail_forms[head][met[1]], head)]


def before_head(pieces: Pieces, first: int, register: Register) -> list[Shared]:
    """Two names or more that begin with piece *first* and are closed by the noun they share."""
    for head, tails in register.fronts.items():
        names: list[Shared] = []
        at: int | None = first
        joints: tuple[tuple[int, int], ...] = ()
        while at is not None and at < len(pieces) and len(names) < _MOST and (met := tails.at(pieces, at)):
            names.append(Shared(at, met[0], met[1], register.tail_forms[head][met[1]], "", joints))
            if len(names) > 1 and _closed(pieces, met[0], head, register):
                names[-1] = msgspec.structs.replace(names[-1], last=met[0] + 1)
                return names
            at, joints = _next(pieces, met[0], register)
    return []


def _closed(pieces: Pieces, at: int, head: str, register: Register) -> bool:
    """Is piece *at* the noun, in the singular or the plural and in any case?"""
    if at >= len(pieces) or pieces.between(at).strip():
        return False
    key, words = pieces[at].key, register.words
    return any(
        key == said or (key.startswith(said) and key[len(said) :] in words.endings)
        for said, known in words.shared.items()
        if known == head
    )


def _next(pieces: Pieces, at: int, register: Register) -> tuple[int | None, tuple[tuple[int, int], ...]]:
    """The piece after a comma or "and", and where "and" stands; None where the list breaks off."""
    if at >= len(pieces):
        return None, ()
    between = pieces.between(at).strip()
    if between not in {"", ","}:
        return None, ()
    if register.words.phrases.get(pieces[at].key) == "and":
        return at + 1, ((at, at + 1),)
    return (at, ()) if between else (None, ())
