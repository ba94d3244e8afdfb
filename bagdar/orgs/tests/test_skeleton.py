"""The service stands: health, home only for those signed in, language by prefix."""

from __future__ import annotations

import pytest
from django.test import Client

from bagdar.orgs.tests.make import make_body, make_person

pytestmark = pytest.mark.django_db


def test_health_is_answered_without_signing_in(client: Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"


def test_home_greets_a_signed_in_person_in_the_language_of_the_address(client: Client) -> None:
    client.force_login(make_person("aigerim", body=make_body()))
    assert "Басты бет" in client.get("/kk/").content.decode()
    assert "Главная" in client.get("/ru/").content.decode()
    assert "Home" in client.get("/en/").content.decode()
