"""An entry as bytes that are the same on every machine: what is sealed and what a verifier reads again.

Version 1: the byte 0x01, then a JSON object in UTF-8 with sorted keys, without blanks. Instants are whole
microseconds since 1970 in UTC, identifiers lower-case text, numbers whole; an entry is written with its texts
in normal form C (:func:`bagdar.journal.services.record`), and here stands what is stored.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from bagdar.journal.models import Entry

VERSION: Final = b"\x01"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FIELDS: Final = (
    "act",
    "acting_by",
    "actor_body",
    "actor_id",
    "actor_kind",
    "actor_name",
    "after",
    "at",
    "before",
    "body",
    "capacity",
    "id",
    "mark",
    "object_id",
    "object_name",
    "object_type",
    "request",
    "set_clock",
)
"""All columns of version 1. A column added later makes version 2; entries sealed before keep theirs."""


def canonical_bytes(entry: Entry) -> bytes:
    """Raises ValueError where a number is not whole: nothing this program wrote."""
    content = {name: _plain(getattr(entry, name)) for name in FIELDS}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return VERSION + text.encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return (value - _EPOCH) // timedelta(microseconds=1)
        case UUID():
            return str(value)
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            raise ValueError(f"a {type(value).__name__} has no canonical form")
