"""A fresh installation: nobody in it, no password of anybody, one link that opens it once."""

from __future__ import annotations

import pytest
from django.test import Client

from bagdar.kernel.errors import DomainError
from bagdar.orgs.models import Membership, Person, SystemAccount
from bagdar.orgs.services.set_up import make_set_up_link
from bagdar.orgs.tests.make import make_person

pytestmark = pytest.mark.django_db
BEGIN = "/kk/set-up/"


def test_nobody_is_there_before_the_set_up() -> None:
    assert Person.objects.count() == Membership.objects.count() == SystemAccount.objects.count() == 0


@pytest.mark.parametrize("login", ["admin", "administrator", "root", "bagdar", "demo"])
def test_no_guess_opens_it(login: str) -> None:
    for password in ("", "admin", "bagdar", "password", "changeme", login):
        answer = Client().post("/kk/sign-in/", {"login": login, "password": password})
        assert answer.status_code in (200, 429)


def test_the_link_opens_once_and_only_for_the_browser_that_opened_it() -> None:
    code = make_set_up_link()
    first, second = Client(), Client()
    assert first.post(BEGIN, {"one_time_code": code}).status_code == 302
    assert first.get("/kk/set-up/installation/").status_code == 200
    assert second.post(BEGIN, {"one_time_code": code}).status_code == 200
    assert b"name_kk" not in second.get("/kk/set-up/installation/", follow=True).content


def test_a_newer_link_makes_the_one_before_worthless() -> None:
    before = make_set_up_link()
    make_set_up_link()
    client = Client()
    client.post(BEGIN, {"one_time_code": before})
    assert b"name_kk" not in client.get("/kk/set-up/installation/", follow=True).content


def test_no_link_is_made_once_somebody_is_there() -> None:
    code = make_set_up_link()
    make_person("marat")
    with pytest.raises(DomainError):
        make_set_up_link()
    client = Client()
    client.post(BEGIN, {"one_time_code": code})
    assert b"name_kk" not in client.get("/kk/set-up/installation/", follow=True).content
