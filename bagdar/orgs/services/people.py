"""People of a body: edited, deactivated, brought back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import ForbiddenError, InvalidError
from bagdar.kernel.services import service
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.models import Membership, Person
from bagdar.orgs.services.entries import OF_PEOPLE, list_person
from bagdar.store.base import save_version

EDITABLE = ("family_name", "given_name", "patronymic", "position", "email", "phone", "language")


def open_memberships(person: Person) -> list[Membership]:
    """Roles not ended by hand, whatever their days."""
    return list(Membership.objects.filter(person=person, ended_at=None).select_related("body"))


def require_whole(actor: Actor, action: str, person: Person) -> None:
    """*action* concerns the whole account: every body of the person must be the actor's to run.

    Raises ForbiddenError that names the reason where the person also works for another body.
    """
    memberships = open_memberships(person)
    if not memberships:
        policy.require(actor, action)
        if "administrator" not in actor.roles and not _once_in(actor, person):
            raise ForbiddenError("orgs.people.of_another_body")
        return
    allowed = [bool(policy.may(actor, action, membership)) for membership in memberships]
    if not any(allowed):
        policy.require(actor, action, memberships[0])
    if not all(allowed):
        raise ForbiddenError("orgs.people.also_elsewhere")


def _once_in(actor: Actor, person: Person) -> bool:
    """Whether the person ever held a role in a body that the actor coordinates."""
    return Membership.objects.filter(person=person, body__in=actor.bodies("coordinator")).exists()


def validate_names(values: dict[str, Any]) -> None:
    """Raises InvalidError for a missing name or an unknown language."""
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    for name in ("family_name", "given_name"):
        if name in values and not str(values[name]).strip():
            faults[name] = ("orgs.people.name_missing", {})
    if values.get("language", UI_LANGUAGES[0]) not in UI_LANGUAGES:
        faults["language"] = ("orgs.people.language_unknown", {})
    if faults:
        raise InvalidError(faults)


@service("orgs.person.edit", journal=("orgs.person.edited",))
def edit_person(*, actor: Actor, person: UUID, version: int, values: dict[str, Any]) -> Person:
    """Change what is written of a person; *values* holds fields of EDITABLE.

    Raises InvalidError, ConflictError when *version* is no longer the present one.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        require_whole(actor, "orgs.person.edit", row)
        values = {name: values[name] for name in EDITABLE if name in values}
        validate_names(values)
        before = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
        if not before:
            return row
        for name in before:
            setattr(row, name, values[name])
        row.changed_at = clock.now()
        save_version(list_person(row), version, (*before, *OF_PEOPLE, "changed_at"))
        record(
            actor=actor,
            act="orgs.person.edited",
            object=row,
            body=_house(actor, row),
            before=before,
            after={name: values[name] for name in before},
        )
    return row


@service("orgs.person.deactivate", journal=("orgs.person.deactivated",))
def deactivate_person(*, actor: Actor, person: UUID, reason: str) -> Person:
    """The person can do nothing from the next request on. Raises InvalidError without a reason."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        require_whole(actor, "orgs.person.deactivate", row)
        if row.pk == actor.id:
            raise InvalidError({"": ("orgs.people.own_account", {})})
        if not reason.strip():
            raise InvalidError({"reason": ("orgs.people.reason_missing", {})})
        _set_state(actor, row, "deactivated", "orgs.person.deactivated", reason)
    return row


@service("orgs.person.deactivate", journal=("orgs.person.reactivated",))
def reactivate_person(*, actor: Actor, person: UUID, reason: str) -> Person:
    """The account works again, with the roles that were not ended. Raises InvalidError without a reason."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        require_whole(actor, "orgs.person.deactivate", row)
        if not reason.strip():
            raise InvalidError({"reason": ("orgs.people.reason_missing", {})})
        _set_state(
            actor,
            row,
            "active" if came_in(row) else "invited",
            "orgs.person.reactivated",
            reason,
        )
    return row


def came_in(person: Person) -> bool:
    """Whether the person has ever set a password of their own."""
    return bool(person.password) and person.has_usable_password()


def _set_state(actor: Actor, row: Person, state: str, act: str, reason: str) -> None:
    before, instant = row.state, clock.now()
    if before == state:
        return
    row.state = state
    row.deactivated_at = instant if state == "deactivated" else None
    row.changed_at = instant
    save_version(row, row.version, ("state", "deactivated_at", "changed_at"))
    record(
        actor=actor,
        act=act,
        object=row,
        body=_house(actor, row),
        before={"state": before},
        after={"state": state, "reason": reason.strip()},
    )


def _house(actor: Actor, person: Person) -> UUID | None:
    """The body in whose journal the act stands: one of the person's that the actor runs, else the person's first."""
    bodies = [membership.body_id for membership in open_memberships(person)]
    return next(
        (body for body in bodies if body in actor.bodies("coordinator")), bodies[0] if bodies else None
    )
