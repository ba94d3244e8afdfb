"""Codes that signing writes into the journal; the sentences are messages ``evidence.did.signing.…``."""

from __future__ import annotations

CODES: frozenset[str] = frozenset(
    {
        "evidence.signing.put",
        "evidence.signing.drawn",
        "evidence.signing.undrawn",
        "evidence.signing.recalled",
        "evidence.signing.returned",
        "evidence.signing.signed",
    }
)
