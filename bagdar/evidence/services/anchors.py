"""Roots of days: kept, stamped by a trusted clock, and sent out, so that nobody can rewrite what was before."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from bagdar.evidence.models import Anchor, Seal, TimeStamp
from bagdar.evidence.services.sealing import one_at_a_time, read_places, seal_waiting
from bagdar.evidence.statements import code_of_anchor
from bagdar.evidence.tree import root
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM


def keep_root_of_the_day() -> Anchor | None:
    """The anchor of this day, when there is none yet and something is sealed."""
    seal_waiting()
    zone = ZoneInfo(settings.TIME_ZONE)
    with transaction.atomic():
        one_at_a_time()
        last, previous = Seal.objects.order_by("-seq").first(), Anchor.objects.first()
        now = clock.now()
        if last is None or (previous and previous.at.astimezone(zone).date() >= now.astimezone(zone).date()):
            return None
        anchor = Anchor.objects.create(
            number=previous.number + 1 if previous else 1,
            at=now,
            size=last.seq,
            root=root(last.seq, read_places),
            chain=last.chain,
        )
        after = {"size": anchor.size, "root": anchor.root.hex(), "code": code_of_anchor(anchor)}
        record(actor=PROGRAM, act="evidence.anchor.kept", object=anchor, after=after)
    return anchor


def keep_stamp(anchor: Anchor, token: bytes, at: datetime) -> TimeStamp:
    """The *token* over the statement of *anchor*, which says *at*; a second one for the same day is not kept."""
    with transaction.atomic():
        stamp, made = TimeStamp.objects.get_or_create(
            anchor=anchor, defaults={"token": token, "at": at, "kept_at": clock.now()}
        )
        if made:
            record(actor=PROGRAM, act="evidence.anchor.stamped", object=anchor, after={"at": at})
    return stamp


def note_mailed(anchor: Anchor, addresses: int) -> None:
    """That the root went out to so many addresses."""
    with transaction.atomic():
        record(actor=PROGRAM, act="evidence.anchor.mailed", object=anchor, after={"addresses": addresses})
