"""Codes that this domain writes into the journal; the sentences are messages ``files.did.…``."""

from __future__ import annotations

CODES: frozenset[str] = frozenset(
    {
        "files.file.accepted",
        "files.file.kept",
        "files.file.received",
        "files.file.refused",
        "files.file.withdrawn",
        "files.mark.sent",
        "files.mark.withdrawn",
        "files.upload.begun",
    }
)
