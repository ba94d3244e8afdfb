"""Plain makers of bodies, people and the cast of tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Act, Body, BodyName, Membership, Person
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.entries import list_person, relist

_number = count(1)


def make_act(**fields: Any) -> Act:
    given: dict[str, Any] = {
        "kind": "бұйрық",
        "number": str(next(_number)),
        "day": date(2026, 1, 5),
        "issuer": "Министр",
    }
    return Act.objects.create(**{**given, **fields})


def make_body(key: str = "", *, name: str = "", kind: str = "ministry", **fields: Any) -> Body:
    """A body with one name in each language."""
    key = key or f"body-{next(_number)}"
    body = Body.objects.create(key=key, kind=kind, changed_at=clock.now(), **fields)
    for language in ("kk", "ru", "en"):
        words = f"{name or key} {language}"
        BodyName.objects.create(body=body, language=language, name=words, valid_from=body.valid_from)
    relist([body])
    return body


def make_person(
    login: str = "", *, body: Body | None = None, role: str = "preparer", **fields: Any
) -> Person:
    """An active person; with *body*, a member of it in *role* from the beginning of 2020."""
    login = login or f"person{next(_number)}"
    instant = clock.now()
    given: dict[str, Any] = {
        "login": login,
        "login_key": login_key(login),
        "family_name": login.capitalize(),
        "given_name": "Т.",
        "state": "active",
        "created_at": instant,
        "changed_at": instant,
    }
    person = list_person(Person(**{**given, **fields}))
    person.save(force_insert=True)
    if body is not None:
        make_membership(person, body, role)
    return person


def make_membership(person: Person, body: Body, role: str, **fields: Any) -> Membership:
    given: dict[str, Any] = {"valid_from": date(2020, 1, 1)}
    if role == "auditor":
        given |= {"valid_to": date(2099, 12, 31), "act": make_act()}
    return Membership.objects.create(person=person, body=body, role=role, **{**given, **fields})


def make_actor(role: str, body: Body | None = None, *, factor: bool = True) -> Actor:
    """A person of *role* in *body* (a new one if none), as an actor with a second factor shown."""
    return actor_of(make_person(body=body or make_body(), role=role), factor=factor)


def sign_in(client: Client, person: Person, *, factor: bool = True) -> None:
    """Open a session of *person* in *client*, as if signed in just now; with a second factor unless told."""
    client.force_login(person)
    session = client.session
    session["factor"] = "totp" if factor else ""
    session["confirmed"] = clock.now().isoformat()
    session.save()
