"""A stranger sees the way in and nothing else; a page that is not there says so in their language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bagdar.kernel.messages import render
from tests.journeys.browser import screen
from tests.journeys.service import Service

LANGUAGES = ("kk", "ru", "en")
ADDRESSES = (
    "",
    "people/",
    "people/new/",
    "people/systems/",
    "methodology/",
    "account/",
    "methodology/kz-mne-82-2021/clauses/31/",
)


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["scripts", "no-scripts"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_leads_a_stranger_to_the_way_in(
    language: str, scripts: bool, chromium: Browser, common: Service
) -> None:
    with screen(chromium, common, language, java_script_enabled=scripts) as zhanar:
        for address in ADDRESSES:
            page = zhanar.go(address)
            assert zhanar.path == "sign-in/"
            assert page.inner_text("h1") == render("web.sign_in.title", language)
            assert page.locator(".bd-nav a, .bd-person").count() == 0
            assert "Әбенова" not in page.content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_tells_a_stranger_nothing(language: str, chromium: Browser, common: Service) -> None:
    with screen(chromium, common, language, java_script_enabled=False) as zhanar:
        told = set()
        for login in ("aigerim", "nobody-at-all"):
            page = zhanar.go("sign-in/")
            page.fill("[name=login]", login)
            page.fill("[name=password]", "қате құпиясөз жазылды")
            zhanar.submit()
            assert zhanar.path == "sign-in/"
            told.add(page.inner_text("#faults"))
        assert len(told) == 1
        zhanar.go("people/")
        assert zhanar.path == "sign-in/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_way_in_can_be_switched(
    language: str, chromium: Browser, common: Service
) -> None:
    with screen(chromium, common, language) as zhanar:
        page = zhanar.go("people/?q=Әбенова")
        other = "ru" if language != "ru" else "en"
        page.click(f"a[hreflang={other}], a[lang={other}]")
        assert page.get_attribute("html", "lang") == other
        assert "next=" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_absent_page_is_told_in_the_language_of_its_address(
    language: str, chromium: Browser, common: Service
) -> None:
    with screen(chromium, common, language) as zhanar:
        zhanar.expected = {404}
        page = zhanar.go("no-such-page/")
        assert page.inner_text("h1")
        assert page.get_attribute("html", "lang") == language
