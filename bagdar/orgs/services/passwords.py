"""Passwords: set by their owner, or again by a link in a mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import BodyName, Membership, Person
from bagdar.orgs.proofs import limits, passwords
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.sign_in import count, end_sessions, person_of


class ResetTokens(PasswordResetTokenGenerator):
    """Tokens of reset links: an hour, and only while password and stamp are what they were; so each works once."""

    key_salt = "bagdar.reset"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        return f"{user.pk}{user.password}{user.stamp}{timestamp}{user.email}"


TOKENS = ResetTokens()


@service("orgs.account.password", journal=("orgs.password.changed",))
def change_password(*, actor: Actor, person: Person, password: str) -> Person:
    """A new password of one's own. Every session ends; the page opens a new one. Raises InvalidError."""
    with transaction.atomic():
        policy.require(actor, "orgs.account.password", person)
        row = Person.objects.select_for_update().get(pk=person.pk)
        store_password(row, password)
        record(actor=actor, act="orgs.password.changed", object=row)
    return row


@service("orgs.sign_in.try", journal=("orgs.password.reset_asked", "orgs.sign_in.limited"))
def ask_for_reset(*, actor: Actor, login: str, origin: Origin) -> tuple[Person, str] | None:
    """The person and the token to mail to them; None where there is no such person or no address to write to.

    Askers are limited as guessers are, and the page answers the same in each case. Raises TooManyError.
    """
    policy.require(actor, "orgs.sign_in.try")
    person = person_of(login)
    key = login_key(login)
    count(key, limits.of_account("reset", key, origin), person, origin)
    token = TOKENS.make_token(person or Person(pk=UUID(int=0)))
    if person is None or not person.email:
        return None
    with transaction.atomic():
        record(actor=ANONYMOUS, act="orgs.password.reset_asked", object=person)
    return person, token


def person_of_reset(person: UUID, token: str) -> Person | None:
    """Whose link this is, while it holds."""
    row = Person.objects.filter(pk=person, state="active").first()
    return row if row is not None and TOKENS.check_token(row, token) else None


@service("orgs.sign_in.try", journal=("orgs.password.reset",))
def reset_password(*, actor: Actor, person: UUID, token: str, password: str) -> Person:
    """A new password by the link; second factors stay as they were. Raises InvalidError."""
    policy.require(actor, "orgs.sign_in.try")
    with transaction.atomic():
        row = Person.objects.select_for_update().filter(pk=person, state="active").first()
        if row is None or not TOKENS.check_token(row, token):
            raise InvalidError({"": ("orgs.password.link_spent", {})})
        store_password(row, password)
        record(actor=ANONYMOUS, act="orgs.password.reset", object=row)
    return row


def store_password(person: Person, password: str) -> None:
    """Check and keep a password, and end every session. Raises InvalidError; in the caller's transaction."""
    passwords.require_good(password, own_words(person))
    person.set_password(password)
    person.password_set_at = clock.now()
    person.save(update_fields=["password", "password_set_at"])
    end_sessions(person)


def own_words(person: Person) -> Iterable[str]:
    """Words that a stranger would try for this person: names, login, address, bodies."""
    bodies = Membership.objects.filter(person=person, ended_at=None).values("body")
    return (
        person.family_name,
        person.given_name,
        person.patronymic,
        person.login,
        person.email,
        *BodyName.objects.filter(body__in=bodies).values_list("name", flat=True),
    )
