"""A person's roles and open work in a body pass to another in one step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs import work
from bagdar.orgs.models import Body, Membership, Person
from bagdar.orgs.rules_of_people import separation
from bagdar.orgs.services.memberships import record_ended, record_granted


@service(
    "orgs.person.hand_over",
    journal=("orgs.person.handed_over", "orgs.membership.granted", "orgs.membership.ended"),
)
def hand_over(
    *,
    actor: Actor,
    body: UUID,
    source: UUID,
    target: UUID,
    reason: str,
    end_roles: bool = True,
    exception: str = "",
) -> dict[str, int]:
    """All roles and open work of *source* in *body* go to *target*; returns how much of what (name → count).

    ``end_roles``: the roles of *source* end (a replacement); False leaves them (a leave). Auditors' and
    administrators' roles never pass this way. Raises InvalidError.
    """
    with transaction.atomic():
        house = Body.objects.select_for_update().get(pk=body)
        policy.require(actor, "orgs.person.hand_over", house)
        giver, taker = Person.objects.get(pk=source), Person.objects.get(pk=target)
        held = list(
            Membership.objects.filter(person=giver, body=house, ended_at=None).exclude(
                role__in=("auditor", "administrator")
            )
        )
        _validate(actor, house, giver, taker, held, reason, exception)
        passed = {"orgs.people.work_roles": _pass_roles(actor, house, taker, held, exception, end_roles)}
        for kind in work.SOURCES:
            passed[kind.name] = kind.pass_on(giver.pk, taker.pk, house.pk)
        record(
            actor=actor,
            act="orgs.person.handed_over",
            object=giver,
            body=house,
            after={"to": taker.full_name, "to_id": taker.pk, "passed": passed, "reason": reason.strip()},
        )
    return passed


def _validate(
    actor: Actor,
    body: Body,
    giver: Person,
    taker: Person,
    held: list[Membership],
    reason: str,
    exception: str,
) -> None:
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    if giver.pk == taker.pk:
        faults["target"] = ("orgs.people.same_target", {})
    elif taker.state != "active":
        faults["target"] = ("orgs.people.not_active", {})
    elif taker.pk == actor.id and any(row.role in ("head", "coordinator") for row in held):
        faults["target"] = ("orgs.people.own_role", {})
    if not reason.strip():
        faults["reason"] = ("orgs.people.reason_missing", {})
    own = Membership.objects.filter(person=taker, body=body, ended_at=None).values_list("role", flat=True)
    faults |= separation([*own, *(row.role for row in held)], exception)
    if faults:
        raise InvalidError(faults)


def _pass_roles(
    actor: Actor, body: Body, taker: Person, held: list[Membership], exception: str, end: bool
) -> int:
    has = set(
        Membership.objects.filter(person=taker, body=body, ended_at=None).values_list("role", "section")
    )
    today = clock.today(settings.TIME_ZONE)
    for row in held:
        if (row.role, row.section) not in has:
            given = Membership.objects.create(
                person=taker,
                body=body,
                role=row.role,
                section=row.section,
                valid_from=today,
                valid_to=row.valid_to,
                granted_by_id=actor.id,
                exception=exception.strip(),
            )
            record_granted(actor, given)
        if end:
            row.ended_at = clock.now()
            row.save(update_fields=["ended_at"])
            record_ended(actor, row)
    return len(held)
