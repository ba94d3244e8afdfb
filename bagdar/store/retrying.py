"""A service that another one crossed on PostgreSQL is done again; nobody sees it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import OperationalError, connection

R = TypeVar("R")

AGAIN: Final = frozenset({"40001", "40P01"})
"""Serialization failure, deadlock: the server undid the whole transaction and asks to repeat it."""
WAITS: Final = (0.02, 0.1, 0.4)
"""Seconds before each repetition, varied so that those who crossed do not cross again."""


def is_passing(error: OperationalError) -> bool:
    """Whether the same transaction may succeed when it is done again."""
    return getattr(error.__cause__, "sqlstate", None) in AGAIN


def retrying(call: Callable[[], R]) -> R:
    """The result of *call*, done up to three times more while others cross it.

    Inside a transaction it is done once: what would have to be repeated begins further out.
    """
    if connection.in_atomic_block:
        return call()
    for wait in WAITS:
        try:
            return call()
        except OperationalError as error:
            if not is_passing(error):
                raise
        time.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 -- no secret depends on it
    return call()
