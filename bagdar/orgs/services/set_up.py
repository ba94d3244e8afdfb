"""The first set-up: a one-time link opens it, and it ends with the first administrator. There are no default passwords.

What the steps write is written by the program on the word of whoever holds the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import DomainError, ForbiddenError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Body, Installation, Membership, Person, SetUpLink
from bagdar.orgs.proofs import codes, limits
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.rules import login_key
from bagdar.orgs.selectors.methodology import governing_pack, known_packs
from bagdar.orgs.services.entries import list_person
from bagdar.orgs.services.installation import in_all_languages, installation
from bagdar.orgs.services.memberships import record_granted
from bagdar.orgs.services.passwords import store_password
from bagdar.orgs.services.people import validate_names
from bagdar.orgs.services.sign_in import count, refuse

VALID = timedelta(days=3)
SET_UP = Actor(kind="program", name="set-up", capacities=(Capacity(role="administrator"),))
"""Enters structure before there is anybody; only the steps of the set-up act as it."""


class FirstPerson(msgspec.Struct, frozen=True, kw_only=True):
    """The first administrator, as entered. ``body``: id of the body where they work."""

    family_name: str
    given_name: str
    patronymic: str = ""
    position: str = ""
    email: str = ""
    language: str = "kk"
    login: str
    password: str
    body: UUID


def is_set_up() -> bool:
    return Installation.objects.filter(set_up_at__isnull=False).exists() or Person.objects.exists()


@service("orgs.set_up.link", journal=("orgs.set_up.link_made",))
def make_set_up_link(*, actor: Actor = SET_UP) -> str:
    """The code of a new one-time link; the links before are worth nothing. Raises DomainError once set up."""
    with transaction.atomic():
        policy.require(actor, "orgs.set_up.link")
        if is_set_up():
            raise DomainError("orgs.set_up.done_already")
        SetUpLink.objects.all().delete()
        code, now = codes.new_code(), clock.now()
        row = SetUpLink.objects.create(digest=codes.digest(code), made_at=now, expires_at=now + VALID)
        record(actor=actor, act="orgs.set_up.link_made", object=row)
    return code


@service("orgs.set_up.do", journal=("orgs.set_up.opened", "orgs.sign_in.refused", "orgs.sign_in.limited"))
def open_set_up(*, actor: Actor, code: str, origin: Origin) -> str:
    """Spend the link: the key by which this browser goes on. Raises InvalidError and TooManyError."""
    policy.require(actor, "orgs.set_up.do")
    counted = count("set_up", limits.of_network(origin), None, origin)
    with transaction.atomic():
        row = (
            SetUpLink.objects.select_for_update()
            .filter(digest=codes.digest(code), used_at=None, expires_at__gt=clock.now())
            .first()
        )
        if row is not None and not is_set_up():
            key = codes.new_code()
            row.used_at, row.digest = clock.now(), codes.digest(key)
            row.save(update_fields=["used_at", "digest"])
            record(actor=SET_UP, act="orgs.set_up.opened", object=row)
            counted.forgive()
            return key
    refuse(None, "set_up", origin)
    raise InvalidError({"one_time_code": ("orgs.set_up.link_spent", {})})


def require_key(key: str) -> None:
    """Raises ForbiddenError unless *key* is of the browser that opened the set-up, and it is not finished."""
    held = SetUpLink.objects.filter(
        digest=codes.digest(key), used_at__isnull=False, expires_at__gt=clock.now()
    ).exists()
    if not key or not held or is_set_up():
        raise ForbiddenError("orgs.set_up.no_key")


@service("orgs.set_up.do", journal=("orgs.set_up.described",))
def describe_installation(
    *, actor: Actor, key: str, name: Mapping[str, str], help_line: Mapping[str, str], pack: str = ""
) -> Installation:
    """What the installation is called and who helps, in each language; *pack*: the methodology it begins with,
    empty for the one that governs. Raises InvalidError."""
    policy.require(actor, "orgs.set_up.do")
    require_key(key)
    texts = in_all_languages(name=name, help_line=help_line)
    with transaction.atomic():
        row = installation()
        row.name, row.help_line = texts["name"], texts["help_line"]
        if pack and pack != governing_pack(clock.today(settings.TIME_ZONE)):
            _refuse_pack(pack)
            row.methodology = pack
        row.save(update_fields=["name", "help_line", "methodology"])
        after = {"name": row.name, "help_line": row.help_line, "methodology": row.methodology}
        record(actor=SET_UP, act="orgs.set_up.described", object=row, after=after)
    return row


def _refuse_pack(pack: str) -> None:
    """The register of bodies is kept by the kinds of its methodology: another one is chosen before it."""
    if pack not in known_packs():
        raise InvalidError({"pack": ("orgs.methodology.unknown", {})})
    if Body.objects.exists():
        raise InvalidError({"pack": ("orgs.set_up.bodies_entered", {})})


@service("orgs.set_up.do", journal=("orgs.set_up.finished", "orgs.membership.granted"))
def finish_set_up(*, actor: Actor, key: str, first: FirstPerson) -> Person:
    """Enter the first administrator; the link and its key are worth nothing from here on. Raises InvalidError."""
    policy.require(actor, "orgs.set_up.do")
    with transaction.atomic():
        row = Installation.objects.select_for_update().get(pk=installation().pk)
        require_key(key)
        validate_names(msgspec.structs.asdict(first))
        if len(login_key(first.login)) < 3:
            raise InvalidError({"login": ("orgs.invitation.login_short", {})})
        body = Body.objects.filter(pk=first.body).first()
        if body is None:
            raise InvalidError({"body": ("orgs.set_up.missing", {})})
        person = _enter(first, body)
        row.set_up_at = clock.now()
        row.save(update_fields=["set_up_at"])
        record(actor=actor_of(person), act="orgs.set_up.finished", object=person, body=body)
    return person


def _enter(first: FirstPerson, body: Body) -> Person:
    now = clock.now()
    person = Person(
        login=first.login.strip(),
        login_key=login_key(first.login),
        family_name=first.family_name.strip(),
        given_name=first.given_name.strip(),
        patronymic=first.patronymic.strip(),
        position=first.position.strip(),
        email=first.email.strip(),
        language=first.language,
        state="active",
        created_at=now,
        changed_at=now,
    )
    list_person(person).save(force_insert=True)
    membership = Membership.objects.create(
        person=person, body=body, role="administrator", valid_from=clock.today(settings.TIME_ZONE)
    )
    record_granted(SET_UP, membership)
    store_password(person, first.password)
    return person
