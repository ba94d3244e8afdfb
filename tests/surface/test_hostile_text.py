"""Text that is meant to be taken for something else: for a template, a header, an endless search (check B6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils.http import urlencode

from bagdar.kernel.messages import render
from tests.access.world import World, addresses
from tests.answers import finish
from tests.databases import Installation
from tests.surface.asking import NAMES, address

LINES = (
    "x\r\nX-Injected: 1",
    "x\nX-Injected: 1",
    "x\rX-Injected: 1",
    "x%0d%0aX-Injected: 1",
    "x\u2028X-Injected: 1",
)
TEMPLATES = (
    "{{ 7|add:'7000' }}",
    "{% debug %}",
    "{actor.__class__}",
    "{0}",
    "%(name)s",
    "${7*7}",
    "#{7*7}",
    "{name!r}",
)
ASKED = ("next", "q", "page", "lang", "body", "cursor", "old", "sort", "state", "language")


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("static")])
def test_no_line_of_text_becomes_a_header(name: str) -> None:
    world = World()
    path = address(name, world)
    client = world.client("administrator", "own")
    for line in LINES[::3]:
        query = urlencode(dict.fromkeys(ASKED, line))
        sent: dict[str, Any] = {**dict.fromkeys(ASKED, line), "login": line, "reason": line, "email": line}
        for answer in (client.get(f"{path}?{query}"), client.post(path, sent, headers={"Referer": line})):
            assert answer.status_code < 500
            assert "X-Injected" not in answer.headers
            assert not any("\r" in value or "\n" in value for value in answer.headers.values())


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES)
def test_no_line_of_text_becomes_a_header_of_a_letter(line: str) -> None:
    world = World()
    client = world.client("administrator", "own")
    sent = {
        "family_name": line, "given_name": line, "patronymic": line, "position": line, "login": "letter",
        "email": f"a@example.kz{line[1:]}", "language": "kk", "role": "reader", "way": "mail", "body": str(world.own.pk),
    }  # fmt: skip
    for email in (sent["email"], "a@example.kz"):
        assert client.post(address("people.invite", world), {**sent, "email": email}).status_code < 500
        Client().post("/kk/sign-in/forgotten/", {"login": line})
    for letter in mail.outbox:
        written = letter.message()
        assert "X-Injected" not in written
        assert written["Subject"].count("\n") == 0
        assert set(letter.recipients()) <= {"a@example.kz"}


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEMPLATES)
def test_what_looks_like_a_template_is_shown_as_it_was_written(text: str) -> None:
    world = World()
    world.target.position = text
    world.target.save()
    page = finish(world.client("administrator", "own").get(address("people.show", world))).decode()
    escaped = text.replace("'", "&#x27;")
    assert escaped in page
    assert render("orgs.people.name_missing", "kk") in render("orgs.people.name_missing", "kk", name=text)
    assert text in render("web.sign_in.use_provider", "en", name=text)


def test_no_pattern_searches_without_end(empty_installation: Installation) -> None:
    """100 KB of text made against each: in a process whose processor time is bounded."""
    done = empty_installation.run(
        "-c",
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (240, 240));"
        "from tests.surface.hostile_patterns import main; main()",
        timeout=500,
    )
    *slow, count = done.stdout.splitlines()
    assert slow == []
    assert int(count) > 100


def test_every_address_is_asked() -> None:
    assert set(NAMES) == set(addresses())
