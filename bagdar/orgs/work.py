"""Open work of a person in a body: each domain tells how much there is and how to pass it on."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID


class WorkSource(Protocol):
    """``name``: message id of what is counted ("orgs.people.work_invitations")."""

    name: str

    def count(self, person: UUID, body: UUID) -> int: ...

    def pass_on(self, source: UUID, target: UUID, body: UUID) -> int:
        """Give all of it to *target* in the running transaction; returns how much."""
        ...


SOURCES: list[WorkSource] = []


def register(source: WorkSource) -> None:
    """A domain names its open work when it is loaded."""
    if source not in SOURCES:
        SOURCES.append(source)
