"""Accepting an invitation: the person takes the account over with a password of their own."""

from __future__ import annotations

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Invitation, Person
from bagdar.orgs.proofs import codes, limits
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.entries import OF_PEOPLE, list_person
from bagdar.orgs.services.passwords import store_password
from bagdar.orgs.services.sign_in import count, refuse


@service("orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited"))
def find_invitation(*, actor: Actor, code: str, origin: Origin) -> Invitation:
    """The open invitation of *code*. Raises InvalidError for all others alike, and TooManyError."""
    policy.require(actor, "orgs.sign_in.try")
    counted = count("invitation", limits.of_network(origin), None, origin)
    row = open_invitation(code)
    if row is None:
        refuse(None, "invitation", origin)
        raise InvalidError({"one_time_code": ("orgs.invitation.unknown", {})})
    counted.forgive()
    return row


@service("orgs.sign_in.try", journal=("orgs.invitation.accepted",))
def accept_invitation(*, actor: Actor, code: str, login: str, password: str) -> Person:
    """The person becomes active with *login* and *password*; the code is spent. Raises InvalidError."""
    policy.require(actor, "orgs.sign_in.try")
    with transaction.atomic():
        row = open_invitation(code, lock=True)
        if row is None:
            raise InvalidError({"": ("orgs.invitation.unknown", {})})
        person = Person.objects.select_for_update().get(pk=row.person_id)
        before = {"login": person.login}
        _take_login(person, login)
        store_password(person, password)
        person.state, person.changed_at = "active", clock.now()
        list_person(person).save(update_fields=["login", "login_key", "state", "changed_at", *OF_PEOPLE])
        row.accepted_at = clock.now()
        row.save(update_fields=["accepted_at"])
        record(
            actor=actor_of(person),
            act="orgs.invitation.accepted",
            object=person,
            body=row.body_id,
            before=before,
            after={"login": person.login, "way": row.way},
        )
    return person


def open_invitation(code: str, *, lock: bool = False) -> Invitation | None:
    """The invitation of *code* while it can be accepted."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects.select_related("person")
    return rows.filter(
        digest=codes.digest(code),
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=clock.now(),
        person__state="invited",
    ).first()


def _take_login(person: Person, login: str) -> None:
    key = login_key(login)
    if len(key) < 3:
        raise InvalidError({"login": ("orgs.invitation.login_short", {})})
    if Person.objects.filter(login_key=key).exclude(pk=person.pk).exists():
        raise InvalidError({"login": ("orgs.invitation.login_taken", {})})
    person.login, person.login_key = login.strip(), key
