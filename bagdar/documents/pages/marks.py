"""What stands on a sheet besides its content: draft mark, snapshot, fingerprint, restricted lines."""

from __future__ import annotations

from datetime import date

import msgspec


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A registered copy. ``code``: 4 × 4 hex; ``frozen``: local time as printed, with its offset."""

    code: str
    name: str = ""
    """Name of the copy, printed before its code in the footer."""
    revision: str = ""
    frozen: str = ""
    signed: date | None = None
    digital: str = ""
    """State of the digital signature, in the sheet's language."""
    certificate: str = ""


class Marks(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Without a snapshot the sheet says that it is a draft."""

    snapshot: Snapshot | None = None
    fingerprint: str = ""
    """Of the plan edition; becomes a document property."""
    produced: str = ""
    """UTC instant, ISO 8601, for the file's metadata."""
    restricted: frozenset[str] = frozenset()
    """Keys of lines that are sent separately under mark: the sheet names only their code."""
    properties: dict[str, str] = msgspec.field(default_factory=dict)
    """Further document properties."""
