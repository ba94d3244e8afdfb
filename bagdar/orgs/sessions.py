"""Sessions in the database: the cookie's key is kept as a digest, and the program's clock ends them.

Idle for 30 minutes, or 12 hours after signing in, a session is over, or sooner where the installation says so; what it
says holds for open sessions too. Its row stays a day, so that the person who comes back is offered what was typed; see
``ended_person``.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce

from bagdar.kernel import clock
from bagdar.orgs.models import Installation, Session
from bagdar.orgs.models.settings import IDLE_MINUTES, WHOLE_HOURS

WHOLE: Final = timedelta(hours=WHOLE_HOURS[1])
"""The longest that a session lasts in any installation."""
_NOTED = timedelta(minutes=1)
"""How often a use is noted; a session ends by up to this much earlier, never later."""


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def with_lengths() -> QuerySet[Session]:
    """Sessions with the lengths that hold now, for :func:`is_over`; the installation's word costs no query more."""
    said = Installation.objects.all()
    return Session.objects.annotate(
        idle_minutes=Coalesce(Subquery(said.values("idle_minutes")[:1]), IDLE_MINUTES[1]),
        whole_hours=Coalesce(Subquery(said.values("whole_hours")[:1]), WHOLE_HOURS[1]),
    )


def is_over(row: Any, now: datetime) -> bool:
    """Whether time has ended *row*, a session of :func:`with_lengths`."""
    idle, whole = timedelta(minutes=row.idle_minutes), timedelta(hours=row.whole_hours)
    return bool(now - row.seen_at > idle or now - row.started_at > whole)


class SessionStore(SessionBase):
    """``ended_person``: whose session the cookie was, when time has ended it."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.ended_person: UUID | None = None
        self._started: datetime | None = None

    def load(self) -> dict[str, Any]:
        row = with_lengths().filter(digest=digest(self.session_key)).first() if self.session_key else None
        now = clock.now()
        if row is None or is_over(row, now):
            self.ended_person = row.person_id if row else None
            self._session_key = None
            return {}
        self._started = row.started_at
        if now - row.seen_at >= _NOTED:
            Session.objects.filter(pk=row.pk).update(seen_at=now)
        return self.decode(row.data)

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(digest=digest(session_key)).exists()

    def create(self) -> None:
        """A new key. The framework also changes the key of a running session by this; when it began stays."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def flush(self) -> None:
        super().flush()
        self._started = None

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "data": self.encode(data),
            "person_id": data.get(SESSION_KEY),
            "address": data.get("address", ""),
            "agent": data.get("agent", "")[:300],
        }
        if not must_create:
            if not Session.objects.filter(digest=digest(self.session_key)).update(**values):
                raise UpdateError
            return
        now = clock.now()
        try:
            with transaction.atomic():
                Session.objects.create(
                    digest=digest(self.session_key), started_at=self._started or now, seen_at=now, **values
                )
        except IntegrityError as error:
            raise CreateError from error

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(digest=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove sessions that have been over for a day."""
        Session.objects.filter(seen_at__lt=clock.now() - WHOLE - timedelta(days=1)).delete()
