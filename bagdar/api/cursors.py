"""Where a reader of a feed stopped: the instant and the id of the last row, as one opaque word."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet
from ninja import Schema

from bagdar.kernel import clock
from bagdar.kernel.errors import InvalidError

Page = TypeVar("Page", bound=Schema)
BEHIND: Final = timedelta(seconds=10)
"""The feed runs so far behind the clock that a transaction still open cannot slip in before a cursor."""


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Rows after this one are new: those changed later, or at the same instant with a greater id."""

    at: datetime
    id: UUID

    def word(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


def read_cursor(word: str) -> Cursor:
    """Raises InvalidError for a word that this program did not give."""
    try:
        cursor = msgspec.json.decode(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)), type=Cursor)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise InvalidError({"cursor": ("api.cursor", {})}) from None
    if cursor.at.tzinfo is None:
        raise InvalidError({"cursor": ("api.cursor", {})})
    return cursor


def feed(rows: QuerySet[Any], out: Callable[[Any], Any], page: type[Page], cursor: str, limit: int) -> Page:
    """The next *limit* rows as *page*, each as *out* shows it, with the cursor for the time after."""
    found, word = after(rows, cursor, limit)
    shown: dict[str, Any] = {"items": [out(row) for row in found], "cursor": word}
    return page(**shown)


def after(rows: QuerySet[Any], word: str, limit: int) -> tuple[list[Any], str]:
    """At most *limit* rows changed since the cursor, the oldest change first, and the cursor for the next time.

    With no new rows the cursor stays as it was.
    """
    if word:
        last = read_cursor(word)
        rows = rows.filter(Q(changed_at__gt=last.at) | Q(changed_at=last.at, pk__gt=last.id))
    found = list(rows.filter(changed_at__lte=clock.now() - BEHIND).order_by("changed_at", "pk")[:limit])
    return found, Cursor(found[-1].changed_at, found[-1].pk).word() if found else word
