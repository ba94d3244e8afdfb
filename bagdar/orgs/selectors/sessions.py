"""A person's open sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from bagdar.kernel import clock
from bagdar.orgs.models import Person
from bagdar.orgs.sessions import digest, is_over, with_lengths

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser/", "Yandex"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class OpenSession(msgspec.Struct, frozen=True):
    id: UUID
    started_at: datetime
    seen_at: datetime
    address: str
    browser: str
    system: str
    here: bool


def open_sessions(person: Person, key: str) -> list[OpenSession]:
    """Those not over by time, the latest used first; ``here`` is the one of *key*."""
    now, here = clock.now(), digest(key)
    return [
        OpenSession(
            row.pk, row.started_at, row.seen_at, row.address, *_described(row.agent), row.digest == here
        )
        for row in with_lengths().filter(person=person).defer("data")
        if not is_over(row, now)
    ]


def _described(agent: str) -> tuple[str, str]:
    """Browser and system as they say themselves; "" for what is not known."""
    return _first(_BROWSERS, agent), _first(_SYSTEMS, agent)


def _first(words: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for word, name in words if word in agent), "")
