"""Signing in and out by login and password, in a browser without scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.orgs.models import Failure, Person, Session
from bagdar.orgs.tests.make import make_body, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
PASSWORD = "бүгін тауда қар жауды"


@pytest.fixture
def aigerim() -> Person:
    person = make_person("aigerim", body=make_body())
    person.set_password(PASSWORD)
    person.save()
    return person


def enter(client: Client, login: str = "aigerim", password: str = PASSWORD, **fields: str) -> int:
    return client.post("/kk/sign-in/", {"login": login, "password": password, **fields}).status_code


def test_login_and_password_open_the_page_one_was_going_to(client: Client, aigerim: Person) -> None:
    assert client.get("/ru/")["Location"] == "/ru/sign-in/?next=%2Fru%2F"
    answer = client.post("/ru/sign-in/", {"login": "Aigerim", "password": PASSWORD, "next": "/ru/"})
    assert answer["Location"] == "/ru/"
    assert client.get("/ru/").status_code == 200
    entry = Entry.objects.get(act="orgs.sign_in.entered")
    assert (entry.actor_id, entry.after["way"]) == (aigerim.pk, "password")


def test_a_stranger_s_address_is_not_followed_after_signing_in(client: Client, aigerim: Person) -> None:
    sent = {"login": "aigerim", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/kk/sign-in/", sent)["Location"] == "/kk/"


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(client: Client, aigerim: Person) -> None:
    pages = [
        client.post("/kk/sign-in/", {"login": login, "password": "x" * 20}).content.decode()
        for login in ("aigerim", "nobody1")
    ]
    assert (
        pages[0].replace("aigerim", "nobody1").split("csrfmiddlewaretoken")[0]
        == pages[1].split("csrfmiddlewaretoken")[0]
    )
    assert Entry.objects.filter(act="orgs.sign_in.refused").count() == 2
    assert "nobody1" not in str(list(Entry.objects.values()))


def test_the_same_work_is_done_for_a_known_and_an_unknown_login(
    client: Client, aigerim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    computed = []
    encode = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        computed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    for login in ("aigerim", "nobody1"):
        computed.clear()
        enter(client, login, "x" * 20)
        assert len(computed) == 1


@pytest.mark.parametrize("state", ["invited", "deactivated"])
def test_who_is_not_active_cannot_sign_in(client: Client, aigerim: Person, state: str) -> None:
    Person.objects.update(state=state)
    assert enter(client) == 200
    assert client.get("/kk/").status_code == 302


def test_the_session_s_key_changes_when_one_signs_in_and_the_old_cookie_opens_nothing(
    client: Client, aigerim: Person
) -> None:
    client.get("/kk/sign-in/")
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = before = str(session.session_key)
    enter(client)
    after = client.cookies["sessionid"].value
    assert after != before
    assert len(after) == 32
    assert not Session.objects.filter(digest__in=(before, after)).exists()
    client.cookies["sessionid"] = before
    assert client.get("/kk/").status_code == 302


def test_captured_cookies_open_nothing_after_signing_out(client: Client, aigerim: Person) -> None:
    enter(client)
    captured = client.cookies["sessionid"].value
    assert client.get("/kk/sign-in/out/").status_code == 405
    assert client.post("/kk/sign-in/out/").status_code == 302
    for _ in range(10):
        client.cookies["sessionid"] = captured
        assert client.get("/kk/").status_code == 302


@pytest.mark.parametrize("many", [25, pytest.param(1000, marks=pytest.mark.slow)])
def test_of_many_captured_cookies_none_works_after_signing_out(aigerim: Person, many: int) -> None:
    captured = []
    for _ in range(many):
        client = Client()
        sign_in(client, aigerim)
        captured.append(client.cookies["sessionid"].value)
        if len(captured) % 2:
            client.post("/kk/sign-in/out/")
    before = Client()
    before.cookies["sessionid"] = captured[1]
    assert before.get("/kk/").status_code == 200, "the control: one that nobody signed out of"
    before.post("/kk/account/sessions/end/")
    for cookie in captured:
        stranger = Client()
        stranger.cookies["sessionid"] = cookie
        assert stranger.get("/kk/").status_code == 302


@pytest.mark.parametrize(("idle", "status"), [(1800, 200), (1801, 302)])
def test_a_session_ends_after_thirty_idle_minutes(
    client: Client, aigerim: Person, idle: int, status: int
) -> None:
    start = clock.now()
    with clock.at(start):
        enter(client)
    with clock.at(start + timedelta(seconds=idle)):
        assert client.get("/kk/").status_code == status


@pytest.mark.parametrize(("after", "status"), [(0, 200), (1, 302)])
def test_a_session_ends_twelve_hours_after_signing_in_however_busy(
    client: Client, aigerim: Person, after: int, status: int
) -> None:
    start = clock.now()
    for minutes in range(0, 12 * 60, 20):
        with clock.at(start + timedelta(minutes=minutes)):
            assert enter(client) == 302 if minutes == 0 else client.get("/kk/").status_code == 200
    with clock.at(start + timedelta(hours=12, seconds=after)):
        assert client.get("/kk/").status_code == status


def test_a_deactivated_person_is_refused_at_the_next_request_in_every_open_session(aigerim: Person) -> None:
    clients = [Client() for _ in range(50)]
    for one in clients:
        sign_in(one, aigerim)
        assert one.get("/kk/").status_code == 200
    Person.objects.update(state="deactivated")
    assert [one.get("/kk/").status_code for one in clients] == [302] * 50


def test_a_role_that_was_ended_opens_nothing_at_the_next_request_in_any_open_session() -> None:
    marat, body = make_person("marat", role="administrator", body=make_body()), make_body()
    clients = [Client() for _ in range(50)]
    for one in clients:
        sign_in(one, marat)
    path = f"/kk/bodies/{body.pk}/edit/"
    assert clients[0].get(path).status_code == 200
    marat.memberships.update(ended_at=clock.now())
    assert [one.get(path).status_code for one in clients] == [403] * 50


def test_a_changed_stamp_ends_every_open_session(aigerim: Person) -> None:
    clients = [Client() for _ in range(5)]
    for one in clients:
        enter(one)
    Person.objects.update(stamp="another")
    assert [one.get("/kk/").status_code for one in clients] == [302] * 5


def test_the_sixth_failure_within_a_minute_is_told_to_wait(client: Client, aigerim: Person) -> None:
    start = clock.now()
    with clock.at(start):
        assert [enter(client, password="x" * 20) for _ in range(5)] == [200] * 5
        answer = client.post("/kk/sign-in/", {"login": "aigerim", "password": PASSWORD})
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 61
    assert Entry.objects.filter(act="orgs.sign_in.limited").count() == 1
    with clock.at(start + timedelta(seconds=61)):
        assert enter(client) == 302
    assert Failure.objects.filter(key__startswith="password:account").count() == 5


def test_twenty_failures_an_hour_from_one_network_stop_it(client: Client, aigerim: Person) -> None:
    sent = [
        client.post(
            "/kk/sign-in/",
            {"login": f"person-{n}", "password": f"{n}" * 20},
            REMOTE_ADDR=f"2001:db8:0:1::{n + 1:x}",
        ).status_code
        for n in range(21)
    ]
    assert sent == [200] * 20 + [429]
    other = client.post(
        "/kk/sign-in/", {"login": "aigerim", "password": PASSWORD}, REMOTE_ADDR="2001:db8:0:2::1"
    )
    assert other.status_code == 302


@pytest.mark.parametrize("many", [30, pytest.param(1000, marks=pytest.mark.slow)])
def test_one_password_over_many_accounts_and_networks_is_caught(
    client: Client, aigerim: Person, many: int
) -> None:
    sent = [
        client.post(
            "/kk/sign-in/",
            {"login": f"person-{n}", "password": "Қазақстан-2050!!"},
            REMOTE_ADDR=f"198.51.{n // 250}.{n % 250 + 1}",
        ).status_code
        for n in range(many)
    ]
    assert sent == [200] * 10 + [429] * (many - 10)


def test_a_stranger_s_guesses_do_not_lock_the_owner_out(client: Client, aigerim: Person) -> None:
    enter(client)
    client.post("/kk/sign-in/out/")
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    assert [enter(stranger, password="x" * 20) for _ in range(6)][-1] == 429
    assert enter(client) == 302


def test_a_forwarding_header_counts_only_from_a_named_proxy(
    client: Client, aigerim: Person, settings: object
) -> None:
    for n in range(20):
        client.post(
            "/kk/sign-in/",
            {"login": f"person-{n}", "password": f"{n}" * 20},
            HTTP_X_FORWARDED_FOR=f"198.51.100.{n}",
        )
    answer = client.post(
        "/kk/sign-in/", {"login": "aigerim", "password": PASSWORD}, HTTP_X_FORWARDED_FOR="198.51.100.99"
    )
    assert answer.status_code == 429
    settings.PROXIES = ["127.0.0.0/8"]  # type: ignore[attr-defined]
    answer = client.post(
        "/kk/sign-in/", {"login": "aigerim", "password": PASSWORD}, HTTP_X_FORWARDED_FOR="198.51.100.99"
    )
    assert answer.status_code == 302


def test_a_worn_out_password_is_renewed_before_anything_else(
    client: Client, aigerim: Person, settings: Any
) -> None:
    settings.PASSWORD_DAYS = 90
    Person.objects.update(password_set_at=clock.now() - timedelta(days=91))
    enter(client)
    for path in ("/kk/", "/kk/people/", "/kk/account/", f"/kk/people/{aigerim.pk}/edit/"):
        assert client.get(path)["Location"] == "/kk/account/password/", path
    assert "мерзімі өтті" in client.get("/kk/account/password/").content.decode()
    assert client.get("/api/v1/people").status_code in (200, 403)
    new = "екінші ұзақ әрі жаңа сөздер"
    client.post("/kk/account/password/", {"new_password": new, "again": new})
    assert client.get("/kk/").status_code == 200


@pytest.mark.parametrize(("days", "status"), [(0, 200), (90, 302)])
def test_a_password_grows_old_only_where_the_installation_says_so(
    client: Client, aigerim: Person, settings: Any, days: int, status: int
) -> None:
    settings.PASSWORD_DAYS = days
    Person.objects.update(password_set_at=clock.now() - timedelta(days=1000))
    enter(client)
    assert client.get("/kk/").status_code == status


def test_a_password_may_be_looked_at_until_its_last_day(
    client: Client, aigerim: Person, settings: Any
) -> None:
    settings.PASSWORD_DAYS = 90
    Person.objects.update(password_set_at=clock.now() - timedelta(days=89))
    enter(client)
    assert client.get("/kk/").status_code == 200
