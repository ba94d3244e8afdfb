"""Issuing a receipt in the transaction of the act by which something is received."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models

from bagdar.evidence.canonical import canonical_json, instant
from bagdar.evidence.codes import code_of
from bagdar.evidence.models import Receipt, Register, Snapshot
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.selectors.names import labels


def issue_receipt(
    *,
    actor: Actor,
    of: models.Model,
    snapshot: Snapshot,
    recipient: Any,
    register: str = "",
    capacity: Capacity | None = None,
) -> Receipt:
    """That *recipient* (a body, its id, or None) received *snapshot* of *of*; the sender is the snapshot's body.

    The number follows the last one of *register* (by default the snapshot's form) in this year, without gaps: until
    the transaction ends, the next one waits. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a receipt is issued in the transaction of its act")
    at = clock.now()
    day = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    receipt = Receipt(
        register=register or snapshot.form,
        year=day.year,
        at=at,
        snapshot=snapshot,
        sender=snapshot.body,
        recipient=getattr(recipient, "pk", recipient),
        mark=snapshot.mark,
    )
    receipt.number = _next_number(receipt.register, receipt.year)
    receipt.content = canonical_json(_told(receipt, of))
    receipt.sha256 = sha256(receipt.content).hexdigest()
    receipt.code = code_of(bytes.fromhex(receipt.sha256))
    after = {"number": receipt.shown_number, "sha256": receipt.sha256, "snapshot": snapshot, "object": of}
    receipt.entry_id = record(
        actor=actor,
        act="evidence.receipt.issued",
        object=receipt,
        body=receipt.recipient,
        after=after,
        capacity=capacity,
    ).pk
    receipt.save(force_insert=True)
    return receipt


def _next_number(register: str, year: int) -> int:
    Register.objects.get_or_create(name=register, year=year)
    counter = Register.objects.select_for_update().get(name=register, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _told(receipt: Receipt, of: models.Model) -> dict[str, Any]:
    snapshot = receipt.snapshot
    return {
        "at": instant(receipt.at),
        "id": receipt.pk,
        "mark": receipt.mark,
        "number": receipt.number,
        "object": {"id": str(of.pk), "type": of._meta.label_lower},
        "recipient": _body(receipt.recipient, receipt),
        "register": receipt.register,
        "sender": _body(receipt.sender, receipt),
        "snapshot": {
            "code": snapshot.code,
            "form": snapshot.form,
            "id": snapshot.pk,
            "sha256": snapshot.sha256,
        },
        "version": 1,
        "year": receipt.year,
    }


def _body(body: UUID | None, receipt: Receipt) -> dict[str, Any] | None:
    """The body as it was called that day: a receipt is read years later, without this system."""
    if body is None:
        return None
    day = receipt.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    names = {language: labels([body], language, day) for language in UI_LANGUAGES}
    return {"id": body, "names": {language: found[body].name for language, found in names.items() if found}}
