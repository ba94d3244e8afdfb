"""Printed codes for others, and access given back by two persons, never by one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.orgs.models import Body, Person, Restoration, Totp
from bagdar.orgs.proofs import totp
from bagdar.orgs.proofs.sealing import seal
from bagdar.orgs.tests.make import make_body, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
PASSWORD, NEW = "бүгін тауда қар жауды", "екінші ұзақ әрі жаңа сөздер"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def bolat(body: Body) -> Person:
    person = make_person("bolat", body=body, role="head")
    person.set_password(PASSWORD)
    person.save()
    Totp.objects.create(person=person, name="app", secret=seal(SECRET), created_at=clock.now())
    return person


def client_of(role: str, body: Body) -> Client:
    client = Client()
    sign_in(client, make_person(body=body, role=role))
    return client


def ask(client: Client, person: Person, what: str = "both") -> int:
    sent = {"what": what, "reason": "телефон жоғалды, жеке куәлігін көрдім"}
    return client.post(f"/kk/people/{person.pk}/access/", sent).status_code


def approve(client: Client) -> str:
    """The code of the page that the second person prints, "" where there is none."""
    answer = client.post(f"/kk/people/access/{Restoration.objects.get().pk}/approve/")
    found = re.findall(r'<dd class="code">([A-Z0-9-]+)</dd>', answer.content.decode())
    return found[0] if found else ""


def test_two_give_access_back_and_the_code_works_once(bolat: Person, body: Body) -> None:
    assert ask(client_of("coordinator", body), bolat) == 302
    code = approve(client_of("administrator", make_body()))
    assert code
    assert code not in str(list(Restoration.objects.values()))
    client = Client()
    sent = {"login": "bolat", "one_time_code": code.lower()}
    assert client.post("/kk/sign-in/restore/", sent)["Location"] == "/kk/sign-in/restore/"
    answer = client.post("/kk/sign-in/restore/", {"new_password": NEW, "again": NEW})
    assert answer["Location"] == "/kk/sign-in/factor/"
    assert not Totp.objects.exists()
    assert "/kk/account/app/" in client.get("/kk/sign-in/factor/").content.decode()
    assert Client().post("/kk/sign-in/restore/", sent).status_code == 200
    acts = [entry.act for entry in Entry.objects.filter(act__startswith="orgs.restoration").order_by("id")]
    assert acts == ["orgs.restoration.asked", "orgs.restoration.approved", "orgs.restoration.used"]


def test_nobody_gives_access_back_alone(bolat: Person, body: Body) -> None:
    client = client_of("administrator", body)
    assert ask(client, bolat) == 302
    assert approve(client) == ""
    assert Restoration.objects.get().approved_at is None


def test_the_database_itself_refuses_one_person_in_both_parts(bolat: Person, body: Body) -> None:
    from django.db import IntegrityError, transaction

    client = client_of("administrator", body)
    ask(client, bolat)
    row = Restoration.objects.get()
    for who in (row.asked_by_id, bolat.pk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Restoration.objects.update(approved_by=who)


def test_nobody_takes_part_in_their_own_case(body: Body) -> None:
    marat = make_person("marat", body=body, role="administrator")
    client = Client()
    sign_in(client, marat)
    assert ask(client, marat) == 403
    sign_in(client, marat)
    assert client.post(f"/kk/people/{marat.pk}/access/sheet/").status_code == 403


@pytest.mark.parametrize("role", ["preparer", "head", "auditor", "coordinator"])
def test_others_and_strangers_take_no_part(bolat: Person, body: Body, role: str) -> None:
    stranger = client_of(role, make_body())
    assert ask(stranger, bolat) in (403, 404)
    ask(client_of("coordinator", body), bolat)
    assert approve(stranger) == ""
    assert stranger.get(f"/kk/people/{bolat.pk}/access/").status_code in (403, 404)


def test_a_lost_password_alone_does_not_pass_the_factor_by(bolat: Person, body: Body) -> None:
    ask(client_of("coordinator", body), bolat, "password")
    code = approve(client_of("coordinator", body))
    client = Client()
    client.post("/kk/sign-in/restore/", {"login": "bolat", "one_time_code": code})
    client.post("/kk/sign-in/restore/", {"new_password": NEW, "again": NEW})
    assert client.get("/kk/").status_code == 302
    shown = totp.code_at(SECRET, clock.now())
    assert client.post("/kk/sign-in/factor/", {"code": shown}).status_code == 302
    assert client.get("/kk/").status_code == 200


def test_a_lost_factor_alone_still_asks_for_the_password(bolat: Person, body: Body) -> None:
    ask(client_of("coordinator", body), bolat, "factor")
    code = approve(client_of("coordinator", body))
    client = Client()
    client.post("/kk/sign-in/restore/", {"login": "bolat", "one_time_code": code})
    assert client.post("/kk/sign-in/restore/", {"password": "қате құпиясөз болды"}).status_code == 200
    assert Totp.objects.exists()
    assert client.post("/kk/sign-in/restore/", {"password": PASSWORD}).status_code == 302
    assert not Totp.objects.exists()


def test_the_code_is_good_for_three_days(bolat: Person, body: Body) -> None:
    start = clock.now()
    with clock.at(start):
        ask(client_of("coordinator", body), bolat)
        code = approve(client_of("coordinator", body))
    sent = {"login": "bolat", "one_time_code": code}
    with clock.at(start + timedelta(days=3)):
        assert Client().post("/kk/sign-in/restore/", sent).status_code == 200


def test_guesses_of_codes_are_limited(bolat: Person) -> None:
    statuses = [
        Client(REMOTE_ADDR=f"198.51.100.{n}")
        .post("/kk/sign-in/restore/", {"login": "bolat", "one_time_code": f"AAAAA-AAAAA-AAAAA-AAAA{n}"})
        .status_code
        for n in range(7)
    ]
    assert statuses == [200] * 5 + [429] * 2


def test_a_sheet_is_issued_by_another_and_withdrawn_when_lost(bolat: Person, body: Body) -> None:
    client = client_of("coordinator", body)
    page = client.post(f"/kk/people/{bolat.pk}/access/sheet/").content.decode()
    codes = re.findall(r"<code>([A-Z0-9-]+)</code>", page)
    assert len(codes) == 40
    client.post(f"/kk/people/{bolat.pk}/access/sheet/withdraw/")
    person = Client()
    person.post("/kk/sign-in/", {"login": "bolat", "password": PASSWORD})
    assert person.post("/kk/sign-in/factor/", {"code": codes[0]}).status_code == 200
