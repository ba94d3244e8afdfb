"""Codes that this domain writes into the journal; the sentences are messages ``orgs.did.…``."""

from __future__ import annotations

_PEOPLE = {
    "orgs.person.edited",
    "orgs.person.deactivated",
    "orgs.person.reactivated",
    "orgs.person.handed_over",
    "orgs.membership.granted",
    "orgs.membership.ended",
    "orgs.acting.entered",
    "orgs.acting.ended",
    "orgs.system.opened",
    "orgs.system.revoked",
}

CODES: frozenset[str] = frozenset(_PEOPLE)
