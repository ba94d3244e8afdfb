"""The document's own table of abbreviations, resolved once: it goes before the register."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from bagdar.documents.grammar.executors.register import Register
from bagdar.documents.grammar.executors.shapes import shape_at
from bagdar.documents.grammar.pieces import Phrases, Pieces, key_of


class Abbreviations(msgspec.Struct, frozen=True):
    """The document's own table: key → id in the register, or None for a body the register lacks, and then
    what kind it is by its name. ``other``: abbreviations explained as something that is no body.
    """

    bodies: dict[str, tuple[str | None, str]]
    other: frozenset[str]
    known: Phrases


def abbreviations_for(table: Mapping[str, str], register: Register) -> Abbreviations:
    """*table*: abbreviation → what the document says it stands for."""
    return (
        _abbreviations(tuple(table.items()), register)
        if table
        else Abbreviations({}, frozenset(), Phrases(()))
    )


@lru_cache(maxsize=16)
def _abbreviations(table: tuple[tuple[str, str], ...], register: Register) -> Abbreviations:
    bodies: dict[str, tuple[str | None, str]] = {}
    other: set[str] = set()
    for short, full in table:
        shape = shape_at(Pieces(full), 0, register) if key_of(full) else None
        if forms := register.whole(full):
            bodies[key_of(short)] = forms[0].body, ""
        elif shape and not shape.bare:
            bodies[key_of(short)] = None, shape.kind
        else:
            other.add(key_of(short))
    return Abbreviations(bodies, frozenset(other), Phrases((*bodies, *other)))
