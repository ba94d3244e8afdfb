"""Whatever can be answered "sent separately under mark": each domain names its objects and who answers for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bagdar.kernel.actors import Actor

BodyOf = Callable[[Actor, str], Any]
"""Id of the body whose answer the object with an id waits for; None where the actor may not see it."""

_ANSWERED: Final[dict[str, BodyOf]] = {}


def register(label: str, body_of: BodyOf) -> None:
    """Called when a domain is loaded. *label*: of its model, in small letters."""
    _ANSWERED[label] = body_of


def body_of(actor: Actor, label: str, number: str) -> Any:
    asked = _ANSWERED.get(label)
    return asked(actor, number) if asked is not None else None
