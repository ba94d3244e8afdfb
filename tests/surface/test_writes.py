"""Reading writes nothing; writing needs the form's token, wherever one is signed in."""

from __future__ import annotations

import hashlib
from typing import Final

import pytest
from django.test import Client

from bagdar.kernel.tests.each import every
from tests.access.world import PARTS, World, addresses, part_of, tables, unchanged
from tests.surface.asking import NAMES, UNSAFE, address, methods, strict

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
KEPT: Final = frozenset(
    {"orgs.Session", "orgs.Failure", "journal.Entry", "journal.Refused", "journal.Unsealed"}
)
"""Tables in which a visit may leave its trace: sessions, and what the journal and the limits note."""
LAST_USE: Final = "used_at"
"""When a system's account was last used, which its house sees."""
SAFE = [name for name in NAMES if "GET" in methods(name) or name.startswith("api")]


def state() -> dict[str, str]:
    """Every row of every table, but those that note a visit."""
    told = {}
    for model in tables():
        if model._meta.label not in KEPT:
            fields = [one.attname for one in model._meta.concrete_fields if one.attname != LAST_USE]
            rows = sorted(repr(row) for row in model._default_manager.values_list(*fields))
            told[model._meta.label] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return told


@pytest.mark.parametrize("part", PARTS)
def test_reading_writes_nothing(part: int) -> None:
    world = World()
    clients = [world.client(subject, "own") for subject in ("anonymous", "administrator", "system")]

    def look(name: str) -> None:
        with unchanged(*clients):
            path = address(name, world)
            before = state()
            for client in clients:
                for method in ("GET", "HEAD", "OPTIONS"):
                    client.generic(method, path + "?q=%27&page=2&next=/kk/").close()
            assert state() == before

    every(part_of(SAFE, part), look)


def test_the_comparison_sees_a_write() -> None:
    """The control: a form that is sent does change something."""
    world = World()
    client = world.client("administrator", "own")
    before = state()
    client.post(address("people.deactivate", world), {"reason": "x"})
    assert state() != before


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_written_without_the_form_s_token(part: int) -> None:
    world = World()
    clients = [strict(world.client(subject, "own")) for subject in ("administrator", "anonymous")]

    def look(name: str) -> None:
        open_to_systems = name == "healthz" or name.startswith("api")
        allowed = {401, 403, 404, 405, 415, 422} if open_to_systems else {403}
        with unchanged(*clients):
            path = address(name, world)
            before = state()
            for client in clients:
                for method in UNSAFE:
                    answer = client.generic(method, path, "{}", content_type="application/json")
                    assert answer.status_code in allowed, (method, path, answer.status_code)
                answer = client.post(path, {"reason": "x", "csrfmiddlewaretoken": "x" * 64})
                assert answer.status_code in allowed, (path, answer.status_code)
            assert state() == before

    every(part_of(NAMES, part), look)


def test_no_view_is_exempt() -> None:
    exempt = {
        name
        for name, pattern in addresses().items()
        if getattr(pattern.callback, "csrf_exempt", False) and not name.startswith("api")
    }
    assert exempt == set()


def test_a_session_does_not_write_through_the_interface_without_a_token() -> None:
    """The interface checks the token itself where a browser's session asks."""
    world = World()
    client: Client = strict(world.client("coordinator", "own"))
    path = address("api:patch_contacts", world)
    answer = client.patch(
        path,
        '{"version": 1, "email": "x@example.kz"}',
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )
    assert answer.status_code in (401, 403), answer.content
