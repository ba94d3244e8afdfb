"""Signing in and out: a proof is looked at under the limits on guessing, and what came of it is journalled."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Person, Session
from bagdar.orgs.proofs import directory, limits
from bagdar.orgs.proofs.limits import LimitReachedError, Origin
from bagdar.orgs.rules import login_key

_NOBODY = "!"
"""Stands for the password of nobody: looking at it takes as much work as at somebody's."""


def person_of(login: str) -> Person | None:
    """The active person of *login*."""
    return Person.objects.filter(login_key=login_key(login), state="active").first()


@service("orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited"))
def prove_password(*, actor: Actor, login: str, password: str, origin: Origin) -> Person:
    """The person whose login and password these are.

    Where a directory is set, its word counts as well; it never makes people.
    Raises InvalidError, the same for a wrong password and an unknown login, and TooManyError.
    """
    policy.require(actor, "orgs.sign_in.try")
    person = person_of(login)
    key = login_key(login)
    counted = count(
        key,
        (*limits.of_account("password", key, origin), *limits.of_password(password, origin)),
        person,
        origin,
    )
    holds = check_password(password, person.password if person else _NOBODY, _keep(person))
    if not holds and directory.is_on():
        holds = directory.knows(login, password)
    if not holds or person is None:
        refuse(person, "password", origin)
        raise InvalidError({"": ("orgs.sign_in.wrong", {})})
    counted.forgive()
    return person


@service("orgs.sign_in.done", journal=("orgs.sign_in.entered",))
def complete_sign_in(*, actor: Actor, person: Person, way: str, factor: str, origin: Origin) -> Person:
    """Write down that *person* is in. ``way``: what they came by; ``factor``: the second, empty without."""
    with transaction.atomic():
        policy.require(actor, "orgs.sign_in.done", person)
        person.signed_in_at = clock.now()
        person.save(update_fields=["signed_in_at"])
        record(
            actor=actor,
            act="orgs.sign_in.entered",
            object=person,
            after={"way": way, "factor": factor, "network": limits.network(origin.address)},
        )
    return person


@service("orgs.sign_in.done", journal=("orgs.sign_in.confirmed",))
def confirm_again(*, actor: Actor, person: Person, proof: str) -> None:
    """Write down that *person* has shown *proof* in an open session."""
    with transaction.atomic():
        policy.require(actor, "orgs.sign_in.done", person)
        record(actor=actor, act="orgs.sign_in.confirmed", object=person, after={"proof": proof})


@service("orgs.sign_in.done", journal=("orgs.sign_in.left",))
def sign_out(*, actor: Actor, person: Person) -> None:
    """Write down that *person* has left; the browser's session is ended by whoever holds it."""
    with transaction.atomic():
        policy.require(actor, "orgs.sign_in.done", person)
        record(actor=actor, act="orgs.sign_in.left", object=person)


@service("orgs.account.sessions", journal=("orgs.sign_in.session_ended",))
def end_one_session(*, actor: Actor, person: Person, session: UUID) -> None:
    """End one of the own sessions. Raises AbsentError."""
    with transaction.atomic():
        policy.require(actor, "orgs.account.sessions", person)
        if not Session.objects.filter(person=person, pk=session).delete()[0]:
            raise AbsentError("kernel.absent")
        record(actor=actor, act="orgs.sign_in.session_ended", object=person, after={"session": session})


@service("orgs.account.sessions", journal=("orgs.sign_in.left_everywhere",))
def end_all_sessions(*, actor: Actor, person: Person) -> Person:
    """End every own session; the page opens a new one for where the person is."""
    with transaction.atomic():
        policy.require(actor, "orgs.account.sessions", person)
        row = Person.objects.select_for_update().get(pk=person.pk)
        end_sessions(row)
        record(actor=actor, act="orgs.sign_in.left_everywhere", object=row)
    return row


def end_sessions(person: Person) -> None:
    """From the next request on, no session of the person opens anything. In the caller's transaction."""
    person.stamp = secrets.token_hex(16)
    person.save(update_fields=["stamp"])
    Session.objects.filter(person=person).delete()


def count(
    account: str, wanted: tuple[limits.Limit, ...], person: Person | None, origin: Origin
) -> limits.Try:
    """Count a try; the first one over a limit is journalled. Raises TooManyError."""
    try:
        return limits.count_try(account, wanted)
    except LimitReachedError as error:
        if error.first:
            with transaction.atomic():
                record(
                    actor=ANONYMOUS,
                    act="orgs.sign_in.limited",
                    object=person,
                    after={
                        "limit": error.limit.key.partition(":")[0],
                        "network": limits.network(origin.address),
                    },
                )
        raise


def refuse(person: Person | None, what: str, origin: Origin) -> None:
    """Write down a failed proof. An unknown login is not kept: it may be a password in the wrong field."""
    with transaction.atomic():
        record(
            actor=ANONYMOUS,
            act="orgs.sign_in.refused",
            object=person,
            after={"proof": what, "network": limits.network(origin.address)},
        )


def _keep(person: Person | None) -> Callable[[str], None]:
    """What stores the password anew when the hash's parameters have been raised since."""

    def keep(raw: str) -> None:
        if person is not None:
            person.set_password(raw)
            person.save(update_fields=["password"])

    return keep
