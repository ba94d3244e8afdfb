"""Identifiers of rows: unguessable, and ordered by the time they were made."""

from __future__ import annotations

import secrets
from uuid import UUID

from bagdar.kernel import clock


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): milliseconds first, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000)
    rand = secrets.randbits(74)
    value = (
        (milliseconds & (1 << 48) - 1) << 80
        | 0x7 << 76
        | (rand >> 62) << 64
        | 0b10 << 62
        | rand & (1 << 62) - 1
    )
    return UUID(int=value)
