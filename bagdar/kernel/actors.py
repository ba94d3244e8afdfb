"""Who acts: a person, an account of another system or nobody, with the capacities the act rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec

ROLES: Final = (
    "preparer",
    "head",
    "coordinator",
    "risk_owner",
    "section_coordinator",
    "analyst",
    "reader",
    "methodologist",
    "auditor",
    "administrator",
    "system",
)
"""The eleven roles. A pack names them in its languages; what each may do is the policy's table."""

STRONG_ROLES: Final = frozenset({"head", "coordinator", "administrator"})
"""Roles that sign, approve or administer: they need a second factor."""


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """A role held in a body. ``section``: number of the section, for those who lead one.

    ``acting``: held for a period by an act (``act`` names it), until ``until`` inclusive.
    """

    role: str
    body: UUID | None = None
    section: int | None = None
    acting: bool = False
    act: str = ""
    until: date | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Built once a request. ``kind``: "person", "system", "anonymous" or "program" (its own jobs).

    ``scopes``: what a system account may ask for, None for people. ``factor``: a second factor was shown
    in this session. ``confirmed``: when the actor last proved who they are (aware instant).
    """

    kind: str
    id: UUID | None = None
    name: str = ""
    language: str = "kk"
    capacities: tuple[Capacity, ...] = ()
    scopes: frozenset[str] | None = None
    factor: bool = False
    confirmed: datetime | None = None

    @property
    def known(self) -> bool:
        return self.kind in ("person", "system")

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(capacity.role for capacity in self.capacities)

    @property
    def person(self) -> UUID:
        """Id of the person who acts; raises LookupError for whoever is none."""
        if self.kind != "person" or self.id is None:
            raise LookupError("a person is needed here")
        return self.id

    def bodies(self, *roles: str) -> frozenset[UUID]:
        """Bodies in which the actor holds one of *roles*; without roles, any."""
        return frozenset(
            capacity.body
            for capacity in self.capacities
            if capacity.body is not None and (not roles or capacity.role in roles)
        )

    def holding(self, roles: Iterable[str]) -> tuple[Capacity, ...]:
        wanted = frozenset(roles)
        return tuple(capacity for capacity in self.capacities if capacity.role in wanted)


ANONYMOUS: Final = Actor(kind="anonymous")
PROGRAM: Final = Actor(kind="program", name="bagdar")
