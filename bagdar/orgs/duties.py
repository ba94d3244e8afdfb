"""What a body answers for: offices of the methodology, and whatever other domains name (lines of the plan, …)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias

from bagdar.orgs.models import Body

Source: TypeAlias = Callable[[Body, date], Iterable[str]]
"""Keys of the duties that a body has on a day, as reorganisations pass them on."""

SOURCES: list[Source] = []


def register(source: Source) -> None:
    """A domain names its duties when it is loaded."""
    if source not in SOURCES:
        SOURCES.append(source)
