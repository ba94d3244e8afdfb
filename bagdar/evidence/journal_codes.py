"""Codes that this room writes into the journal; the sentences are messages ``evidence.did.…``."""

from __future__ import annotations

CODES: frozenset[str] = frozenset(
    {
        "evidence.snapshot.taken",
        "evidence.receipt.issued",
        "evidence.anchor.kept",
        "evidence.proof.exported",
        "evidence.anchor.stamped",
        "evidence.anchor.mailed",
    }
)
