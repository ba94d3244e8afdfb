"""Pure rules of people and roles: who may give which role, what may not be held together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from bagdar.kernel.actors import ROLES

Faults = dict[str, tuple[str, dict[str, object]]]
"""Field → message id and its params."""

HOUSE_ROLES: Final = frozenset({"preparer", "head", "coordinator", "risk_owner", "reader"})
"""Roles that a body's coordinator gives in the own house, whatever the body."""

SYSTEM_SCOPES: Final = (
    "bodies.read",
    "bodies.contacts",
    "people.read",
    "methodology.read",
    "journal.read",
    "files.read",
    "files.write",
)
"""What a system account may be given."""

LONGEST_ACCOUNT: Final = timedelta(days=366)
"""An account of a system is renewed once a year, so that forgotten ones end."""

PEOPLE_ROLES: Final = tuple(role for role in ROLES if role != "system")


def grantable(
    giver_roles: Iterable[str],
    offices: Iterable[str],
    *,
    section_offices: Iterable[str],
    planning_offices: Iterable[str],
) -> frozenset[str]:
    """Roles that may be given in a body that holds *offices*, by somebody with *giver_roles* there.

    ``section_offices``: those that lead a section; ``planning_offices``: those that own Strategy and Plan.
    An auditor is admitted by an act, never by this way.
    """
    held = frozenset(offices)
    roles = set(HOUSE_ROLES)
    if held & frozenset(section_offices):
        roles.add("section_coordinator")
    if held & frozenset(planning_offices):
        roles |= {"analyst", "methodologist"}
    if "administrator" in giver_roles:
        roles |= {"administrator", "methodologist", "analyst"}
    return frozenset(roles)


def separation(roles: Iterable[str], exception: str) -> Faults:
    """The preparer does not sign: both roles in one body need a recorded reason (a one-person body)."""
    if {"preparer", "head"} <= set(roles) and not exception.strip():
        return {"exception": ("orgs.people.preparer_signs", {})}
    return {}


def period(start: date, end: date | None) -> Faults:
    if end is not None and end < start:
        return {"valid_to": ("orgs.people.period_reversed", {"start": start, "end": end})}
    return {}


def overlapping(start: date, end: date, others: Iterable[tuple[date, date]]) -> bool:
    """Whether the days from *start* to *end*, both counted, meet any of *others*."""
    return any(start <= other_end and other_start <= end for other_start, other_end in others)


def same_person(giver: object, receiver: object) -> Faults:
    """Nobody gives a role to themselves."""
    return {"": ("orgs.people.own_role", {})} if giver == receiver else {}
