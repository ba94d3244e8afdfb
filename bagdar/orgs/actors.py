"""Builds actors from people and system accounts: the only place where memberships become capacities."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from bagdar.kernel import clock
from bagdar.kernel.actors import Actor, Capacity
from bagdar.orgs.models import ActingHead, Membership, Person, SystemAccount


def _capacities(person: Person, day: date) -> tuple[Capacity, ...]:
    open_on_day = (
        Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)) & Q(ended_at=None)
    )
    held = Membership.objects.filter(open_on_day, person=person)
    acting = ActingHead.objects.filter(open_on_day, person=person).select_related("act")
    return (
        *(Capacity(role=row.role, body=row.body_id, section=row.section, until=row.valid_to) for row in held),
        *(
            Capacity(role="head", body=row.body_id, acting=True, act=str(row.act), until=row.valid_to)
            for row in acting
        ),
    )


def actor_of(person: Person, *, factor: bool = False, confirmed: datetime | None = None) -> Actor:
    """The person as an actor today; without capacities where the account is not active. Two queries."""
    active = person.state == "active"
    return Actor(
        kind="person" if active else "anonymous",
        id=person.pk if active else None,
        name=person.full_name,
        language=person.language,
        capacities=_capacities(person, clock.today(settings.TIME_ZONE)) if active else (),
        factor=factor,
        confirmed=confirmed,
    )


def of_system_account(account: SystemAccount) -> Actor:
    """The account as an actor; anonymous once it has expired or was revoked."""
    if account.revoked_at is not None or account.expires_at <= clock.now():
        return Actor(kind="anonymous")
    return Actor(
        kind="system",
        id=account.pk,
        name=account.name,
        capacities=(Capacity(role="system", body=account.body_id),),
        scopes=frozenset(account.scopes),
    )
