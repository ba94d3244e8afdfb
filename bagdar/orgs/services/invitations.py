"""Inviting people: entered by others, they set a password of their own by a mailed link or a printed code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Body, Invitation, Person
from bagdar.orgs.proofs.codes import digest, new_code
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.entries import list_person
from bagdar.orgs.services.memberships import grant_role
from bagdar.orgs.services.people import require_whole, validate_names

LIFETIME: Final = {"mail": timedelta(days=14), "printed": timedelta(days=30)}
"""How long an invitation is open: paper travels longer."""

ENTERED: Final = (
    "login",
    "family_name",
    "given_name",
    "patronymic",
    "position",
    "email",
    "phone",
    "language",
    "state",
)
"""What the journal says of a person who is new."""

Faults = dict[str, tuple[str, dict[str, Any]]]


class Invitee(msgspec.Struct, frozen=True, kw_only=True):
    """A person to invite, as entered. ``login``: empty takes the part of the mail address before the @."""

    family_name: str
    given_name: str
    patronymic: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""
    language: str = "kk"
    login: str = ""


class Invited(msgspec.Struct, frozen=True):
    """``code`` is shown or mailed once and kept nowhere."""

    person: Person
    invitation: Invitation
    code: str


def faults_of(invitee: Invitee, way: str) -> Faults:
    """What is wrong with what was entered; asks the database only whether the login is free."""
    faults: Faults = {}
    try:
        validate_names(msgspec.structs.asdict(invitee))
    except InvalidError as error:
        faults |= error.faults
    if way not in LIFETIME:
        faults["way"] = ("orgs.people.way_unknown", {})
    if invitee.email:
        try:
            validate_email(invitee.email)
        except ValidationError:
            faults["email"] = ("orgs.people.email_wrong", {"email": invitee.email})
    elif way == "mail":
        faults["email"] = ("orgs.people.email_needed", {})
    login = login_of(invitee)
    if not login:
        faults["login"] = ("orgs.people.login_missing", {})
    elif Person.objects.filter(login_key=login_key(login)).exists():
        faults["login"] = ("orgs.people.login_taken", {"login": login})
    return faults


def login_of(invitee: Invitee) -> str:
    """The login entered, else the part of the mail address before the @."""
    return (invitee.login or invitee.email.partition("@")[0]).strip()


@service("orgs.person.invite", journal=("orgs.person.invited", "orgs.membership.granted"))
def invite_person(
    *,
    actor: Actor,
    body: UUID,
    invitee: Invitee,
    role: str,
    way: str,
    section: int | None = None,
    exception: str = "",
) -> Invited:
    """Enter a person into *body* with a first *role*, and open an invitation. Raises InvalidError."""
    with transaction.atomic():
        house = Body.objects.get(pk=body)
        policy.require(actor, "orgs.person.invite", house)
        faults = faults_of(invitee, way)
        if faults:
            raise InvalidError(faults)
        person = _enter(invitee)
        grant_role(actor=actor, person=person.pk, body=body, role=role, section=section, exception=exception)
        return _open(actor, person, house, way, {name: getattr(person, name) for name in ENTERED})


def _enter(invitee: Invitee) -> Person:
    login, instant = login_of(invitee), clock.now()
    person = Person(
        login=login,
        login_key=login_key(login),
        state="invited",
        created_at=instant,
        changed_at=instant,
        **{name: value.strip() for name, value in msgspec.structs.asdict(invitee).items() if name != "login"},
    )
    person.set_unusable_password()
    list_person(person).save()
    return person


def _open(
    actor: Actor, person: Person, body: Body | None, way: str, entered: dict[str, str] | None = None
) -> Invited:
    """*entered*: of a person who is new, so that the journal says what was written of them from the beginning."""
    instant = clock.now()
    Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).update(withdrawn_at=instant)
    code = new_code()
    row = Invitation.objects.create(
        person=person,
        body=body,
        way=way,
        digest=digest(code),
        invited_by_id=actor.id if actor.kind == "person" else None,
        created_at=instant,
        expires_at=instant + LIFETIME[way],
    )
    record(
        actor=actor,
        act="orgs.person.invited",
        object=person,
        body=body,
        after={"way": way, "until": row.expires_at, **(entered or {})},
    )
    return Invited(person, row, code)


@service("orgs.person.invite", journal=("orgs.person.invited",))
def invite_again(*, actor: Actor, person: UUID, way: str) -> Invited:
    """A new code for somebody who has not come in yet; the code before is worth nothing. Raises InvalidError."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        require_whole(actor, "orgs.person.invite", row)
        faults: Faults = {}
        if row.state != "invited":
            faults[""] = ("orgs.people.came_in", {})
        if way not in LIFETIME:
            faults["way"] = ("orgs.people.way_unknown", {})
        elif way == "mail" and not row.email:
            faults["way"] = ("orgs.people.email_needed", {})
        if faults:
            raise InvalidError(faults)
        membership = row.memberships.filter(ended_at=None).select_related("body").first()
        return _open(actor, row, membership.body if membership else None, way)


@service("orgs.person.invite", journal=("orgs.invitation.withdrawn",))
def withdraw_invitation(*, actor: Actor, person: UUID) -> None:
    """The open invitation of *person* is worth nothing any more."""
    with transaction.atomic():
        row = Person.objects.get(pk=person)
        require_whole(actor, "orgs.person.invite", row)
        still = Invitation.objects.filter(person=row, accepted_at=None, withdrawn_at=None)
        if still.update(withdrawn_at=clock.now()):
            membership = row.memberships.filter(ended_at=None).first()
            record(
                actor=actor,
                act="orgs.invitation.withdrawn",
                object=row,
                body=membership.body_id if membership else None,
            )
