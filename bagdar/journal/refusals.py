"""Refused requests are written down too, and nobody can fill the journal with them.

Of one account the first :data:`KEPT` of a minute have an entry each; the rest of that minute are counted and stand
in one entry when it is over.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest

from bagdar.journal.models import Refused
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import DomainError
from bagdar.store.jobs import every

log = logging.getLogger(__name__)
KEPT: Final = 5


def note_request(request: HttpRequest, error: DomainError) -> None:
    """That somebody known was refused what they asked for. A stranger is asked to sign in instead."""
    actor: Any = getattr(request, "actor", None)
    place = request.resolver_match
    if actor is None or not actor.known or place is None:
        return
    things = {name: str(value) for name, value in place.kwargs.items() if isinstance(value, UUID | int)}
    note_refusal(actor=actor, error=error, page=place.view_name, method=str(request.method), things=things)


def note_refusal(
    *, actor: Actor, error: DomainError, page: str, method: str, things: Mapping[str, str] | None = None
) -> None:
    """That *actor* was refused *page* (name of the address). *things*: what the address named, id by id.

    In a short transaction of its own. A database that cannot take it does not turn the refusal into a fault.
    """
    after = {
        "page": page,
        "method": method,
        "action": str(error.params.get("action", "")),
        "refusal": error.message,
        **(things or {}),
    }
    try:
        with transaction.atomic():
            if _count(actor) <= KEPT:
                capacity = actor.capacities[0] if actor.capacities else None
                record(actor=actor, act="journal.access.refused", after=after, capacity=capacity)
    except DatabaseError:
        log.exception("a refusal could not be written down")


def _count(actor: Actor) -> int:
    """How many refusals *actor* has had in this minute, with this one."""
    key = {"account": f"{actor.kind}:{actor.id or ''}", "minute": _minute(clock.now())}
    row, new = Refused.objects.select_for_update().get_or_create(
        **key, defaults={"kind": actor.kind, "person": actor.id, "name": actor.name, "count": 1}
    )
    if new:
        return 1
    Refused.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return row.count + 1


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


@every(seconds=60)
def tell_rest() -> None:
    """One entry for all refusals of an account that a past minute had beyond the first."""
    with transaction.atomic():
        over = Refused.objects.select_for_update().filter(minute__lt=_minute(clock.now()))
        for row in over.order_by("minute", "id"):
            if row.count > KEPT:
                actor = Actor(kind=row.kind, id=row.person, name=row.name)
                after = {
                    "count": row.count - KEPT,
                    "from": row.minute,
                    "until": row.minute + timedelta(minutes=1),
                }
                record(actor=actor, act="journal.access.refused_more", after=after)
            row.delete()
