"""What keeps a file from being withdrawn: domains above say so of files that something rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

Hold = Callable[[UUID], str]
"""The message id that says why the file with an id must stay; empty: nothing rests on it."""

_HOLDS: Final[list[Hold]] = []


def register(hold: Hold) -> None:
    """Called when a domain is loaded."""
    if hold not in _HOLDS:
        _HOLDS.append(hold)


def why_held(file: UUID) -> str:
    """The first reason why *file* must stay; empty: it may go."""
    return next((reason for hold in _HOLDS if (reason := hold(file))), "")
