"""Every address × every method × every subject, against a table written by hand (check A1).

An address without a line fails. A line says, for the twelve subjects in the order of ``world.SUBJECTS``, what comes:
``+`` the page, ``-`` refused (403), ``0`` absent (404), ``i`` sign in first; once for people of the body that owns the
object, once for people of a strange body. A deactivated person is as an anonymous visitor everywhere.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bagdar.kernel.messages import render
from bagdar.kernel.tests.each import every
from tests.access.world import PARTS, SUBJECTS, World, addresses, part_of, unchanged
from tests.answers import finish

pytestmark = pytest.mark.django_db
EXPIRED = "web.errors.expired_title"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Line(NamedTuple):
    methods: tuple[str, ...]
    own: str
    strange: str


def table() -> dict[str, Line]:
    text = (Path(__file__).parent / "table.tsv").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    lines = {name: Line(tuple(methods.split(",")), own, strange) for name, methods, own, strange in rows}
    assert len(lines) == len(rows), "an address has two lines"
    return lines


TABLE = table()


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert set(TABLE) == set(addresses())


def test_the_letters_are_as_many_as_subjects() -> None:
    assert {len(letters) for line in TABLE.values() for letters in (line.own, line.strange)} == {
        len(SUBJECTS)
    }


def is_expired(answer: HttpResponse) -> bool:
    """The page that answers a form sent without a session: it keeps what was typed and leads to signing in."""
    return answer.status_code == 403 and render(EXPIRED, "kk") in answer.content.decode()


def letter(answer: HttpResponse) -> str:
    asked = answer.headers.get("Location", "") if answer.status_code == 302 else ""
    if answer.status_code == 401 or "/sign-in/?next=" in asked or is_expired(answer):
        return "i"
    return {403: "-", 404: "0"}.get(answer.status_code, "+" if answer.status_code < 500 else "!")


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """One request that leaves nothing behind."""
    with unchanged(client):
        sent: dict[str, Any] = {"headers": {"Idempotency-Key": "k"}}
        if address.startswith("/api/"):
            sent |= {"data": '{"version": 1}', "content_type": "application/json"}
        answer: Any = client.generic(method, address, **sent)
        finish(answer)
    return answer  # type: ignore[no-any-return]


def address_of(name: str, world: World) -> str:
    converters = addresses()[name].pattern.converters
    with translation.override("kk"):
        return reverse(name, kwargs={part: world.objects[part]() for part in converters})


def names(part: int) -> list[str]:
    """Addresses of the part; on PostgreSQL, where the same policy is asked, some of them, drawn by the seed."""
    mine = part_of(TABLE, part)
    if not os.environ.get("DATABASE_URL"):
        return mine
    return Random(int(os.environ["BAGDAR_SEED"])).sample(mine, k=len(mine) // 4)


def letters(clients: list[Client], line: Line, address: str) -> str:
    """One letter per client; ``≠`` for one that is answered differently by method."""
    found = [{letter(ask(client, method, address)) for method in line.methods} for client in clients]
    return "".join(one.pop() if len(one) == 1 else "≠" for one in found)


@pytest.mark.parametrize("part", PARTS)
def test_addresses_answer_each_subject_as_the_table_says(part: int) -> None:
    world = World()
    clients = {place: [world.client(subject, place) for subject in SUBJECTS] for place in ("own", "strange")}

    def look(name: str) -> None:
        line = TABLE[name]
        with unchanged():
            address = address_of(name, world)
            found = {place: letters(those, line, address) for place, those in clients.items()}
        assert found == {"own": line.own, "strange": line.strange}

    every(names(part), look)


@pytest.mark.parametrize("part", PARTS)
def test_no_other_method_is_answered(part: int) -> None:
    world = World()
    clients = [world.client(subject, "own") for subject in ("anonymous", "preparer", "administrator")]

    def look(name: str) -> None:
        line = TABLE[name]
        others = set(METHODS) - set(line.methods) - ({"HEAD"} if "GET" in line.methods else set())
        with unchanged():
            address = address_of(name, world)
            told = {ask(client, method, address).status_code for client in clients for method in others}
        assert told <= {401, 405} or line.own == "0" * len(SUBJECTS)

    every(names(part), look)


@pytest.mark.parametrize("part", PARTS)
def test_a_deactivated_person_is_as_a_visitor(part: int) -> None:
    world = World()
    subjects = ("administrator", "coordinator", "preparer")
    clients = [world.client(subject, "own", active=False) for subject in subjects]

    def look(name: str) -> None:
        line = TABLE[name]
        with unchanged():
            address = address_of(name, world)
            found = "".join(letter(ask(client, line.methods[0], address)) for client in clients)
        assert found == line.own[0] * len(clients)

    every(names(part), look)
