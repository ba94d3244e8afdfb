"""Second factors in the browser: asked, enrolled, used once, never passed by."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import CodeSheet, Person, SheetCode, Totp
from bagdar.orgs.proofs import totp
from bagdar.orgs.proofs.sealing import seal
from bagdar.orgs.services.factors import issue_printed_codes, issue_recovery_codes
from bagdar.orgs.tests.make import make_body, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
PASSWORD = "бүгін тауда қар жауды"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def bolat() -> Person:
    person = make_person("bolat", body=make_body(), role="head")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def app(bolat: Person) -> Totp:
    return Totp.objects.create(person=bolat, name="app", secret=seal(SECRET), created_at=clock.now())


def password(client: Client, login: str = "bolat") -> str:
    return client.post("/kk/sign-in/", {"login": login, "password": PASSWORD})["Location"]


def code(client: Client, code: str) -> int:
    return client.post("/kk/sign-in/factor/", {"code": code}).status_code


def test_the_password_alone_opens_nothing_for_who_has_a_factor(client: Client, app: Totp) -> None:
    assert password(client) == "/kk/sign-in/factor/"
    for address in ("/kk/", "/kk/account/", "/kk/account/password/", "/kk/account/app/"):
        assert client.get(address)["Location"].startswith("/kk/sign-in/?next=")
    assert code(client, totp.code_at(SECRET, clock.now())) == 302
    assert client.get("/kk/").status_code == 200
    assert client.session["factor"] == "totp"


def test_the_session_s_key_changes_with_the_second_factor(client: Client, app: Totp) -> None:
    password(client)
    before = client.cookies["sessionid"].value
    code(client, totp.code_at(SECRET, clock.now()))
    assert client.cookies["sessionid"].value != before
    client.cookies["sessionid"] = before
    assert client.get("/kk/").status_code == 302


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_taken_one_step_before_and_after_and_no_further(
    client: Client, app: Totp, steps: int, taken: bool
) -> None:
    password(client)
    shown = totp.code_at(SECRET, clock.now() + timedelta(seconds=30 * steps))
    assert (code(client, shown) == 302) is taken


def test_no_code_is_taken_twice(app: Totp) -> None:
    start = clock.now()
    for n in range(10):
        with clock.at(start + timedelta(minutes=n)):
            shown = totp.code_at(SECRET, clock.now())
            first, second = Client(), Client()
            password(first)
            password(second)
            assert code(first, shown) == 302
            assert code(second, shown) == 200


def test_an_older_code_is_refused_after_a_newer_one(client: Client, app: Totp) -> None:
    now = clock.now()
    password(client)
    code(client, totp.code_at(SECRET, now + timedelta(seconds=30)))
    other = Client()
    password(other)
    assert code(other, totp.code_at(SECRET, now)) == 200


def test_wrong_codes_are_limited_and_the_right_one_waits(client: Client, app: Totp) -> None:
    start = clock.now()
    with clock.at(start):
        password(client)
        assert [code(client, "000000") for _ in range(5)] == [200] * 5
        assert code(client, totp.code_at(SECRET, start)) == 429
    with clock.at(start + timedelta(seconds=61)):
        assert code(client, totp.code_at(SECRET, clock.now())) == 302


def test_the_first_proof_is_held_for_ten_minutes_only(client: Client, app: Totp) -> None:
    start = clock.now()
    with clock.at(start):
        password(client)
    with clock.at(start + timedelta(minutes=11)):
        assert client.get("/kk/sign-in/factor/")["Location"] == "/kk/sign-in/"


def test_a_reset_password_does_not_pass_the_factor_by(client: Client, app: Totp) -> None:
    from bagdar.orgs.services.passwords import TOKENS

    link = f"/kk/sign-in/reset/{app.person_id}/{TOKENS.make_token(app.person)}/"
    new = "екінші ұзақ әрі жаңа сөздер"
    assert client.post(link, {"new_password": new, "again": new})["Location"] == "/kk/sign-in/"
    assert client.get("/kk/").status_code == 302
    answer = client.post("/kk/sign-in/", {"login": "bolat", "password": new})
    assert answer["Location"] == "/kk/sign-in/factor/"


def test_a_head_without_a_factor_is_led_to_add_one_and_gets_recovery_codes(
    client: Client, bolat: Person
) -> None:
    assert password(client) == "/kk/sign-in/factor/"
    assert "/kk/account/app/" in client.get("/kk/sign-in/factor/").content.decode()
    page = client.get("/kk/account/app/").content.decode()
    secret = re.findall(r'<code class="code">(\w+)</code>', page)[0]
    shown = totp.code_at(secret, clock.now())
    sheet = client.post("/kk/account/app/", {"name": "Телефон", "code": shown}).content.decode()
    codes = re.findall(r"<code>([A-Z0-9]{5}-[A-Z0-9]{5})</code>", sheet)
    assert len(codes) == 10
    assert secret not in str(list(Totp.objects.values()))
    assert client.session["factor"] == "totp"
    assert not set(codes) & set(SheetCode.objects.values_list("digest", flat=True))
    assert Entry.objects.filter(act__in=("orgs.factor.added", "orgs.codes.issued")).count() == 2


def test_recovery_codes_let_in_once_each(bolat: Person, app: Totp) -> None:
    actor = actor_of(bolat, factor=True, confirmed=clock.now())
    issued = issue_recovery_codes(actor=actor, person=bolat)
    for typed in (issued[0], issued[1].lower().replace("-", " ")):
        client = Client()
        password(client)
        assert code(client, typed) == 302
        again = Client()
        password(again)
        assert code(again, typed) == 200
    issue_recovery_codes(actor=actor, person=bolat)
    client = Client()
    password(client)
    assert code(client, issued[2]) == 200


def test_a_printed_sheet_is_a_factor_where_phones_are_not_allowed(client: Client, bolat: Person) -> None:
    body = bolat.memberships.get().body
    coordinator = make_person("coordinator", body=body, role="coordinator")
    actor = actor_of(coordinator, factor=True, confirmed=clock.now())
    issued = issue_printed_codes(actor=actor, person=bolat.pk)
    assert len(issued) == 40
    password(client)
    page = client.get("/kk/sign-in/factor/").content.decode()
    assert "40" in page
    assert code(client, issued[0]) == 302
    assert client.get("/kk/").status_code == 200
    assert CodeSheet.objects.get().issued_by == coordinator
    used = Entry.objects.get(act="orgs.factor.code_used")
    assert used.after == {"kind": "printed", "number": 1}


def test_sensitive_pages_ask_for_a_fresh_proof_after_five_minutes(client: Client, app: Totp) -> None:
    start = clock.now()
    with clock.at(start):
        password(client)
        code(client, totp.code_at(SECRET, start))
    with clock.at(start + timedelta(minutes=5)):
        assert client.get("/kk/account/password/").status_code == 200
    with clock.at(start + timedelta(minutes=5, seconds=1)):
        asked = client.get("/kk/account/password/")["Location"]
        assert asked == "/kk/sign-in/confirm/?next=%2Fkk%2Faccount%2Fpassword%2F"
        shown = totp.code_at(SECRET, clock.now())
        answer = client.post("/kk/sign-in/confirm/", {"code": shown, "next": "/kk/account/password/"})
        assert answer["Location"] == "/kk/account/password/"
        assert client.get("/kk/account/password/").status_code == 200


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(bolat: Person, app: Totp) -> None:
    here, there = Client(), Client()
    start = clock.now()
    for n, one in enumerate((here, there)):
        with clock.at(start + timedelta(minutes=n)):
            password(one)
            code(one, totp.code_at(SECRET, clock.now()))
    with clock.at(start + timedelta(minutes=2)):
        assert there.get("/kk/").status_code == 200
        before = here.cookies["sessionid"].value
        new = "екінші ұзақ әрі жаңа сөздер"
        answer = here.post("/kk/account/password/", {"new_password": new, "again": new})
        assert answer["Location"] == "/kk/account/"
        assert here.cookies["sessionid"].value != before
        assert here.get("/kk/").status_code == 200
        assert here.session["factor"] == "totp"
        assert there.get("/kk/").status_code == 302


def test_one_signs_out_everywhere_else(bolat: Person, app: Totp) -> None:
    start = clock.now()
    clients = [Client() for _ in range(3)]
    for n, one in enumerate(clients):
        with clock.at(start + timedelta(minutes=n)):
            password(one)
            code(one, totp.code_at(SECRET, clock.now()))
    with clock.at(start + timedelta(minutes=3)):
        assert clients[0].get("/kk/account/").content.decode().count("/kk/account/sessions/") == 3
        clients[0].post("/kk/account/sessions/end/")
        assert [one.get("/kk/").status_code for one in clients] == [200, 302, 302]


def test_the_last_factor_of_a_head_stays(client: Client, app: Totp) -> None:
    password(client)
    code(client, totp.code_at(SECRET, clock.now()))
    answer = client.post(f"/kk/account/factors/{app.pk}/remove/")
    assert answer.status_code == 302
    assert "соңғысы" in client.get("/kk/account/").content.decode()
    assert Totp.objects.filter(pk=app.pk).exists()
