"""Aigerim prepares in a ministry: she finds her house, a colleague and a clause, and changes nothing of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from bagdar.kernel.messages import render
from tests.journeys.browser import screen, ways
from tests.journeys.service import Service

PACK = "kz-mne-82-2021"
MINISTRY = {"kk": "Энергетика министрлігі", "ru": "Министерство энергетики", "en": "Ministry of Energy"}


@pytest.mark.parametrize(
    "language, scripts", ways(("kk", True), ("ru", True), ("en", True), usual=("kk", False))
)
def test_aigerim_finds_her_house_a_colleague_and_a_clause(
    language: str, scripts: bool, chromium: Browser, service: Service
) -> None:
    with screen(chromium, service, language, java_script_enabled=scripts) as aigerim:
        page = aigerim.sign_in("aigerim")
        assert MINISTRY[language] in page.inner_text("header")
        page.click(".bd-nav a[href$='/people/']")
        assert "Үсенова" not in page.inner_text("main"), "people of another body"
        page.click("main a:has-text('Жұмабаев')")
        assert render("web.roles.head", language) in page.inner_text("main")
        assert page.locator("main form[method=post], main .btn-danger").count() == 0

        page.click(".bd-nav a[href$='/methodology/']")
        page.click(f"main a[href$='/methodology/{PACK}/']")
        page.click(f"main a[href$='/methodology/{PACK}/clauses/']")
        page.click("main a[href$='/clauses/31/']")
        if scripts:
            page.click(".parbox a[href$='/clauses/31/']")
        expect(page.locator("h1")).to_have_text(re.compile("31"))

        other = "ru" if language == "kk" else "kk"
        page.click(f".lang a[hreflang={other}]")
        assert page.url == f"{service.url}/{other}/methodology/{PACK}/clauses/31/"
        assert page.get_attribute("html", "lang") == other


def test_a_clause_opens_beside_what_it_governs_by_keyboard_alone(chromium: Browser, common: Service) -> None:
    with screen(chromium, common, "kk") as aigerim:
        aigerim.come_in("aigerim")
        page = aigerim.go()
        mark = page.locator("main a.par").first
        mark.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".parbox")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".parbox")).to_have_count(0)
        expect(mark).to_be_focused()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_aigerim_may_not_do_names_who_may(language: str, chromium: Browser, common: Service) -> None:
    with screen(chromium, common, language) as aigerim:
        aigerim.come_in("aigerim")
        aigerim.expected = {403, 404}
        page = aigerim.go("people/new/")
        assert render("web.roles.coordinator", language) in page.inner_text("main").lower()
        page = aigerim.go(f"people/{common.people['dana']['id']}/")
        assert "Үсенова" not in page.content()
