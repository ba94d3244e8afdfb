"""Serik runs his ministry's house: invites, gives a role, names an acting head, deactivates; each takes effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from bagdar.kernel import clock
from bagdar.kernel.messages import render
from tests.journeys.browser import Screen, screen, ways
from tests.journeys.service import Service

NEW_PASSWORD = "жаңа жылдың алғашқы қары"


def fill_act(serik: Screen) -> None:
    page = serik.page
    page.fill("[name=act_kind]", "бұйрық")
    page.fill("[name=act_number]", "7-н/қ")
    page.fill("[name=act_day]", clock.today("Asia/Almaty").isoformat())
    page.fill("[name=act_issuer]", "Энергетика министрі")


def invite(serik: Screen) -> str:
    """The code that was shown, once."""
    page = serik.go("people/")
    page.click("main a[href$='/people/new/']")
    serik.submit()
    assert page.locator("#faults a").count() >= 2, "an empty form is told what it lacks"
    page.fill("[name=family_name]", "Сәрсенов")
    page.fill("[name=given_name]", "Дәулет")
    page.fill("[name=login]", "dsarsenov")
    page.check("[name=way][value=printed]")
    serik.submit()
    code = page.inner_text("dd.num.strong")
    page.click("main footer a.btn-primary")
    assert code not in page.content()
    return code


def accept(daulet: Screen, code: str) -> None:
    page = daulet.go("sign-in/")
    page.click("main a[href*='/sign-in/invitation/']")
    page.fill("[name=one_time_code]", code)
    daulet.submit()
    assert "Сәрсенов" in page.inner_text("main")
    page.fill("[name=new_password]", NEW_PASSWORD)
    page.fill("[name=again]", NEW_PASSWORD)
    daulet.submit()
    assert daulet.path == "", page.inner_text("main")


@pytest.mark.parametrize(
    "language, scripts", ways(("ru", True), ("en", True), ("kk", False), usual=("kk", True))
)
def test_serik_runs_his_house(language: str, scripts: bool, chromium: Browser, service: Service) -> None:
    with (
        screen(chromium, service, language, java_script_enabled=scripts) as serik,
        screen(chromium, service, language, java_script_enabled=scripts) as daulet,
    ):
        page = serik.sign_in("serik")
        accept(daulet, invite(serik))
        assert daulet.page.locator("main a[href$='/people/new/']").count() == 0

        page.click("main a[href$='/roles/new/']")
        page.select_option("[name=role]", "risk_owner")
        serik.submit()
        assert render("web.roles.risk_owner", language) in page.inner_text("main")
        person = serik.path

        page = serik.go("people/acting/")
        page.click("main a[href$='/people/acting/new/']")
        page.select_option("[name=person]", label="Сәрсенов Дәулет")
        day = clock.today("Asia/Almaty")
        page.fill("[name=valid_from]", day.isoformat())
        page.fill("[name=valid_to]", (day + timedelta(days=10)).isoformat())
        fill_act(serik)
        page.fill("[name=exception]", "Басқарманың жалғыз қызметкері")
        serik.submit()
        assert "Сәрсенов" in page.inner_text("main table")
        daulet.expected = {403}
        daulet.go("people/")

        serik.go(person)
        page.click("main a[href$='/deactivate/']")
        page.fill("[name=reason]", "Басқа органға ауысты")
        serik.submit()
        daulet.go("people/")
        assert daulet.path == "sign-in/", "the next click is refused"
        daulet.go("sign-in/")
        daulet.page.fill("[name=login]", "dsarsenov")
        daulet.page.fill("[name=password]", NEW_PASSWORD)
        daulet.page.click("main [type=submit]")
        assert daulet.path == "sign-in/"
