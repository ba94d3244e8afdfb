"""A person at a screen: Chromium without a window, every page watched for what a browser complains about."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

from bagdar.orgs.proofs import totp
from tests.journeys.cast import PASSWORD
from tests.journeys.service import Service

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ANSWERS = (200, 302, 303, 304)
"""Statuses that no journey needs to announce."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed: tools/system-packages installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Screen:
    """A browser of one person. ``complaints``: errors of the console, of scripts, and of the content policy.

    ``expected``: statuses that the journey means to get, besides those of :data:`ANSWERS`.
    """

    def __init__(self, context: BrowserContext, service: Service, language: str) -> None:
        self.context = context
        self.service = service
        self.language = language
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        refused = "Failed to load resource" in message.text  # told by ``_answered``, with its status
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status not in (*ANSWERS, *self.expected):
            self.complaints.append(f"{response.url}: {response.status}")

    def go(self, path: str = "") -> Page:
        """To *path* under the language's prefix."""
        self.page.goto(f"{self.service.url}/{self.language}/{path}")
        return self.page

    def code(self, login: str) -> str:
        """The code that the person's app shows now."""
        return totp.code_at(self.service.people[login]["secret"], datetime.now(UTC))

    def sign_in(self, login: str, password: str = PASSWORD) -> Page:
        """By the front door: password, then the code of the app where one is asked for."""
        page = self.go("sign-in/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", password)
        page.click("main [type=submit]")
        if page.url.partition("?")[0].endswith("/sign-in/factor/"):
            page.fill("[name=code]", self.code(login))
            page.click("main form:has([name=code]) [type=submit]")
        assert "/sign-in/" not in page.url, page.inner_text("main")
        return page

    def come_in(self, login: str) -> None:
        """Already signed in, with both proofs shown."""
        host = urlsplit(self.service.url).hostname or ""
        cookie: Any = {
            "name": "sessionid",
            "value": self.service.people[login]["cookie"],
            "domain": host,
            "path": "/",
        }
        self.context.add_cookies([cookie])

    def submit(self) -> None:
        """The main button of the page's form."""
        self.page.click("main form[method=post] .form-end [type=submit]")

    @property
    def path(self) -> str:
        """Where one is, without language and question."""
        return urlsplit(self.page.url).path.removeprefix(f"/{self.language}/")

    @property
    def words(self) -> str:
        return self.page.inner_text("body")


@contextmanager
def screen(chromium: Browser, service: Service, language: str, **options: Any) -> Iterator[Screen]:
    """At its end nothing may have been complained about."""
    given = {"viewport": {"width": 1440, "height": 900}, "locale": language, **options}
    context = chromium.new_context(**given)
    context.set_default_timeout(20_000)
    one = Screen(context, service, language)
    try:
        yield one
        assert one.complaints == []
    finally:
        context.close()


def ways(*every: tuple[str, bool], usual: tuple[str, bool]) -> list[Any]:
    """Language and whether scripts run: *usual* in each run, *every* other one where time is no matter."""
    return [usual, *(pytest.param(*one, marks=pytest.mark.slow) for one in every)]


def wait_for_new_code() -> None:
    """Until an app shows another code: each is taken once."""
    time.sleep(totp.STEP - time.time() % totp.STEP + 0.1)
