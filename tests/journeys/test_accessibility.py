"""Every page, with data, with faults in its form, with its menus open, and every refusal: axe finds nothing."""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.web import errors
from tests.access.world import addresses
from tests.journeys import axe
from tests.journeys.browser import Screen, screen
from tests.journeys.pages import FILES, Address, pages
from tests.journeys.service import Service

SUBJECTS = sorted(
    {
        name.partition(".")[0]
        for name, pattern in addresses().items()
        if name not in FILES and "GET" in getattr(getattr(pattern.callback, "page", None), "methods", ())
    }
)
OPEN = "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
ANY = {200, 400, 403, 404, 405, 409, 413, 429}


def answer(status: int, body: str, route: Route) -> None:
    route.fulfill(status=status, body=body, content_type="text/html")


class Examiner:
    """``told``: what axe found, by page. Thorough: in every width and colour, menus open; else in one window."""

    def __init__(self, thorough: bool) -> None:
        self.thorough = thorough
        self.told: dict[str, Any] = {}

    def look(self, page: Page, name: str, width: int = 1440, scheme: axe.Scheme = "light") -> None:
        found = axe.everywhere(page) if self.thorough else axe.at_a_glance(page, width, scheme)
        if found:
            self.told[name] = found

    def verdict(self) -> None:
        assert not self.told, json.dumps(self.told, ensure_ascii=False, indent=1)


def visit(visitor: Screen, address: Address, examiner: Examiner) -> None:
    """The page with all that can be unfolded on it, then with the faults of its form sent empty."""
    page = visitor.page
    answer = page.goto(visitor.service.url + address.path)
    assert answer is not None
    assert answer.status == address.status, address
    assert page.url == visitor.service.url + address.path, f"{address} leads to {page.url}"
    page.evaluate(OPEN)
    examiner.look(page, address.name)
    form = page.locator("main form[method=post]:has([type=submit])").first
    if form.locator("input:not([type=hidden]), select, textarea").count():
        page.goto(visitor.service.url + address.path)
        for field in form.locator("input[type=text]:visible, textarea:visible").all():
            field.fill("")
        form.locator("[type=submit]").first.click()
        if page.locator("#faults").count():
            examiner.look(page, f"{address.name} with faults", 390, "dark")


LANGUAGES = [
    ("kk", False),
    *(pytest.param(language, True, marks=pytest.mark.slow) for language in UI_LANGUAGES),
]


@pytest.mark.parametrize("language, thorough", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_axe_finds_nothing_on_pages(
    subject: str, language: str, thorough: bool, chromium: Browser, common: Service
) -> None:
    examiner = Examiner(thorough)
    with ExitStack() as stack:
        visitors: dict[str, Screen] = {}
        for address in pages(common, language):
            if address.name.partition(".")[0] != subject:
                continue
            if address.login not in visitors:
                visitors[address.login] = stack.enter_context(screen(chromium, common, language))
                visitors[address.login].expected = ANY
            if address.login:
                visitors[address.login].come_in(address.login)
            visit(visitors[address.login], address, examiner)
    examiner.verdict()


OUTAGES = (500, 503)


@pytest.mark.parametrize("language, thorough", LANGUAGES)
def test_axe_finds_nothing_on_refusals(
    language: str, thorough: bool, chromium: Browser, common: Service
) -> None:
    examiner = Examiner(thorough)
    with screen(chromium, common, language) as marat:
        marat.expected = ANY | set(OUTAGES)
        marat.come_in("marat")
        page = marat.go("no-such-page/")
        examiner.look(page, "404")
        marat.go("methodology/install/")
        examiner.look(page, "403")
        marat.go(f"people/{common.objects['person']}/edit/")
        page.evaluate("() => { document.querySelector('[name=version]').value = 0; }")
        marat.submit()
        examiner.look(page, "409")
        marat.go(f"people/{common.objects['person']}/edit/")
        page.evaluate("() => { document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'; }")
        marat.submit()
        examiner.look(page, "403 of an old form")
        marat.go(f"people/{common.objects['person']}/edit/")
        page.evaluate(
            "() => { document.querySelector('[name=phone]').value = 'x'.repeat(6 * 1024 * 1024); document.querySelector('[name=phone]').maxLength = 9e6; }"
        )
        marat.submit()
        examiner.look(page, "413")
        marat.go(f"people/{common.objects['person']}/edit/")
        marat.context.clear_cookies(name="sessionid")
        marat.submit()
        examiner.look(page, "session ended")
        for _ in range(6):
            marat.go("sign-in/")
            page.fill("[name=login]", f"guessed-{language}")
            page.fill("[name=password]", "қате құпиясөз жазылды")
            marat.submit()
        examiner.look(page, "429")
        for status in OUTAGES:
            outage = errors.outage(RequestFactory().get(f"/{language}/people/"), status).content.decode()
            page.route("**/broken/", partial(answer, status, outage))
            marat.go("broken/")
            examiner.look(page, str(status))
            page.unroute("**/broken/")
    examiner.verdict()
