"""Answers sent separately under a mark: what a register says of them is entered here, never what stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction

from bagdar.files import answers
from bagdar.files.models import SentUnderMark
from bagdar.files.policy import Belonging
from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Body

COPIES: Final = 999
_TEXTS: Final = {"mark": 40, "number": 60, "addressee": 200}
"""Fields of text, and letters of each at most."""


class Sent(msgspec.Struct, frozen=True):
    """What the register of papers says: ``mark`` as written, ``number`` and ``day`` of the letter."""

    mark: str
    number: str
    day: date
    copies: int
    addressee: str


@service("files.mark", journal=("files.mark.sent",))
def enter_sent(*, actor: Actor, object_type: str, object_id: str, sent: Sent) -> SentUnderMark:
    """The object counts as answered from now on. Raises InvalidError, AbsentError."""
    with transaction.atomic():
        policy.require(actor, "files.mark")
        body = answers.body_of(actor, object_type, object_id)
        if body is None:
            raise AbsentError("kernel.absent")
        decision = policy.require(actor, "files.mark", Belonging(body))
        Body.objects.select_for_update().get(pk=body)
        faults = _faults(sent)
        if object_type != Body._meta.label_lower and answered(object_type, object_id):
            faults[""] = ("files.mark.answered_already", {})
        if faults:
            raise InvalidError(faults)
        row = SentUnderMark.objects.create(
            object_type=object_type,
            object_id=object_id,
            body_id=body,
            entered_at=clock.now(),
            entered_by=actor.id,
            entered_by_name=actor.name,
            written_mark=sent.mark.strip(),
            number=sent.number.strip(),
            day=sent.day,
            copies=sent.copies,
            addressee=sent.addressee.strip(),
        )
        record(
            actor=actor,
            act="files.mark.sent",
            object=row,
            body=body,
            after={"object": f"{object_type} {object_id}", **msgspec.structs.asdict(sent)},
            capacity=decision.capacity,
        )
    return row


@service("files.mark", journal=("files.mark.withdrawn",))
def withdraw_sent(*, actor: Actor, sent: UUID) -> SentUnderMark:
    """It was entered by mistake: the object waits for an answer again. Raises AbsentError."""
    with transaction.atomic():
        policy.require(actor, "files.mark")
        row = SentUnderMark.objects.select_for_update().filter(pk=sent, withdrawn_at=None).first()
        if row is None or not policy.may(actor, "files.see", Belonging(row.body_id)):
            raise AbsentError("kernel.absent")
        decision = policy.require(actor, "files.mark", Belonging(row.body_id))
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        record(
            actor=actor,
            act="files.mark.withdrawn",
            object=row,
            body=row.body_id,
            after={"withdrawn_at": row.withdrawn_at},
            capacity=decision.capacity,
        )
    return row


def answered(object_type: str, object_id: str) -> SentUnderMark | None:
    """The answer that went under mark, by which the object counts as answered."""
    found = SentUnderMark.objects.filter(object_type=object_type, object_id=object_id, withdrawn_at=None)
    return found.first()


def _faults(sent: Sent) -> dict[str, tuple[str, dict[str, Any]]]:
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for name, most in _TEXTS.items():
        text = getattr(sent, name).strip()
        if not text:
            found[name] = ("files.mark.needed", {})
        elif len(text) > most:
            found[name] = ("files.mark.too_long", {"limit": most})
    if not 1 <= sent.copies <= COPIES:
        found["copies"] = ("files.mark.copies", {"limit": COPIES})
    if sent.day > clock.today(settings.TIME_ZONE):
        found["day"] = ("files.mark.later", {})
    return found
