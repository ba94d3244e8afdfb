"""Codes that this domain writes into the journal; the sentences are messages ``orgs.did.…``."""

from __future__ import annotations

_SIGNING_IN = {
    "orgs.sign_in.entered",
    "orgs.sign_in.left",
    "orgs.sign_in.limited",
    "orgs.sign_in.refused",
}

CODES: frozenset[str] = frozenset(_SIGNING_IN)
