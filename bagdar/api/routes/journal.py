"""The journal for systems of auditors and of bodies: what the account or person may see, from the oldest on."""

from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest
from ninja import Router

from bagdar.api.limits import Limit
from bagdar.api.operation import operation
from bagdar.api.schemas import EntryOut, Journal, Problem
from bagdar.journal.models import Entry
from bagdar.journal.seals import Sealed, seals_of
from bagdar.kernel import clock
from bagdar.kernel.errors import InvalidError
from bagdar.orgs.policy import visible_entries
from bagdar.store.base import may_leave

router = Router(tags=["journal"])
BEHIND: Final = timedelta(minutes=2)
"""The feed runs so far behind the clock: numbers are given before a transaction ends, and none lasts longer."""


def entry_out(entry: Entry, seal: Sealed | None) -> EntryOut:
    """Of an entry under a restriction mark only the reference."""
    open_ = may_leave(entry)
    return EntryOut(
        number=entry.pk,
        at=entry.at,
        act=entry.act,
        actor_kind=entry.actor_kind,
        actor=entry.actor_id,
        actor_name=entry.actor_name,
        capacity=entry.capacity,
        actor_body=entry.actor_body,
        acting_by=entry.acting_by,
        object_type=entry.object_type,
        object_id=entry.object_id,
        object_name=entry.object_name if open_ else "",
        body=entry.body,
        before=entry.before if open_ else {},
        after=entry.after if open_ else {},
        request=entry.request,
        set_clock=entry.set_clock,
        mark=entry.mark,
        seal=seal.number if seal else None,
    )


@router.get("", response={200: Journal, 422: Problem}, summary="Entries of the journal after a cursor")
@operation("journal.entry.see")
def list_journal(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> Journal:
    """``cursor``: the number of the last entry that was read; without one, from the first entry on."""
    if cursor and not (cursor.isdecimal() and len(cursor) < 19):
        raise InvalidError({"cursor": ("api.cursor", {})})
    asked: Any = request
    rows = visible_entries(asked.actor).filter(pk__gt=int(cursor or 0), at__lte=clock.now() - BEHIND)
    found = list(rows.order_by("pk")[:limit])
    seals = seals_of([one.pk for one in found])
    items = [entry_out(one, seals.get(one.pk)) for one in found]
    return Journal(items=items, cursor=str(found[-1].pk) if found else cursor)
