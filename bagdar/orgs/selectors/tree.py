"""Who stands above and below a body on a day, after all successions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from bagdar.orgs.models import Body, BodyEntry
from bagdar.orgs.selectors.days import on_day
from bagdar.orgs.selectors.succession import succession
from bagdar.orgs.succession import Succession


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """``level``: 0 for the body itself, below it 1, 2, …; above it −1, −2, …."""

    id: UUID
    key: str
    name: str
    level: int


def tree_of(body: Body, language: str, day: date, passed: Succession | None = None) -> tuple[Node, ...]:
    """The way from the top down to *body*, and all that stands under it on *day*, in alphabetical order.

    A body whose parent has ended stands under the one to whom the parent's duties passed. A query for each
    level, whatever the number of bodies elsewhere, and one for the names. ``passed``: if known already.
    """
    passed = passed or succession()
    above = _above(body, day, passed)
    below = _children(body.pk, day, passed)
    lines = _lines({key for key, _ in above} | _reached(body.pk, below) | {body.pk}, language, day)
    found = [*reversed(above), (body.pk, 0), *_below(body.pk, below, lines)]
    return tuple(
        Node(id=key, key=lines[key][1], name=lines[key][2], level=level)
        for key, level in found
        if key in lines
    )


def _lines(bodies: set[UUID], language: str, day: date) -> dict[UUID, tuple[str, str, str]]:
    """Body → what it is sorted by, its key and its name."""
    rows = BodyEntry.objects.filter(
        body__in=bodies, language=language, valid_from__lte=day, valid_to__gte=day
    ).values_list("body", "sort", "body__key", "name")
    return {body: (sort, key, name) for body, sort, key, name in rows}


def _children(body: UUID, day: date, passed: Succession) -> dict[UUID, list[UUID]]:
    """Body → those right under it, from *body* down."""
    under: dict[UUID, list[UUID]] = {}
    seen, level = {body}, {body}
    while level:
        above = level.union(*(passed.before(key, day) for key in level))
        rows = Body.objects.filter(on_day(day), parent__in=above).values_list("pk", "parent")
        found: set[UUID] = set()
        for child, parent in rows:
            holder = passed.on(parent, day) if parent else None
            if holder in level and child not in seen:
                under.setdefault(holder, []).append(child)
                found.add(child)
        seen |= found
        level = found
    return under


def _reached(body: UUID, below: dict[UUID, list[UUID]]) -> set[UUID]:
    found: set[UUID] = set()
    ahead = [body]
    while ahead:
        for child in below.get(ahead.pop(), ()):
            if child not in found:
                found.add(child)
                ahead.append(child)
    return found


def _above(body: Body, day: date, passed: Succession) -> list[tuple[UUID, int]]:
    way: list[UUID] = []
    parent = body.parent_id
    while parent is not None:
        here = passed.on(parent, day)
        if here in way or here == body.pk:
            break
        way.append(here)
        parent = Body.objects.filter(on_day(day), pk=here).values_list("parent", flat=True).first()
    return [(key, -distance) for distance, key in enumerate(way, start=1)]


def _below(
    body: UUID, below: dict[UUID, list[UUID]], lines: dict[UUID, tuple[str, str, str]]
) -> list[tuple[UUID, int]]:
    """All under *body*, each one before those under it."""

    def ordered(parent: UUID) -> list[UUID]:
        known = [child for child in below.get(parent, ()) if child in lines]
        return sorted(known, key=lambda child: lines[child], reverse=True)

    found: list[tuple[UUID, int]] = []
    ahead = [(child, 1) for child in ordered(body)]
    seen = {body}
    while ahead:
        key, level = ahead.pop()
        if key not in seen:
            seen.add(key)
            found.append((key, level))
            ahead += [(child, level + 1) for child in ordered(key)]
    return found
