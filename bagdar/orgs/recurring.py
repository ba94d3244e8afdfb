"""What the program clears away by itself: sessions long over, failures that no limit counts, old drafts."""

from __future__ import annotations

from bagdar.kernel import clock
from bagdar.orgs.proofs import limits
from bagdar.orgs.services import drafts
from bagdar.orgs.sessions import SessionStore
from bagdar.store.jobs import every

HOUR = 3600
"""Seconds."""


@every(seconds=HOUR)
def forget_sessions() -> None:
    SessionStore.clear_expired()


@every(seconds=HOUR)
def forget_failures() -> None:
    limits.forget_old(clock.now())


@every(seconds=HOUR)
def forget_drafts() -> None:
    drafts.forget_old(clock.now())
