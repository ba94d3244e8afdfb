"""The first set-up from the link to the first administrator."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.errors import DomainError
from bagdar.orgs.models import Body, Installation, OfficeHolding, Person, SetUpLink
from bagdar.orgs.selectors.methodology import governing_pack
from bagdar.orgs.services.set_up import make_set_up_link
from bagdar.orgs.tests.make import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
VALDOR = "xv-valdor-7-2024"
NEW = "екінші ұзақ әрі жаңа сөздер"
NAMES = {
    f"{field}_{code}": f"{field} {code}" for field in ("name", "help_line") for code in ("kk", "ru", "en")
}


def opened(code: str) -> Client:
    client = Client()
    client.post("/ru/set-up/", {"one_time_code": code})
    return client


def person(**changed: str) -> dict[str, str]:
    body = str(Body.objects.values_list("pk", flat=True)[0])
    given = {
        "family_name": "Оспанов",
        "given_name": "Марат",
        "language": "kk",
        "login": "marat",
        "body": body,
    }
    return {**given, "new_password": NEW, "again": NEW, **changed}


def test_a_fresh_installation_has_nobody_and_no_password(client: Client) -> None:
    assert not Person.objects.exists()
    assert client.post("/kk/sign-in/", {"login": "admin", "password": "admin"}).status_code == 200
    assert client.get("/ru/set-up/installation/").status_code == 302


def test_the_link_leads_through_all_steps_to_an_administrator_with_no_factor_yet() -> None:
    client = opened(make_set_up_link())
    assert client.post("/ru/set-up/installation/", NAMES)["Location"] == "/ru/set-up/bodies/"
    assert client.post("/ru/set-up/bodies/")["Location"] == "/ru/set-up/bodies/"
    assert Body.objects.count() > 100
    page = client.get("/ru/set-up/bodies/").content.decode()
    assert OfficeHolding.objects.exists()
    assert "/ru/set-up/person/" in page
    answer = client.post("/ru/set-up/person/", person())
    assert answer["Location"] == "/ru/sign-in/factor/?next=%2Fru%2Fset-up%2Fnext%2F"
    row = Installation.objects.get()
    assert row.set_up_at is not None
    assert row.help_line["ru"] == "help_line ru"
    marat = Person.objects.get()
    assert [membership.role for membership in marat.memberships.all()] == ["administrator"]
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"orgs.set_up.link_made", "orgs.set_up.opened", "orgs.set_up.described"} <= acts
    assert {"orgs.body.filled", "orgs.set_up.finished", "orgs.membership.granted"} <= acts


def test_one_body_entered_by_hand_is_enough() -> None:
    client = opened(make_set_up_link())
    sent = {"body_kk": "Ұйым", "body_ru": "Орган", "body_en": "Body", "kind": "central_body"}
    answer = client.post("/ru/set-up/bodies/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert client.post("/ru/set-up/person/", person()).status_code == 302


def test_the_link_opens_once_in_one_browser() -> None:
    code = make_set_up_link()
    first, second = opened(code), opened(code)
    assert first.get("/ru/set-up/installation/").status_code == 200
    assert second.get("/ru/set-up/installation/").status_code == 302
    assert code not in str(list(SetUpLink.objects.values()))


def test_a_new_link_ends_the_one_before() -> None:
    client = opened(make_set_up_link())
    make_set_up_link()
    assert client.get("/ru/set-up/installation/").status_code == 302


def test_the_link_expires_after_three_days() -> None:
    start = clock.now()
    with clock.at(start):
        code = make_set_up_link()
    with clock.at(start + timedelta(days=3)):
        assert opened(code).get("/ru/set-up/installation/").status_code == 302


def test_nothing_opens_once_there_is_somebody() -> None:
    code = make_set_up_link()
    held = opened(code)
    make_person()
    assert held.get("/ru/set-up/person/").status_code == 302
    with pytest.raises(DomainError):
        make_set_up_link()


def test_a_poor_password_keeps_the_set_up_open() -> None:
    client = opened(make_set_up_link())
    client.post("/ru/set-up/bodies/")
    poor = "marat-ospanov-2026"
    page = client.post("/ru/set-up/person/", person(new_password=poor, again=poor)).content.decode()
    assert "легко угадать" in page
    assert not Person.objects.exists()


def test_guesses_of_the_code_are_limited() -> None:
    client = Client()
    sent = [
        client.post("/ru/set-up/", {"one_time_code": f"AAAAA-AAAAA-AAAAA-AAA{n:02}"}).status_code
        for n in range(21)
    ]
    assert sent == [200] * 20 + [429]


def test_the_methodology_is_chosen_where_there_are_several() -> None:
    client = opened(make_set_up_link())
    assert "valdor" in client.get("/ru/set-up/installation/").content.decode()
    client.post("/ru/set-up/installation/", {**NAMES, "pack": VALDOR})
    assert governing_pack(date(2027, 1, 1)) == VALDOR
    assert Installation.objects.get().methodology == VALDOR


def test_once_bodies_stand_by_one_methodology_no_other_is_chosen() -> None:
    client = opened(make_set_up_link())
    client.post("/ru/set-up/installation/", NAMES)
    client.post("/ru/set-up/bodies/")
    answer = client.post("/ru/set-up/installation/", {**NAMES, "pack": VALDOR})
    assert "Органы уже внесены по этой методике" in answer.content.decode()
    assert Installation.objects.get().methodology == ""
