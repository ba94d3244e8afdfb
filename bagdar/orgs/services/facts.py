"""What the register says about one body before it is written, and locking the rows it hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from bagdar.kernel.errors import AbsentError
from bagdar.orgs.checks import Known
from bagdar.orgs.given import BodyGiven
from bagdar.orgs.models import Body, BodyEntry
from bagdar.orgs.rules import fold
from bagdar.orgs.selectors.days import on_day, today
from bagdar.store.order_key import order_key


def label_of(body: Body, language: str = "kk") -> str:
    """What *body* is called today."""
    row = (
        BodyEntry.objects.filter(body=body, language=language, valid_from__lte=today(), valid_to__gte=today())
        .values_list("name", flat=True)
        .first()
    )
    return row or body.key


def locked(ids: Iterable[UUID]) -> dict[UUID, Body]:
    """The bodies *ids*, locked in one order until the transaction ends, with their labels.

    Raises AbsentError where one does not exist.
    """
    wanted = set(ids)
    rows = {
        body.pk: body
        for body in Body.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    }
    if rows.keys() != wanted:
        raise AbsentError("kernel.absent")
    called = BodyEntry.objects.filter(
        body__in=wanted, language="kk", valid_from__lte=today(), valid_to__gte=today()
    ).values_list("body", "name")
    for body, name in called:
        rows[body].label = name
    return rows


def above(parent: UUID | None) -> list[UUID]:
    """*parent* and all above it, nearest first."""
    way: list[UUID] = []
    here = parent
    while here is not None and here not in way:
        way.append(here)
        here = Body.objects.filter(pk=here).values_list("parent", flat=True).first()
    return way


def known_of(given: BodyGiven, body: UUID | None) -> Known:
    """Facts about *given*; *body* is the one being edited. The rows above its parent are locked first."""
    way = above(given.parent)
    if way:
        # Two who put each body under the other at once must meet on a lock; what they read after it counts.
        parents = locked(way)
        way = above(given.parent)
    others = Body.objects.exclude(pk=body) if body else Body.objects.all()
    holder = others.filter(number=given.number).first() if given.number else None
    return Known(
        number_holder=label_of(holder) if holder else "",
        name_holders=name_holders(given, body),
        key_taken=bool(given.key) and others.filter(key=given.key).exists(),
        above=frozenset(way),
        parent_ended=bool(way) and given.valid_to is None and not parents[way[0]].exists_on(today()),
    )


def name_holders(given: BodyGiven, body: UUID | None) -> dict[str, str]:
    """Language → a living body of the same name, blind to case and letters that look alike."""
    if given.valid_to is not None:
        return {}
    wanted = {order_key(named.name): (language, fold(named.name)) for language, named in given.names.items()}
    rows = BodyEntry.objects.filter(
        on_day(today(), "body__"),
        sort__in=wanted,
        language__in=given.names,
        valid_from__lte=today(),
        valid_to__gte=today(),
    ).exclude(body=body)
    found: dict[str, str] = {}
    for row in rows:
        language, folded = wanted[row.sort]
        if row.language == language and fold(row.name) == folded:
            found[language] = row.name
    return found
