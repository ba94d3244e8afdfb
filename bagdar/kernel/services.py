"""Marks every write of the program, so that tests can enumerate them with their access row and journal codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
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


class Surroundings:
    """``around``: how each service is called; whoever keeps the tables sets it so that crossed work is repeated."""

    around: Callable[[Callable[[], Any]], Any] = staticmethod(lambda call: call())


def service(action: str, *, journal: tuple[str, ...]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function as a service. It asks the policy itself: the object is known only inside."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            result: R = Surroundings.around(lambda: function(*args, **kwargs))
            return result

        name = f"{function.__module__}.{function.__name__}"
        SERVICES[name] = Service(name, action, journal, run)
        return run

    return declare
