"""Who acts for a head: for a period, by an act, entered by somebody else of the house."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import ActingHead, Body, Membership, Person
from bagdar.orgs.rules_of_people import overlapping, period
from bagdar.orgs.services.acts import keep_act


@service("orgs.acting.enter", journal=("orgs.acting.entered",))
def enter_acting_head(
    *,
    actor: Actor,
    body: UUID,
    person: UUID,
    act: ActGiven,
    valid_from: date,
    valid_to: date,
    exception: str = "",
) -> ActingHead:
    """*person* signs for the head of *body* from *valid_from* to *valid_to*, both days counted.

    Raises InvalidError: a period reversed or over, another acting head in these days, somebody from outside
    the body, the one who enters it, or a preparer without a recorded reason (``exception``).
    """
    with transaction.atomic():
        house = Body.objects.select_for_update().get(pk=body)
        policy.require(actor, "orgs.acting.enter", house)
        deputy = Person.objects.get(pk=person)
        faults = _faults(actor, house, deputy, valid_from, valid_to, exception)
        if faults:
            raise InvalidError(faults)
        kept = keep_act(act)
        row = ActingHead.objects.create(
            body=house,
            person=deputy,
            act=kept,
            valid_from=valid_from,
            valid_to=valid_to,
            entered_by_id=actor.person,
            exception=exception.strip(),
        )
        record(
            actor=actor,
            act="orgs.acting.entered",
            object=deputy,
            body=house,
            after={
                "acting": row.pk,
                "from": valid_from,
                "until": valid_to,
                "act": str(kept),
                "exception": row.exception,
            },
        )
    return row


def _faults(
    actor: Actor, body: Body, person: Person, start: date, end: date, exception: str
) -> dict[str, tuple[str, dict[str, Any]]]:
    faults: dict[str, tuple[str, dict[str, Any]]] = dict(period(start, end))
    if end < clock.today(settings.TIME_ZONE):
        faults["valid_to"] = ("orgs.people.period_over", {"end": end})
    if person.pk == actor.id:
        faults["person"] = ("orgs.people.own_acting", {})
    roles = set(
        Membership.objects.filter(person=person, body=body, ended_at=None).values_list("role", flat=True)
    )
    if not roles or not person.is_active:
        faults["person"] = ("orgs.people.not_of_the_body", {})
    elif "head" in roles:
        faults["person"] = ("orgs.people.head_already", {})
    elif "preparer" in roles and not exception.strip():
        faults["exception"] = ("orgs.people.preparer_signs", {})
    others = ActingHead.objects.filter(body=body, ended_at=None).values_list("valid_from", "valid_to")
    if overlapping(start, end, others):
        faults["valid_from"] = ("orgs.people.acting_overlaps", {})
    return faults


@service("orgs.acting.end", journal=("orgs.acting.ended",))
def end_acting_head(*, actor: Actor, acting: UUID) -> ActingHead:
    """The head is back: from this instant nobody acts. What was signed meanwhile stands."""
    with transaction.atomic():
        row = ActingHead.objects.select_for_update().select_related("person", "body").get(pk=acting)
        policy.require(actor, "orgs.acting.end", row)
        if row.ended_at is None:
            row.ended_at = clock.now()
            row.save(update_fields=["ended_at"])
            record(
                actor=actor,
                act="orgs.acting.ended",
                object=row.person,
                body=row.body_id,
                before={"acting": row.pk, "until": row.valid_to},
                after={"ended": row.ended_at},
            )
    return row
