"""Every address × every method × every subject, against a table written by hand (check A1).

An address without a line fails. A line says, for the twelve subjects in the order of ``world.SUBJECTS``, what comes:
``+`` the page, ``-`` refused (403), ``0`` absent (404), ``i`` sign in first; once for people of the body that owns the
object, once for people of a strange body. A deactivated person is as an anonymous visitor everywhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bagdar.kernel.messages import render
from tests.access.world import SUBJECTS, World, addresses

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
    with transaction.atomic():
        sent: dict[str, Any] = {"headers": {"Idempotency-Key": "k"}}
        if address.startswith("/api/"):
            sent |= {"data": '{"version": 1}', "content_type": "application/json"}
        answer: Any = client.generic(method, address, **sent)
        transaction.set_rollback(True)
    answer.close()
    return answer  # type: ignore[no-any-return]


def address_of(name: str, world: World) -> str:
    converters = addresses()[name].pattern.converters
    with translation.override("kk"):
        return reverse(name, kwargs={part: world.objects[part]() for part in converters})


@pytest.mark.parametrize("name", sorted(TABLE))
def test_an_address_answers_each_subject_as_the_table_says(name: str) -> None:
    world, line = World(), TABLE[name]
    address = address_of(name, world)
    found = {"own": "", "strange": ""}
    for place in found:
        for subject in SUBJECTS:
            client = world.client(subject, place)
            answers = {letter(ask(client, method, address)) for method in line.methods}
            assert len(answers) == 1, (
                f"{subject} of the {place} body is answered differently by method: {answers}"
            )
            found[place] += answers.pop()
    assert (found["own"], found["strange"]) == (line.own, line.strange)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_no_other_method_is_answered(name: str) -> None:
    world, line = World(), TABLE[name]
    address = address_of(name, world)
    for subject in ("anonymous", "preparer", "administrator"):
        client = world.client(subject, "own")
        for method in METHODS:
            if method not in line.methods and not (method == "HEAD" and "GET" in line.methods):
                status = ask(client, method, address).status_code
                assert status in (401, 405) or line.own == "0" * len(SUBJECTS), (subject, method, status)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_deactivated_person_is_as_a_visitor(name: str) -> None:
    world, line = World(), TABLE[name]
    address = address_of(name, world)
    for subject in ("administrator", "coordinator", "preparer"):
        client = world.client(subject, "own", active=False)
        assert letter(ask(client, line.methods[0], address)) == line.own[0], subject
