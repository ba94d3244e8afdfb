"""Reads of the proof: receipts that the reader may see, what a code stands for, roots of days."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from bagdar.evidence.codes import typed
from bagdar.evidence.models import Anchor, Receipt
from bagdar.evidence.policy import ROLES
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError


def visible_receipts(actor: Actor) -> QuerySet[Receipt]:
    """Of the bodies in which the actor works, sent or received; all to an auditor."""
    if "auditor" in actor.roles:
        return Receipt.objects.all()
    bodies = actor.bodies(*ROLES.split())
    return Receipt.objects.filter(Q(sender__in=bodies) | Q(recipient__in=bodies))


def find_receipt(actor: Actor, receipt: UUID) -> Receipt:
    """Raises AbsentError for one that is not there or not the actor's to see."""
    found = visible_receipts(actor).select_related("snapshot").filter(pk=receipt).first()
    if found is None:
        raise AbsentError("kernel.absent")
    policy.require(actor, "evidence.receipt.see", found)
    return found


def find_by_code(text: str) -> tuple[str | None, Receipt | None]:
    """The code that *text* means, and the receipt that it stands for: its own code or its snapshot's.

    (None, None): a slip of the hand, no code at all.
    """
    code = typed(text)
    if code is None:
        return None, None
    found = Receipt.objects.select_related("snapshot").filter(Q(code=code) | Q(snapshot__code=code))
    return code, found.order_by("at").first()


def anchors() -> QuerySet[Anchor]:
    """Roots of days with their stamps, the latest first."""
    return Anchor.objects.select_related("stamp")
