"""Writing an entry, always inside the transaction of the act it tells of."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from bagdar.journal.codes import CODES
from bagdar.journal.models import Entry, Unsealed
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import ForbiddenError
from bagdar.kernel.services import still_stands

request_id: ContextVar[str] = ContextVar("request_id", default="")

on_recorded: list[Callable[[], None]] = []
"""Called once after each transaction that wrote entries, when they stand for good. What fails there is logged and
spoils nothing."""


def normal(text: str) -> str:
    """Unicode's form C, in which all texts of the journal are written: equal texts are equal bytes."""
    return unicodedata.normalize("NFC", text)


def _plain(value: Any) -> Any:
    """*value* as JSON has it. A float is refused: its digits differ between machines."""
    match value:
        case str():
            return normal(value)
        case float():
            raise TypeError("no float goes into the journal")
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case Mapping():
            return {normal(str(key)): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case set() | frozenset():
            return sorted(_plain(part) for part in value)
        case _:
            return value


def record(
    *,
    actor: Actor,
    act: str,
    object: Any = None,
    body: Any = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    capacity: Capacity | None = None,
) -> Entry:
    """One entry, in the running transaction.

    ``body``: the body (or its id) whose affair it is. ``capacity``: the one a policy decision rests on.
    Raises ValueError for an undeclared code, RuntimeError outside a transaction, ForbiddenError where the actor's
    rights were taken away since the request began.
    """
    if act not in CODES:
        raise ValueError(f"undeclared act {act}")
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    if not still_stands(actor):
        raise ForbiddenError("kernel.refused.meanwhile")
    entry = Entry.objects.create(
        at=clock.now(),
        act=act,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=normal(actor.name),
        capacity=capacity.role if capacity else "",
        actor_body=capacity.body if capacity else None,
        acting_by=normal(capacity.act) if capacity and capacity.acting else "",
        object_type=object._meta.label_lower if object is not None else "",
        object_id=str(object.pk) if object is not None else "",
        object_name=normal(str(object))[:300] if object is not None else "",
        body=getattr(body, "pk", body),
        before=_plain(before or {}),
        after=_plain(after or {}),
        request=request_id.get(),
        set_clock=clock.is_set(),
        mark=getattr(object, "mark", ""),
    )
    Unsealed.objects.create(entry_id=entry.pk)
    if not any(waiting[1] is _tell for waiting in connection.run_on_commit):
        transaction.on_commit(_tell, robust=True)
    return entry


def _tell() -> None:
    for call in on_recorded:
        call()
