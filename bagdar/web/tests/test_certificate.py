"""The national certificate: bound in the account, then shown to come in."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.orgs.models import Body, CertificateBinding, Person
from bagdar.orgs.tests.make import make_body, make_person, sign_in
from bagdar.signatures.tests.make import AT, BODY_NUMBER, NUMBER, World, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
PASSWORD = "бүгін тауда қар жауды"
BIND, SHOW = "/ru/account/certificate/", "/ru/sign-in/certificate/"


@pytest.fixture
def at_work(settings: Any, tmp_path: Path) -> World:
    """A self-made authority whose certificates are laid down in the installation."""
    made = world("ec")
    settings.TRUST = tmp_path
    for name, certificate in (("root", made.authority.root), ("issuing", made.authority.issuing)):
        (tmp_path / f"{name}.der").write_bytes(certificate.certificate.der)
    return made


@pytest.fixture
def body() -> Body:
    return make_body(number=BODY_NUMBER)


@pytest.fixture
def aigerim(body: Body) -> Person:
    person = make_person("aigerim", body=body)
    person.set_password(PASSWORD)
    person.save()
    return person


def signed(client: Client, at_work: World, address: str) -> str:
    page = client.get(address).content.decode()
    asked = base64.b64decode(re.findall(r'data-sign="([^"]+)"', page)[0])
    assert asked.startswith(b"bagdar sign-in\ntestserver\n")
    return base64.b64encode(at_work.signed(asked, at_work.aigerim)).decode()


def bind(client: Client, at_work: World, person: Person) -> str:
    sign_in(client, person)
    answer = client.post(BIND, {"signature": signed(client, at_work, BIND)}, follow=True)
    client.post("/ru/sign-in/out/")
    return answer.content.decode()


def test_a_bound_certificate_lets_in_and_counts_as_the_second_factor(
    client: Client, at_work: World, aigerim: Person, body: Body
) -> None:
    with clock.at(AT):
        page = bind(client, at_work, aigerim)
        row = CertificateBinding.objects.get()
        assert (row.person, row.body, row.iin, row.bin) == (aigerim, body, NUMBER, BODY_NUMBER)
        assert NUMBER in page
        answer = client.post(SHOW, {"signature": signed(client, at_work, SHOW), "next": "/ru/"})
        assert answer["Location"] == "/ru/"
        assert client.session["factor"] == "certificate"
    assert Entry.objects.filter(act="orgs.sign_in.entered").latest("id").after["way"] == "certificate"


def test_it_is_the_second_proof_after_the_password(client: Client, at_work: World, aigerim: Person) -> None:
    with clock.at(AT):
        bind(client, at_work, aigerim)
        client.post("/ru/sign-in/", {"login": "aigerim", "password": PASSWORD})
        assert client.get("/ru/").status_code == 302
        client.post(SHOW, {"signature": signed(client, at_work, SHOW)})
        assert client.get("/ru/").status_code == 200


def test_a_signature_is_good_for_one_challenge_once(client: Client, at_work: World, aigerim: Person) -> None:
    with clock.at(AT):
        bind(client, at_work, aigerim)
        once = signed(client, at_work, SHOW)
        assert client.post(SHOW, {"signature": once}).status_code == 302
        client.post("/ru/sign-in/out/")
        client.get(SHOW)
        assert client.post(SHOW, {"signature": once}).status_code == 200
        assert client.get("/ru/").status_code == 302


def test_a_certificate_that_is_not_bound_is_refused_in_words(
    client: Client, at_work: World, aigerim: Person
) -> None:
    with clock.at(AT):
        page = client.post(SHOW, {"signature": signed(client, at_work, SHOW)}).content.decode()
    assert "не привязан ни к одной учётной записи" in page
    assert Entry.objects.filter(act="orgs.sign_in.refused").exists()


def test_it_is_not_bound_to_who_does_not_work_for_its_body(client: Client, at_work: World) -> None:
    stranger = make_person("zhanar", body=make_body())
    with clock.at(AT):
        sign_in(client, stranger)
        page = client.post(BIND, {"signature": signed(client, at_work, BIND)}).content.decode()
    assert BODY_NUMBER in page
    assert not CertificateBinding.objects.exists()


def test_it_is_bound_to_one_person_only(client: Client, at_work: World, aigerim: Person, body: Body) -> None:
    other = make_person("bolat", body=body)
    with clock.at(AT):
        bind(client, at_work, aigerim)
        assert "привязан к другой учётной записи" in bind(client, at_work, other)
    assert CertificateBinding.objects.get().person == aigerim


def test_a_changed_signature_is_refused(client: Client, at_work: World, aigerim: Person) -> None:
    with clock.at(AT):
        bind(client, at_work, aigerim)
        raw = bytearray(base64.b64decode(signed(client, at_work, SHOW)))
        raw[-1] ^= 1
        answer = client.post(SHOW, {"signature": base64.b64encode(raw).decode()})
        assert answer.status_code == 200
        assert client.get("/ru/").status_code == 302


def test_without_roots_the_page_says_so(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.TRUST = tmp_path / "none"
    page = client.get(SHOW).content.decode()
    assert "нет корневых сертификатов" in page
    assert "data-sign=" not in page
