"""Findings: what a check saw, where, by which clause; the words come from the message catalogue."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where in which file. Rows, columns and tables are 0-based; a sheet counts as a table."""

    file: str | None = None
    sha256: str | None = None
    table: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    key: str | None = None
    """Stable key of the plan line, where there is one."""
    field: str | None = None
    """Column id or head field of the form."""
    language: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a check found.

    ``clause`` is a clause id of the methodology ("31", "A2.4"), or ``"practice"`` for the program's
    own practice, or ``"SPS"`` (State Planning System), or an id the pack declares for other acts.
    ``params`` fill the named fields of the message ``check`` in the catalogue.
    """

    check: str
    clause: str
    severity: Severity
    place: Place = Place()
    params: dict[str, Any] = msgspec.field(default_factory=dict)
