"""Kanat is admitted by an act: he reads every house, and no page offers or lets him change anything of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import screen, ways
from tests.journeys.service import Service

READ = ("people/", "people/acting/", "people/systems/", "methodology/")
CHANGE = (
    "people/new/",
    "people/acting/new/",
    "people/systems/new/",
    "methodology/install/",
    "methodology/enforce/",
)


@pytest.mark.parametrize(
    "language, scripts", ways(("kk", True), ("ru", True), ("ru", False), usual=("en", True))
)
def test_kanat_reads_and_changes_nothing(
    language: str, scripts: bool, chromium: Browser, service: Service
) -> None:
    with screen(chromium, service, language, java_script_enabled=scripts) as kanat:
        page = kanat.sign_in("kanat")
        page.click(".bd-nav a[href$='/people/']")
        for name in ("Әбенова", "Үсенова", "Оспанов"):
            assert name in page.inner_text("main table"), "people of every body"
        page.click("main a:has-text('Үсенова')")
        for address in (*READ, kanat.path):
            page = kanat.go(address)
            assert kanat.path == address
            assert page.locator("main form[method=post]").count() == 0, address
            assert (
                page.locator("main a[href$='/new/'], main a[href$='/edit/'], main .btn-danger").count() == 0
            )
        kanat.expected = {403}
        dana = service.people["dana"]["id"]
        for address in (*CHANGE, f"people/{dana}/edit/", f"people/{dana}/deactivate/"):
            page = kanat.go(address)
            assert page.locator("main form[method=post]").count() == 0, address
