"""People as the actor may see them: lists, one person's card, who acts, which systems have accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec
from django.conf import settings
from django.db.models import F, Q, QuerySet

from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.orgs import work
from bagdar.orgs.models import ActingHead, Body, BodyEntry, BodyName, Membership, Person, SystemAccount
from bagdar.orgs.policy import visible_people
from bagdar.orgs.policy.people import visible_acting_heads, visible_system_accounts
from bagdar.orgs.rules import fold


class RoleLine(msgspec.Struct, frozen=True, kw_only=True):
    """A role in a body as a line of a page. ``acting``: held for a period, by ``act``."""

    id: UUID
    role: str
    body: UUID
    body_name: str
    section: int | None
    valid_from: date
    valid_to: date | None
    acting: bool = False
    act: str = ""
    exception: str = ""
    mine: bool = False
    """Whether the reader runs the house in which it is held."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A person with roles, and what the reader may do about them."""

    person: Person
    roles: tuple[RoleLine, ...]
    runs: bool
    """The reader runs a house of the person's."""


def names_of(bodies: Iterable[UUID], language: str) -> dict[UUID, str]:
    """What the bodies are called today, in *language* or, where it has none, in another. One query."""
    today = clock.today(settings.TIME_ZONE)
    found: dict[UUID, tuple[bool, str]] = {}
    rows = BodyName.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today), body__in=set(bodies)
    ).order_by(F("valid_from").asc(nulls_first=True))
    for row in rows:
        own = row.language == language
        if own or not found.get(row.body_id, (False, ""))[0]:
            found[row.body_id] = own, row.name
    return {body: name for body, (_, name) in found.items()}


def list_people(
    actor: Actor, *, text: str = "", body: UUID | None = None, role: str = "", state: str = ""
) -> QuerySet[Person]:
    """People whom *actor* may see, in Kazakh alphabetical order; each word of *text* is looked for in names, login and
    address."""
    policy.require(actor, "orgs.person.see")
    people = visible_people(actor)
    held = Membership.objects.filter(ended_at=None)
    if body is not None:
        held = held.filter(body=body)
    if role:
        held = held.filter(role=role)
    if body is not None or role:
        people = people.filter(pk__in=held.values("person"))
    if state in Person.STATES:
        people = people.filter(state=state)
    for word in fold(text).split():
        people = people.filter(search__holds=word)
    return people.order_by("sort", "pk")


def roles_of(actor: Actor, people: Iterable[Person], language: str) -> dict[UUID, tuple[RoleLine, ...]]:
    """Open roles of *people*, person → lines. Three queries, whatever the number of people."""
    ids = [person.pk for person in people]
    today = clock.today(settings.TIME_ZONE)
    open_on_day = Q(ended_at=None) & (Q(valid_to=None) | Q(valid_to__gte=today))
    held = list(Membership.objects.filter(open_on_day, person__in=ids).select_related("act"))
    acting = list(ActingHead.objects.filter(open_on_day, person__in=ids).select_related("act"))
    names = names_of([*(row.body_id for row in held), *(row.body_id for row in acting)], language)
    lines: dict[UUID, list[RoleLine]] = {}
    for membership in held:
        lines.setdefault(membership.person_id, []).append(_held(actor, membership, names))
    for deputy in acting:
        lines.setdefault(deputy.person_id, []).append(_acting(actor, deputy, names))
    return {person: tuple(rows) for person, rows in lines.items()}


def _held(actor: Actor, row: Membership, names: dict[UUID, str]) -> RoleLine:
    return RoleLine(
        id=row.pk,
        role=row.role,
        body=row.body_id,
        body_name=names.get(row.body_id, ""),
        section=row.section,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        act=str(row.act) if row.act else "",
        exception=row.exception,
        mine=bool(policy.may(actor, "orgs.membership.end", row)),
    )


def _acting(actor: Actor, row: ActingHead, names: dict[UUID, str]) -> RoleLine:
    return RoleLine(
        id=row.pk,
        role="head",
        body=row.body_id,
        body_name=names.get(row.body_id, ""),
        section=None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        acting=True,
        act=str(row.act),
        exception=row.exception,
        mine=bool(policy.may(actor, "orgs.acting.end", row)),
    )


def get_person(actor: Actor, person: UUID) -> Person:
    """Raises AbsentError for a person who does not exist or whom *actor* may not see: the same for both."""
    found = visible_people(actor).filter(pk=person).first()
    if found is None:
        raise AbsentError("kernel.absent")
    return found


def card(actor: Actor, person: UUID, language: str) -> Card:
    """One person's card. Raises AbsentError."""
    found = get_person(actor, person)
    roles = roles_of(actor, [found], language).get(found.pk, ())
    runs = any(line.mine for line in roles) or (not roles and bool(policy.may(actor, "orgs.person.edit")))
    return Card(person=found, roles=roles, runs=runs)


def houses(actor: Actor) -> QuerySet[Body]:
    """Bodies whose house *actor* runs: all for an administrator, a coordinator's own."""
    if "administrator" in actor.roles:
        return Body.objects.filter(valid_to=None)
    return Body.objects.filter(pk__in=actor.bodies("coordinator"))


MANY = 40
"""Houses from which one is no longer picked from a list: its name is typed instead."""


def house_choices(actor: Actor, language: str) -> list[tuple[str, str]] | None:
    """:func:`houses` as choices of a form, in alphabetical order; None where they are too many. One query."""
    today = clock.today(settings.TIME_ZONE)
    rows = BodyEntry.objects.filter(
        body__in=houses(actor), language=language, valid_from__lte=today, valid_to__gte=today
    )
    some = list(rows.order_by("sort", "id").values_list("body", "name")[: MANY + 1])
    return [(str(body), name) for body, name in some] if len(some) <= MANY else None


def people_of(actor: Actor, body: UUID) -> QuerySet[Person]:
    """Active people with a role in *body* whom *actor* may see."""
    held = Membership.objects.filter(body=body, ended_at=None).values("person")
    return visible_people(actor).filter(pk__in=held, state="active").order_by("sort", "pk")


def open_work(person: UUID, body: UUID) -> list[tuple[str, int]]:
    """What would pass in a hand-over: message id of the kind, how much."""
    roles = Membership.objects.filter(person=person, body=body, ended_at=None)
    counted = [("orgs.people.work_roles", roles.exclude(role__in=("auditor", "administrator")).count())]
    return counted + [(source.name, source.count(person, body)) for source in work.SOURCES]


def acting_heads(actor: Actor) -> QuerySet[ActingHead]:
    """Periods of acting that *actor* may see, the newest first."""
    policy.require(actor, "orgs.acting.see")
    return visible_acting_heads(actor).select_related("person", "act").order_by("-valid_from", "pk")


def system_accounts(actor: Actor) -> QuerySet[SystemAccount]:
    """Accounts of systems that *actor* may see."""
    policy.require(actor, "orgs.system.see")
    return visible_system_accounts(actor).order_by("revoked_at", "name", "pk")
