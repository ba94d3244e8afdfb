"""Codes that this room writes into the journal; the sentences are messages ``ops.did.…``."""

from __future__ import annotations

CODES: frozenset[str] = frozenset({"ops.store.restored", "ops.store.moved"})
