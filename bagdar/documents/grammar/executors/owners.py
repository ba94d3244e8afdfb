"""A body and the one it is part of, written side by side: one executor."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bagdar.documents.bodies import Bodies
from bagdar.documents.grammar.executors.found import Found
from bagdar.documents.grammar.executors.words import ExecutorWords
from bagdar.documents.grammar.pieces import Pieces, key_of


def joined(
    one: Found, other: Found, pieces: Pieces, bodies: Bodies, tables: Sequence[ExecutorWords]
) -> Found | None:
    """*one* and *other*, which follows it, as one executor; None where they are two.

    They are one where the register says that one is part of the other, or where the order of words
    of *tables*' languages does: ``РГП «…» МЗ``, ``ДСМ «…» РМК``, ``ІІМ ХҚК``.
    """
    between = pieces.between(other.first)
    if one.end or one.group or other.group or between.strip(' «“"»”') or not between.strip('«“"»”'):
        return None
    part = _by_register(one, other, bodies) or next(
        (found for words in tables if (found := _by_order(one, other, pieces, bodies, words))), None
    )
    if not part:
        return None
    known = one if part is other else other
    remarks = [*one.remarks, *other.remarks]
    kind = part.kind or known.kind
    return msgspec.structs.replace(
        part, first=one.first, last=other.last, kind=kind, bare=False, remarks=remarks, stated=one.stated
    )


def _by_register(one: Found, other: Found, bodies: Bodies) -> Found | None:
    for part, whole in ((one, other), (other, one)):
        known = bodies.get(part.body)
        while known is not None and known.parent:
            if known.parent in _now(whole.body, bodies):
                return part
            known = bodies.get(known.parent)
    return None


def _now(body: str | None, bodies: Bodies) -> list[str]:
    """*body* and those that took its place one after the other: its parts went with it (``КЛХЖМ МЭГПР``)."""
    chain: list[str] = []
    while (known := bodies.get(body)) is not None and known.id not in chain:
        chain.append(known.id)
        body = known.successor
    return chain


def _by_order(one: Found, other: Found, pieces: Pieces, bodies: Bodies, words: ExecutorWords) -> Found | None:
    """The part by its place, if the register does not know it and does know the other."""
    part, whole = (other, one) if words.head == "last" else (one, other)
    if part.body is not None or whole.body is None or not bodies.may_be_responsible(whole.kind or ""):
        return None
    return part if not part.bare or is_unit(pieces[part.first].key, words) else None


def is_unit(key: str, words: ExecutorWords) -> bool:
    """``КДП``, ``ХҚК``: does the abbreviation begin or end with the letter of a committee, a department?"""
    begins, ends = tuple(map(key_of, words.unit)), tuple(map(key_of, words.unit_last))
    return len(key) > 2 and (key.startswith(begins) or key.endswith(ends))
