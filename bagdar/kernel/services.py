"""Marks every write of the program, so that tests can enumerate them with their access row and journal codes."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import msgspec

from bagdar.kernel.actors import Actor

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
    """What whoever keeps the tables sets.

    ``around``: how each service is called, so that crossed work is repeated. ``stands``: whether an actor's rights
    are still what they were when the request began; they stay so until the running transaction ends. Its second
    argument is the memory of one call of a service.
    """

    around: Callable[[Callable[[], Any]], Any] = staticmethod(lambda call: call())
    stands: Callable[[Actor, dict[Any, bool]], bool] = staticmethod(lambda _actor, _known: True)


_known: ContextVar[dict[Any, bool] | None] = ContextVar("known", default=None)


def still_stands(actor: Actor) -> bool:
    """Within a service: whether *actor* may still be taken for what it was when the request began. Else true."""
    known = _known.get()
    return known is None or Surroundings.stands(actor, known)


def service(action: str, *, journal: tuple[str, ...]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function as a service. It asks the policy itself: the object is known only inside."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            token = _known.set({} if (known := _known.get()) is None else known)
            try:
                result: R = Surroundings.around(lambda: function(*args, **kwargs))
            finally:
                _known.reset(token)
            return result

        name = f"{function.__module__}.{function.__name__}"
        SERVICES[name] = Service(name, action, journal, run)
        return run

    return declare
