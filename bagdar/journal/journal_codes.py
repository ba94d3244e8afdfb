"""Acts that the journal writes of itself."""

from __future__ import annotations

CODES: frozenset[str] = frozenset({"journal.rows.rewritten"})
