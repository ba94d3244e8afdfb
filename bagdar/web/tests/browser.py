"""Pages in a real browser without a server: what it asks for is answered by the test's own client, policy and all.

The browser's driver lives in a thread of its own and the framework in the test's: the driver runs a loop, which the
framework would take for asynchronous code, and the test's transaction is seen by no other thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

import bagdar

AXE = Path(bagdar.__file__).parent.parent / "tests" / "vendor" / "axe.js"
HOST = "http://localhost"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 60
"""Seconds that either side waits for the other."""

T = TypeVar("T")


class Asked:
    """What the browser wants of the framework, and where the answer goes."""

    def __init__(self, route: Route) -> None:
        request = route.request
        self.url = urlsplit(request.url)
        self.method = request.method
        self.fragment = "hx-request" in request.headers
        self.kind = request.headers.get("content-type", "")
        self.body = request.post_data_buffer or b""
        self.reply: Queue[HttpResponse] = Queue()


class Driver:
    """A browser in a thread of its own. ``mail``: what that thread tells the test's: a question or a result."""

    def __init__(self) -> None:
        self.mail: Queue[Any] = Queue()
        self._jobs: Queue[Callable[[Browser], Any] | None] = Queue()
        self._thread = Thread(target=self._work, name="browser", daemon=True)
        self._thread.start()

    def give(self, job: Callable[[Browser], Any] | None) -> None:
        self._jobs.put(job)

    def close(self) -> None:
        self.give(None)
        self._thread.join(PATIENCE)

    def _work(self) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            while (job := self._jobs.get()) is not None:
                try:
                    self.mail.put((job(browser), None))
                except Exception as error:
                    self.mail.put((None, error))
            browser.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Driver]:
    driver = Driver()
    yield driver
    driver.close()


class Visit:
    """One reader with one window. ``complaints``: what the browser said against the page; ``asked``: addresses
    of everything it fetched, in order. ``answers``: path → an answer given at once."""

    def __init__(
        self, driver: Driver, client: Client, answers: dict[str, HttpResponse], options: dict[str, Any]
    ) -> None:
        self.driver = driver
        self.client = client
        self.answers = answers
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._page: Page | None = None
        self._do(lambda browser: self._begin(browser, options))

    def run(self, act: Callable[[Page], T]) -> T:
        """Do something with the page, while the test's thread answers what it asks for."""
        return self._do(lambda _browser: act(self._open_page()))

    def open(self, path: str) -> None:
        self.run(lambda page: page.goto(HOST + path))

    def eval(self, script: str, value: Any = None) -> Any:
        return self.run(lambda page: page.evaluate(script, value))

    def violations(self) -> list[tuple[str, str, str]]:
        """What axe finds against WCAG 2.2 AA: rule, first element, why."""
        # Under the policy a script cannot be added to the page; evaluating is not the page's doing.
        self.eval(f"{AXE.read_text('utf-8')}\n;0")
        found = self.eval("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        return [
            (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"][:200])
            for one in found["violations"]
        ]

    def sideways(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(self.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def close(self) -> None:
        self._do(lambda _browser: self._open_page().context.close())

    def _open_page(self) -> Page:
        if self._page is None:
            raise RuntimeError("no page is open")
        return self._page

    def _begin(self, browser: Browser, options: dict[str, Any]) -> None:
        context = browser.new_context(**options)
        self._page = context.new_page()
        self._page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._page.on("console", lambda line: self._heard(line.type, line.text))
        context.route("**/*", self._route)

    def _heard(self, kind: str, text: str) -> None:
        # An answer of 4xx or 5xx is what some tests ask for.
        if kind in ("error", "warning") and "the server responded with a status of" not in text:
            self.complaints.append(text)

    def _route(self, route: Route) -> None:
        """In the browser's thread."""
        asked = Asked(route)
        path = asked.url.path
        self.asked.append(path)
        if path.startswith("/static/"):
            kind = TYPES[Path(path).suffix]
            allowed = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=static_file(path.removeprefix("/static/")), content_type=kind, headers=allowed)
            return
        self.driver.mail.put((asked, None))
        answer = asked.reply.get(timeout=PATIENCE)
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        route.fulfill(status=answer.status_code, body=answer.content, headers=headers)

    def _do(self, job: Callable[[Browser], T]) -> T:
        """In the test's thread."""
        self.driver.give(job)
        while True:
            told, error = self.driver.mail.get(timeout=PATIENCE)
            if error is not None:
                raise error
            if not isinstance(told, Asked):
                return told  # type: ignore[no-any-return]
            told.reply.put(self._answer(told))

    def _answer(self, asked: Asked) -> HttpResponse:
        path = asked.url.path
        if path in self.answers:
            return self.answers[path]
        target = path + (f"?{asked.url.query}" if asked.url.query else "")
        headers = {"HX-Request": "true"} if asked.fragment else {}
        answer: Any = (
            self.client.post(target, asked.body, content_type=asked.kind, headers=headers)
            if asked.method == "POST"
            else self.client.get(target, headers=headers)
        )
        # The window follows a redirection by itself, which an answered route does not.
        return self.client.get(answer["Location"]) if answer.status_code in (301, 302) else answer  # type: ignore[return-value]


@cache
def static_file(name: str) -> bytes:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(str(found)).read_bytes()


@contextmanager
def visit(
    driver: Driver,
    client: Client,
    *,
    width: int = 1440,
    answers: dict[str, HttpResponse] | None = None,
    **options: Any,
) -> Iterator[Visit]:
    """A window of *width* pixels in which *client* is signed in as it is."""
    seen = Visit(driver, client, answers or {}, {"viewport": {"width": width, "height": 900}, **options})
    try:
        yield seen
    finally:
        seen.close()
