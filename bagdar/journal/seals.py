"""Where pages ask for the seal of an entry: whoever seals entries says here how its seals are found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final

import msgspec


class Sealed(msgspec.Struct, frozen=True):
    """``number``: of the seal, without gaps. ``at``: when it was put. ``code``: short, for people to compare."""

    number: int
    at: datetime
    code: str = ""


Find = Callable[[Collection[int]], Mapping[int, Sealed]]
"""Numbers of entries → their seals, those that have one. One query, whatever their number."""

_FINDERS: Final[list[Find]] = []


def register(find: Find) -> None:
    if find not in _FINDERS:
        _FINDERS.append(find)


def is_sealing() -> bool:
    """Whether this installation seals its entries at all."""
    return bool(_FINDERS)


def seals_of(entries: Collection[int]) -> dict[int, Sealed]:
    return {number: seal for find in _FINDERS for number, seal in find(entries).items()}
