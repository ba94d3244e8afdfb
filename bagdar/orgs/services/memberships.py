"""Roles in bodies: given, ended; an auditor admitted by an act until a day."""

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
from bagdar.orgs.models import Body, Membership, OfficeHolding, Person
from bagdar.orgs.pack import methodology
from bagdar.orgs.rules_of_people import grantable, period, same_person, separation
from bagdar.orgs.services.acts import keep_act


def section_offices() -> dict[int, str]:
    """Number of a section → the office that leads it, by the methodology of this installation."""
    return {section.number: section.office for section in methodology().sections}


def planning_offices() -> frozenset[str]:
    """Offices that own Strategy and Plan: senders of the chain's planning step."""
    levels = methodology().levels
    return frozenset(
        level.sender_office for level in levels if level.sender == "planner" and level.sender_office
    )


def offices_of(body: UUID, day: date) -> frozenset[str]:
    """Offices that the body holds on *day*."""
    rows = OfficeHolding.objects.filter(body=body)
    return frozenset(
        row.office
        for row in rows
        if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
    )


def roles_to_give(actor: Actor, body: Body) -> frozenset[str]:
    """Roles that *actor* may give in *body* today; empty where the actor does not run its house."""
    if not policy.may(actor, "orgs.membership.grant", body):
        return frozenset()
    today = clock.today(settings.TIME_ZONE)
    return grantable(
        actor.roles,
        offices_of(body.pk, today),
        section_offices=section_offices().values(),
        planning_offices=planning_offices(),
    )


@service("orgs.membership.grant", journal=("orgs.membership.granted",))
def grant_role(
    *,
    actor: Actor,
    person: UUID,
    body: UUID,
    role: str,
    section: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    exception: str = "",
) -> Membership:
    """Give *person* a *role* in *body*. Raises InvalidError with the field and what to do.

    ``exception``: the reason why one person both prepares and signs there.
    """
    today = clock.today(settings.TIME_ZONE)
    start = valid_from or today
    with transaction.atomic():
        house = Body.objects.select_for_update().get(pk=body)
        policy.require(actor, "orgs.membership.grant", house)
        receiver = Person.objects.get(pk=person)
        faults = {
            **same_person(actor.id, receiver.pk),
            **period(start, valid_to),
            **_role_faults(actor, house, role, section),
            **_held_faults(receiver, house, role, section, exception),
        }
        if faults:
            raise InvalidError(faults, clause="practice")
        row = Membership.objects.create(
            person=receiver,
            body=house,
            role=role,
            section=section if role == "section_coordinator" else None,
            valid_from=start,
            valid_to=valid_to,
            granted_by_id=actor.id if actor.kind == "person" else None,
            exception=exception.strip(),
        )
        record_granted(actor, row)
    return row


def _role_faults(
    actor: Actor, body: Body, role: str, section: int | None
) -> dict[str, tuple[str, dict[str, Any]]]:
    if role not in roles_to_give(actor, body):
        return {"role": ("orgs.people.role_not_yours", {})}
    if role != "section_coordinator":
        return {}
    office = section_offices().get(section or 0)
    if office is None:
        return {"section": ("orgs.people.section_missing", {})}
    if office not in offices_of(body.pk, clock.today(settings.TIME_ZONE)):
        return {"section": ("orgs.people.section_of_another", {})}
    return {}


def _held_faults(
    person: Person, body: Body, role: str, section: int | None, exception: str
) -> dict[str, tuple[str, dict[str, Any]]]:
    if person.state == "deactivated":
        return {"": ("orgs.people.deactivated", {})}
    held = Membership.objects.filter(person=person, body=body, ended_at=None)
    if held.filter(role=role, section=section if role == "section_coordinator" else None).exists():
        return {"role": ("orgs.people.role_held", {})}
    return dict(separation([*held.values_list("role", flat=True), role], exception))


def record_granted(actor: Actor, row: Membership) -> None:
    """Tell the journal of a role that was just given."""
    record(
        actor=actor,
        act="orgs.membership.granted",
        object=row.person,
        body=row.body_id,
        after={
            "membership": row.pk,
            "role": row.role,
            "section": row.section,
            "from": row.valid_from,
            "until": row.valid_to,
            "exception": row.exception,
            "act": str(row.act) if row.act_id else "",
        },
    )


def record_ended(actor: Actor, row: Membership) -> None:
    """Tell the journal of a role that was just ended."""
    record(
        actor=actor,
        act="orgs.membership.ended",
        object=row.person,
        body=row.body_id,
        before={"membership": row.pk, "role": row.role, "section": row.section},
        after={"ended": row.ended_at},
    )


@service("orgs.membership.end", journal=("orgs.membership.ended",))
def end_role(*, actor: Actor, membership: UUID) -> Membership:
    """The role counts no more from this instant. Ending an ended one changes nothing."""
    with transaction.atomic():
        row = Membership.objects.select_for_update().select_related("person", "body").get(pk=membership)
        policy.require(actor, "orgs.membership.end", row)
        if row.role == "administrator":
            _require_another_administrator(row)
        if row.ended_at is None:
            row.ended_at = clock.now()
            row.save(update_fields=["ended_at"])
            record_ended(actor, row)
    return row


def _require_another_administrator(row: Membership) -> None:
    """The last administrator stays: an installation without one could not be mended from its pages."""
    others = Membership.objects.filter(role="administrator", ended_at=None, person__state="active")
    if not others.exclude(person=row.person_id).exists():
        raise InvalidError({"": ("orgs.people.last_administrator", {})})


@service("orgs.auditor.admit", journal=("orgs.membership.granted",))
def admit_auditor(*, actor: Actor, person: UUID, body: UUID, act: ActGiven, valid_to: date) -> Membership:
    """An auditor reads everything until *valid_to*, on the ground of *act*."""
    today = clock.today(settings.TIME_ZONE)
    with transaction.atomic():
        policy.require(actor, "orgs.auditor.admit")
        receiver = Person.objects.get(pk=person)
        held = Membership.objects.filter(person=receiver, ended_at=None)
        faults = {**same_person(actor.id, receiver.pk), **period(today, valid_to)}
        if held.filter(role="administrator").exists():
            faults[""] = ("orgs.people.auditor_administers", {})
        if held.filter(role="auditor", body=body, valid_to__gte=today).exists():
            faults["person"] = ("orgs.people.role_held", {})
        if faults:
            raise InvalidError(faults)
        kept = keep_act(act)
        # An earlier admission that ran out makes room for the new one.
        held.filter(role="auditor", body=body).update(ended_at=clock.now())
        row = Membership.objects.create(
            person=receiver,
            body_id=body,
            role="auditor",
            valid_from=today,
            valid_to=valid_to,
            act=kept,
            granted_by_id=actor.id,
        )
        record_granted(actor, row)
    return row
