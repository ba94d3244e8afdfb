"""Nothing secret reaches the journal, the log or a page of refusal; nobody forges a line of the log (check G6)."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import msgspec
import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.journal.services import normal, record
from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM
from bagdar.ops.logs import PlainFormatter
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Person
from bagdar.orgs.proofs import totp
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.services import factors, passwords
from bagdar.orgs.services.invitations import Invitee, invite_person
from bagdar.orgs.services.systems import open_system_account
from bagdar.orgs.tests.make import make_actor, make_body, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x1b[2K\x1b[1A")
FORGED = ("2027-01-10T00:00:00.000+00:00 INFO forged", "CRITICAL", "\x1b[31mforged\x1b[0m")
INJECTIONS = [f"a{sign}{line}" for sign, line in product(BREAKS, FORGED)]


class Kept(logging.Handler):
    """All lines of the log, as they would stand in the file."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(PlainFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    kept, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.setLevel(level)
    root.removeHandler(kept)


class Secrets:
    """What was given away in the course of a test, and the pages that were answered."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.pages: list[str] = []

    def word(self, name: str) -> str:
        self.told[name] = f"canary-{secrets.token_hex(9)}"
        return self.told[name]

    def sent(self, client: Client, path: str, **fields: Any) -> None:
        answer = client.post(path, fields)
        if answer.status_code >= 400:
            self.pages.append(answer.content.decode())


def live(kept: Secrets) -> None:
    """Twenty secrets of every kind there is, used rightly and wrongly."""
    house, client = make_body(), Client(raise_request_exception=False)
    serik = msgspec.structs.replace(make_actor("coordinator", house), confirmed=clock.now())
    person = make_person("aigerim", body=house)
    origin = Origin(address="192.0.2.1")
    own = _actor(person)
    passwords.store_password(person, kept.word("password"))
    person.save()
    for number in range(5):
        wrong = kept.word(f"wrong password {number}")
        kept.sent(client, "/kk/sign-in/", login="aigerim", password=wrong)
        kept.sent(client, f"/kk/bodies/{house.pk}/edit/", password=wrong)
    kept.sent(client, "/kk/sign-in/", login=kept.word("password typed as login"), password="x" * 20)
    sign_in(client, person)
    kept.told["session"] = client.cookies["sessionid"].value
    secret = totp.new_secret()
    kept.told["secret of an app"] = secret
    code = totp.code_at(secret, clock.now())
    factors.add_totp(actor=own, person=person, secret=secret, code=code, name="телефон")
    for number, sheet in enumerate(factors.issue_recovery_codes(actor=own, person=person)[:6]):
        kept.told[f"recovery code {number}"] = sheet
    for number, sheet in enumerate(factors.issue_printed_codes(actor=serik, person=person.pk)[:2]):
        kept.told[f"printed code {number}"] = sheet
    invited = invite_person(
        actor=serik,
        body=house.pk,
        invitee=Invitee(family_name="Т", given_name="Т", login="temir", language="kk"),
        role="reader",
        way="printed",
    )
    kept.told["invitation"] = invited.code
    kept.sent(
        client,
        "/kk/sign-in/invitation/",
        code=invited.code,
        login="temir",
        password=kept.word("first password"),
    )
    asked = passwords.ask_for_reset(actor=own, login="aigerim", origin=origin)
    if asked is not None:
        kept.told["reset"] = asked[1]
    day = clock.now() + timedelta(days=1)
    _, token = open_system_account(
        actor=serik, body=house.pk, name="С", scopes=["bodies.read"], expires_at=day
    )
    kept.told["token"] = token.rpartition("_")[2]
    for path in ("/api/v1/people", "/api/v1/nothing", f"/api/v1/bodies?token={token}"):
        answer = client.get(path, headers={"Authorization": f"Bearer {token}"})
        kept.pages.append(answer.content.decode())


def _actor(person: Person) -> Any:
    return msgspec.structs.replace(actor_of(person, factor=True), confirmed=clock.now())


def test_no_secret_is_told(log: Kept) -> None:
    kept = Secrets()
    live(kept)
    journal = json.dumps(list(Entry.objects.values()), default=str, ensure_ascii=False)
    assert len(kept.told) >= 20
    assert Entry.objects.count() > 10
    for name, secret in kept.told.items():
        assert secret not in journal, f"{name} stands in the journal"
        assert secret not in "\n".join(log.lines), f"{name} stands in the log"
        assert not any(secret in page for page in kept.pages), f"{name} stands on a page of refusal"


def test_the_look_for_secrets_finds_one() -> None:
    """The control."""
    Entry.objects.create(at=clock.now(), act="x", actor_kind="program", after={"x": "canary-1"})
    assert "canary-1" in json.dumps(list(Entry.objects.values()), default=str)


@pytest.mark.parametrize("text", INJECTIONS)
def test_nobody_forges_a_line_of_the_log(text: str, log: Kept) -> None:
    logging.getLogger("bagdar.trial").warning("asked for %s", text)
    logging.getLogger("django.request").warning("asked for %s", text)
    told = log.lines[-2:]
    assert all(len(line.splitlines()) == 1 for line in told)
    assert not any("\x1b" in line for line in told)


def test_what_is_typed_makes_no_line_and_stands_in_the_journal_as_it_is(log: Kept) -> None:
    client = Client(raise_request_exception=False)
    sign_in(client, make_person("kanat", body=make_body(), role="auditor"))
    for text in INJECTIONS:
        client.get("/kk/journal/", {"who": text, "thing": text, "body": text})
        client.post("/kk/journal/samples/", {"size": 1, "seed": text})
        entry = record(actor=PROGRAM, act="journal.rows.rewritten", after={"reason": text})
        entry.refresh_from_db()
        assert entry.after == {"reason": normal(text)}
    assert all(len(line.splitlines()) == 1 for line in log.lines if "Traceback" not in line)
