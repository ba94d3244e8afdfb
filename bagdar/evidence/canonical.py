"""JSON that is the same bytes on every machine: what snapshots, receipts and roots are made of."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec


def canonical_json(value: Any) -> bytes:
    """UTF-8 in form C, sorted keys, no blanks, whole numbers only (a decimal is text).

    Takes structs, mappings and sequences of them. Raises TypeError for a float: its digits differ between machines.
    """
    plain = _plain(msgspec.to_builtins(value, builtin_types=(float, datetime)))
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def instant(at: datetime) -> str:
    """ "2026-11-24T15:30:00.000001Z"."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case float():
            raise TypeError("no float can be proved")
        case datetime():
            return instant(value)
        case Mapping():
            return {_plain(str(key)): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return value
