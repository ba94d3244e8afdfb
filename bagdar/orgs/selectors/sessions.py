"""A person's open sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from bagdar.kernel import clock
from bagdar.orgs.models import Person, Session
from bagdar.orgs.sessions import digest, is_over


class OpenSession(msgspec.Struct, frozen=True):
    id: UUID
    started_at: datetime
    seen_at: datetime
    address: str
    agent: str
    here: bool


def open_sessions(person: Person, key: str) -> list[OpenSession]:
    """Those not over by time, the latest used first; ``here`` is the one of *key*."""
    now, here = clock.now(), digest(key)
    return [
        OpenSession(row.pk, row.started_at, row.seen_at, row.address, row.agent, row.digest == here)
        for row in Session.objects.filter(person=person).defer("data")
        if not is_over(row, now)
    ]
