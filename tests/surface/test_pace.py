"""What costs much cannot be asked for without end: beyond the limit 429, and when to come back (check B8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bagdar.kernel import clock, pace
from bagdar.kernel.errors import TooManyError
from bagdar.web.pace import COSTLY
from tests.access.world import World, addresses
from tests.surface.asking import NAMES, address, methods

pytestmark = pytest.mark.django_db
FEEDS = ("api:list_bodies", "api:list_people")
WORK = ("export", "import", "template", "suggest", "install", "compare", "search")
"""Words in the name of an address that do costly work: a new one must be in the list."""


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "A_MINUTE", dict.fromkeys(pace.A_MINUTE, 3))


def test_every_costly_address_is_in_the_list_and_every_line_is_an_address() -> None:
    named = {name for name in NAMES if any(word in name.split(".")[-1].split("_") for word in WORK)}
    assert named <= set(COSTLY)
    assert set(COSTLY) <= set(addresses())
    assert set(COSTLY.values()) | {"feed"} == set(pace.A_MINUTE)


def ask(client: Client, name: str, path: str) -> Any:
    if COSTLY.get(name) == "import" or "GET" not in (methods(name) or ("GET",)):
        return client.post(path, {"x": "y"})
    return client.get(path, {"q": "а"} if COSTLY.get(name) == "search" else {})


@pytest.mark.parametrize("name", [*sorted(COSTLY), *FEEDS])
def test_beyond_the_limit_it_is_told_when_to_come_back(name: str) -> None:
    world = World()
    path = address(name, world)
    role = {
        "methodology.install": "methodologist",
        "journal.export": "auditor",
        "evidence.export": "auditor",
    }.get(name, "administrator")
    client, other = world.client(role, "own"), world.client(role, "strange")
    start = clock.now()
    with clock.at(start):
        assert 429 not in [ask(client, name, path).status_code for _ in range(3)]
        refused = ask(client, name, path)
        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 61
        assert ask(other, name, path).status_code != 429, "another person is not kept waiting"
    with clock.at(start + timedelta(seconds=61)):
        client = world.client(role, "own")
        assert ask(client, name, path).status_code != 429


def test_what_is_only_looked_at_is_not_counted() -> None:
    world = World()
    client = world.client("administrator", "own")
    for name in ("bodies.list", "people.list", "bodies.import"):
        assert {client.get(address(name, world)).status_code for _ in range(6)} == {200}


def test_who_has_long_been_quiet_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_MOST", 5)
    for number in range(50):
        pace.take("export", f"somebody-{number}")
    assert len(pace._asked) <= 5
    for _ in range(3):
        pace.take("export", "one")
    with pytest.raises(TooManyError):
        pace.take("export", "one")
