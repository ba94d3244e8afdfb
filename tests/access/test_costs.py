"""What a page costs in questions to the database: the same for 20 and for 2,000 rows of everything there is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from bagdar.kernel import clock
from bagdar.orgs.models import ActingHead, Body, BodyName, Membership, Person, Region, SystemAccount
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.entries import list_person, relist
from bagdar.orgs.tests.make import make_act
from bagdar.web.pages import Page
from tests.access.world import World, addresses

pytestmark = pytest.mark.django_db
FEW, MANY = 20, 2_000
MOST = 16
"""Questions of any page."""
LISTS = {
    "bodies.list": 10,
    "people.list": 11,
    "methodology.clauses": 10,
    "search": 10,
    "bodies.show": 16,
    "access.show": 17,
    "installation.show": 150,
}
"""Pages with a limit of their own: lists by what a list may cost, pages of many parts by what they cost now."""
NOT_READ = frozenset(
    {"bodies.export", "people.export", "bodies.template", "sign_in.provider", "provider.back"}
)
"""Answers that are files: what they hold is not cut into pages."""


def pages() -> dict[str, URLPattern]:
    """Every address that is a page to be read."""
    return {
        name: pattern
        for name, pattern in addresses().items()
        if isinstance(page := getattr(pattern.callback, "page", None), Page)
        and "GET" in page.methods
        and name not in NOT_READ
    }


def enlarge(start: int, end: int, act: Any) -> None:
    """Bodies, people with roles, regions, acting heads and accounts of systems, from number *start* to *end*."""
    now, many = clock.now(), range(start, end)
    above = Body.objects.get(key="own")
    bodies = [Body(key=f"more-{n}", kind="ministry", parent=above, changed_at=now) for n in many]
    Body.objects.bulk_create(bodies)
    BodyName.objects.bulk_create(
        BodyName(body=body, language=language, name=f"Министрлік {body.key}")
        for body in bodies
        for language in ("kk", "ru")
    )
    relist(bodies)
    people = [list_person(_person(n, now)) for n in many]
    Person.objects.bulk_create(people)
    day = date(2020, 1, 1)
    Membership.objects.bulk_create(
        Membership(person=person, body=body, role="preparer", valid_from=day)
        for person, body in zip(people, bodies, strict=True)
    )
    Region.objects.bulk_create(
        Region(code=f"{n:09}", level="region", names={"kk": f"Облыс {n}"}) for n in many
    )
    ActingHead.objects.bulk_create(
        ActingHead(
            body=body, person=person, act=act, valid_from=day, valid_to=date(2099, 1, 1), entered_by=people[0]
        )
        for person, body in zip(people, bodies, strict=True)
    )
    SystemAccount.objects.bulk_create(
        SystemAccount(
            body=body,
            name="Жүйе",
            scopes=["bodies.read"],
            prefix=f"p{body.key[5:]}",
            digest=f"{body.key:0>64}",
            created_at=now,
            created_by=people[0],
            expires_at=now,
        )
        for body in bodies
    )


def _person(number: int, now: Any) -> Person:
    login = f"more-{number}"
    return Person(
        login=login,
        login_key=login_key(login),
        family_name=f"Әлиев {number}",
        given_name="Т.",
        state="active",
        created_at=now,
        changed_at=now,
    )


def costs(client: Client, urls: dict[str, str]) -> dict[str, int]:
    """Address → questions of a page that was shown."""
    found = {}
    for name, url in urls.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        if answer.status_code == 200:
            found[name] = len(asked)
    return found


def test_every_page_asks_the_same_for_20_and_for_2000_rows() -> None:
    world = World()
    act = make_act()
    urls = {
        name: pattern_address(world, name, pattern) + ("?q=Министрлік" if name == "search" else "")
        for name, pattern in pages().items()
        if not name.startswith(("sign_in.", "set_up.", "account.", "invitation."))
    }
    client = world.client("administrator", "own")
    enlarge(0, FEW, act)
    few = costs(client, urls)
    enlarge(FEW, MANY, act)
    many = costs(client, urls)
    assert {
        "bodies.list",
        "people.list",
        "acting.list",
        "systems.list",
        "regions.list",
        "search",
    } <= few.keys()
    assert {name: (few[name], cost) for name, cost in many.items() if cost != few[name]} == {}
    assert {name: cost for name, cost in many.items() if cost > LISTS.get(name, MOST)} == {}


def pattern_address(world: World, name: str, pattern: URLPattern) -> str:
    from django.urls import reverse

    parts = {part: world.objects[part]() for part in pattern.pattern.converters}
    return reverse(name, kwargs=parts)
