"""Access given back to somebody who has lost password or factor, without mail: one of the house asks, another agrees."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, ForbiddenError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import CertificateBinding, CodeSheet, Person, Restoration, SecurityKey, Totp
from bagdar.orgs.proofs import codes, limits
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.factors import require_house
from bagdar.orgs.services.passwords import store_password
from bagdar.orgs.services.sign_in import count, end_sessions, refuse

WAITS = timedelta(days=7)
"""How long a request waits for the second person."""
VALID = timedelta(days=3)
"""How long the code is good once there are two."""
WHAT = ("password", "factor", "both")


@service("orgs.restoration.ask", journal=("orgs.restoration.asked",))
def ask_restoration(*, actor: Actor, person: UUID, what: str, reason: str) -> Restoration:
    """Begin to give *person* access again; nothing happens until another agrees. Raises InvalidError."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        body = require_house(actor, "orgs.restoration.ask", row)
        asker = _require_another(actor, row)
        now = clock.now()
        if row.state != "active":
            raise InvalidError({"": ("orgs.restoration.not_active", {})})
        if what not in WHAT or not reason.strip():
            raise InvalidError({"reason": ("orgs.restoration.reason_missing", {})})
        open_now = Restoration.objects.filter(person=row, used_at=None, withdrawn_at=None)
        open_now.filter(expires_at__lte=now).update(withdrawn_at=now)
        if open_now.exists():
            raise InvalidError({"": ("orgs.restoration.open_already", {})})
        asked = Restoration.objects.create(
            person=row,
            what=what,
            reason=reason.strip()[:300],
            asked_by_id=asker,
            asked_at=now,
            expires_at=now + WAITS,
        )
        after = {"what": what, "reason": asked.reason}
        record(actor=actor, act="orgs.restoration.asked", object=row, body=body, after=after)
    return asked


@service("orgs.restoration.approve", journal=("orgs.restoration.approved",))
def approve_restoration(*, actor: Actor, restoration: UUID) -> tuple[Restoration, str]:
    """Agree as the second person: the one-time code to hand over, shown once and kept nowhere.

    Raises AbsentError where there is nothing to agree to, ForbiddenError for who asked and whom it concerns.
    """
    with transaction.atomic():
        row = _open(restoration)
        person = Person.objects.get(pk=row.person_id)
        body = require_house(actor, "orgs.restoration.approve", person)
        _require_another(actor, person)
        if row.asked_by_id == actor.id:
            raise ForbiddenError("orgs.restoration.two_persons")
        if row.approved_at is not None:
            raise AbsentError("kernel.absent")
        code, now = codes.new_code(), clock.now()
        row.approved_by_id, row.approved_at = actor.id, now
        row.digest, row.expires_at = codes.digest(code), now + VALID
        row.save(update_fields=["approved_by", "approved_at", "digest", "expires_at"])
        after = {"what": row.what, "asked_by": row.asked_by_id}
        record(actor=actor, act="orgs.restoration.approved", object=person, body=body, after=after)
    return row, code


@service("orgs.restoration.ask", journal=("orgs.restoration.withdrawn",))
def withdraw_restoration(*, actor: Actor, restoration: UUID) -> None:
    """Whoever runs the house can stop it until it is used. Raises AbsentError."""
    with transaction.atomic():
        row = _open(restoration)
        person = Person.objects.get(pk=row.person_id)
        body = require_house(actor, "orgs.restoration.ask", person)
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        record(actor=actor, act="orgs.restoration.withdrawn", object=person, body=body)


@service("orgs.sign_in.try", journal=("orgs.sign_in.refused", "orgs.sign_in.limited"))
def find_restoration(*, actor: Actor, login: str, code: str, origin: Origin) -> Restoration:
    """What *code* gives back to the person of *login*. Raises InvalidError for all else alike, and TooManyError."""
    policy.require(actor, "orgs.sign_in.try")
    wanted = limits.of_account("restore", login_key(login), origin)
    counted = count(login_key(login), wanted, None, origin)
    row = agreed_restoration(login, code)
    if row is None:
        refuse(None, "restoration", origin)
        raise InvalidError({"one_time_code": ("orgs.restoration.unknown", {})})
    counted.forgive()
    return row


@service("orgs.sign_in.try", journal=("orgs.restoration.used",))
def use_restoration(*, actor: Actor, login: str, code: str, password: str) -> Person:
    """Take the access back: the code is spent, sessions end, and what was lost is replaced.

    Where the password was lost *password* is the new one; where only factors were, the caller has proved the old
    one, and *password* is empty. Lost factors are removed: a new one is added after signing in.
    Raises InvalidError.
    """
    policy.require(actor, "orgs.sign_in.try")
    with transaction.atomic():
        row = agreed_restoration(login, code, lock=True)
        if row is None:
            raise InvalidError({"": ("orgs.restoration.unknown", {})})
        person = Person.objects.select_for_update().get(pk=row.person_id)
        now = clock.now()
        if row.what == "factor":
            end_sessions(person)
        else:
            store_password(person, password)
        if row.what != "password":
            _remove_factors(person)
        row.used_at = now
        row.save(update_fields=["used_at"])
        record(
            actor=actor_of(person),
            act="orgs.restoration.used",
            object=person,
            after={"what": row.what, "asked_by": row.asked_by_id, "approved_by": row.approved_by_id},
        )
    return person


def agreed_restoration(login: str, code: str, *, lock: bool = False) -> Restoration | None:
    """What two persons have agreed to, while the code is good."""
    rows = Restoration.objects.select_for_update() if lock else Restoration.objects.all()
    return rows.filter(
        digest=codes.digest(code),
        person__login_key=login_key(login),
        person__state="active",
        approved_at__isnull=False,
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=clock.now(),
    ).first()


def _open(restoration: UUID) -> Restoration:
    row = (
        Restoration.objects.select_for_update()
        .filter(pk=restoration, used_at=None, withdrawn_at=None, expires_at__gt=clock.now())
        .first()
    )
    if row is None:
        raise AbsentError("kernel.absent")
    return row


def _require_another(actor: Actor, person: Person) -> UUID:
    """Whose part it is: nobody takes part in giving access back to themselves."""
    if actor.id is None or actor.id == person.pk:
        raise ForbiddenError("orgs.restoration.own")
    return actor.id


def _remove_factors(person: Person) -> None:
    now = clock.now()
    Totp.objects.filter(person=person).delete()
    SecurityKey.objects.filter(person=person).delete()
    CodeSheet.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=now)
    CertificateBinding.objects.filter(person=person, released_at=None).update(released_at=now)
