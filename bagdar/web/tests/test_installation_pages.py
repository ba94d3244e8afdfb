"""The installation's pages: what they show, what they change, and whether mail reaches."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.orgs.models import Installation
from bagdar.orgs.tests.make import make_body, make_person, sign_in

pytestmark = pytest.mark.django_db
SENT = {
    **{
        f"{field}_{code}": f"{field} {code}" for field in ("name", "help_line") for code in ("kk", "ru", "en")
    },
    "version": 1,
    "idle_minutes": "15",
    "whole_hours": "8",
}


def marat(client: Client, **fields: Any) -> Client:
    sign_in(client, make_person("marat", body=make_body(), role="administrator", **fields))
    return client


def test_settings_are_shown_changed_and_stand_on_the_next_page(client: Client) -> None:
    marat(client)
    assert "30 минуттан кейін" in client.get("/kk/installation/").content.decode()
    Installation.objects.create()
    assert client.post("/kk/installation/edit/", SENT)["Location"] == "/kk/installation/"
    text = client.get("/kk/installation/").content.decode()
    assert "15 минуттан кейін" in text
    assert "help_line ru" in text


def test_a_length_out_of_its_limits_is_told_beside_the_field(client: Client) -> None:
    Installation.objects.create()
    answer = marat(client).post("/ru/installation/edit/", {**SENT, "idle_minutes": "45"})
    assert "Значение должно быть от 5 до 30." in answer.content.decode()


def test_a_letter_tries_the_mail_and_the_page_says_what_became_of_it(client: Client, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    marat(client, email="marat@example.kz")
    answer = client.post("/en/installation/letter/", follow=True)
    assert "The mail server took the letter." in answer.content.decode()
    assert [letter.to for letter in mail.outbox] == [["marat@example.kz"]]
    assert Entry.objects.get(act="orgs.installation.mail_tried").after == {"went": True}


def test_without_a_mail_server_the_letter_stays_and_the_page_says_so(client: Client) -> None:
    answer = marat(client, email="marat@example.kz").post("/en/installation/letter/", follow=True)
    assert "The letter did not go" in answer.content.decode()
    assert not Installation.objects.get().mail_went
