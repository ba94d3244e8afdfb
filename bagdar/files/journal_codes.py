"""Codes that this domain writes into the journal; the sentences are messages ``files.did.…``."""

from __future__ import annotations

CODES: frozenset[str] = frozenset({"files.file.kept"})
