"""Codes that signing writes into the journal; the sentences are messages ``signing.did.…``."""

from __future__ import annotations

CODES: frozenset[str] = frozenset(
    {
        "signing.put",
        "signing.drawn",
        "signing.undrawn",
        "signing.recalled",
        "signing.returned",
        "signing.signed",
    }
)
