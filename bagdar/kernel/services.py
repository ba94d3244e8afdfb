"""Marks every write of the program, so that tests can enumerate them with their access row and journal codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import msgspec

P = ParamSpec("P")
R = TypeVar("R")


class Service(msgspec.Struct, frozen=True):
    """``action``: its row of the policy table. ``journal``: the codes it may write, at least one."""

    name: str
    action: str
    journal: tuple[str, ...]
    function: Callable[..., Any]


SERVICES: dict[str, Service] = {}


def service(action: str, *, journal: tuple[str, ...]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function as a service. It asks the policy itself: the object is known only inside."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__name__}"
        SERVICES[name] = Service(name, action, journal, function)
        return function

    return declare
