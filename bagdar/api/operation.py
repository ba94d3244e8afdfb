"""The decorator of all operations: each has a row of the policy's table, as each page has."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.http import HttpRequest

from bagdar.kernel import pace
from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import TABLE

P = ParamSpec("P")
R = TypeVar("R")


class Asked(HttpRequest):
    """A request whose account is known."""

    actor: Actor


def operation(action: str, costly: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open an operation to whoever may do *action*. Raises ForbiddenError before anything is read.

    ``costly``: the kind of work that it is, where an account may ask for it only so often (TooManyError).
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            request: Any = args[0]
            TABLE.require(request.actor, action)
            if costly:
                pace.take(costly, str(request.actor.id))
            return view(*args, **kwargs)

        answer.action = action  # type: ignore[attr-defined]
        answer.costly = costly  # type: ignore[attr-defined]
        return answer

    return decorate
