"""The only clock. Tests and the demonstration set it; nothing else asks the machine for the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed_instant", default=None)


def now() -> datetime:
    """This instant in UTC, or the instant set by :func:`at`."""
    return _fixed.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day in the pack's time zone, e.g. ``"Asia/Almaty"``."""
    return now().astimezone(ZoneInfo(zone)).date()


def is_set() -> bool:
    """Whether the instant is a set one."""
    return _fixed.get() is not None


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Within the block the clock stands at *instant* (must be aware)."""
    if instant.tzinfo is None:
        raise ValueError("an aware instant is needed")
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
