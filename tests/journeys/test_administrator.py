"""Marat sets a new installation up by its one-time link, and goes on to bodies, people and the methodology."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from bagdar.orgs.proofs import totp
from tests.journeys.browser import Screen, screen, ways
from tests.journeys.service import Service

PASSWORD = "қыс ортасында күн ұзара бастады"
LINK = "from bagdar.orgs.services.set_up import make_set_up_link; print(make_set_up_link())"
FIRST = {"family_name": "Оспанов", "given_name": "Марат", "login": "marat", "email": "marat@example.kz"}


def set_up(marat: Screen, code: str) -> None:
    """The guided set-up: link, installation, bodies and offices, first administrator."""
    page = marat.go(f"set-up/?code={code}")
    marat.submit()
    marat.submit()
    assert page.locator("#faults a").count() == 6, "what is missing is told"
    for language in ("kk", "ru", "en"):
        page.fill(f"[name=name_{language}]", f"Bagdar {language}")
        page.fill(f"[name=help_line_{language}]", f"+7 7172 00-00-00 {language}")
    marat.submit()
    page.click("main form.gold [type=submit]")
    assert page.locator("main tbody tr").count() >= 10, "the offices and who holds them"
    page.click("main footer a.btn-primary")
    for field, value in FIRST.items():
        page.fill(f"[name={field}]", value)
    page.fill("[name=new_password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    marat.submit()


def add_an_app(marat: Screen) -> None:
    """Whoever administers needs a second factor: an app, by the secret that the page shows."""
    page = marat.page
    page.click("main a[href*='/account/app/']")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.inner_text("main").replace(" ", ""))
    assert secret, page.inner_text("main")
    page.fill("[name=name]", "Телефон")
    page.fill("[name=code]", totp.code_at(secret.group(), datetime.now(UTC)))
    marat.submit()


@pytest.mark.parametrize(
    "language, scripts", ways(("kk", True), ("en", True), ("kk", False), usual=("ru", True))
)
def test_marat_sets_up_and_finds_bodies_people_and_methodology(
    language: str, scripts: bool, chromium: Browser, fresh: Service
) -> None:
    code = fresh.installation.python(LINK).stdout.strip()
    with (
        screen(chromium, fresh, language, java_script_enabled=scripts) as marat,
        screen(chromium, fresh, language) as zhanar,
    ):
        set_up(marat, code)
        add_an_app(marat)
        page = marat.go("people/")
        assert "Оспанов" in page.inner_text("main table")
        page.click("main a[href$='/people/new/']")
        assert page.locator("form [name=body]").count() == 1
        page.click(".bd-nav a[href$='/methodology/']")
        page.click("main a[href$='/methodology/kz-mne-82-2021/']")
        assert page.inner_text("h1")

        zhanar.go(f"set-up/?code={code}")
        zhanar.expected = {403}
        if zhanar.page.locator("[name=one_time_code]").count():
            zhanar.submit()
        assert zhanar.page.locator("[name=name_kk]").count() == 0, "the link is spent"
