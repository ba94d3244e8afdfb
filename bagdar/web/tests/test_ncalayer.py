"""The signing form in a real browser: what the reader is told, and what reaches the server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from bagdar.kernel import clock
from bagdar.kernel.messages import render
from bagdar.signatures.browser import ADDRESS, ask_for
from bagdar.signatures.challenge import verify_challenge
from bagdar.signatures.tests.make import AT, CHALLENGE, NUMBER, World, world
from bagdar.signatures.tests.ncalayer import Signer, attach, listening
from bagdar.signatures.verification import Verified
from bagdar.web.headers import allow_connection, content_policy

SCRIPT = Path(__file__).parents[1] / "static" / "web" / "ncalayer.js"
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>-</title>
<script src="/ncalayer.js" defer></script>
<form method="post" data-sign="{asked.content}" data-sign-usages="{asked.usages}" data-sign-key="{asked.key}">
<button>-</button>{part}</form></html>"""


POLICY = "Content Security Policy"
"""Words in every complaint of the browser that a page did what its policy forbids."""


class Site(ThreadingHTTPServer):
    """One page with a signing form, under the policy that every page has."""

    daemon_threads = True

    def __init__(self, page: str, connect_to: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        response = HttpResponse()
        allow_connection(response, connect_to)
        self.policy = content_policy(response)
        self.page = page
        self.sent: list[str] = []
        """Signatures that the form sent."""


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        if self.path == "/ncalayer.js":
            self._say("text/javascript", SCRIPT.read_bytes())
        else:
            self._say("text/html", self.server.page.encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.sent += parse_qs(body, keep_blank_values=True)["signature"]
        self._say("text/html", b"<!doctype html><title>-</title><p id=received>-</p>")

    def _say(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: the output of tests is for tests."""


@contextmanager
def site(purposes: frozenset[str], language: str = "en", connect_to: str = ADDRESS) -> Iterator[Site]:
    asked = ask_for(CHALLENGE, purposes, world("ec").trust.profile)
    with translation.override(language):
        part = render_to_string("web/parts/signer.html")
    page = PAGE.format(language=language, asked=asked, part=part)
    with Site(page, connect_to) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield served
        served.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    opened.set_default_timeout(10_000)
    faults: list[str] = []
    refused: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda message: refused.append(message.text) if POLICY in message.text else None)
    yield opened
    opened.close()
    assert faults + refused == []


def press(page: Page, served: Site) -> None:
    page.goto(f"http://127.0.0.1:{served.server_address[1]}/")
    page.get_by_role("button").click()


def signer(at_work: World, **how: Any) -> Signer:
    return Signer(at_work.aigerim, [at_work.authority.issuing.certificate], **how)


EITHER = frozenset({"authentication", "signing"})


@pytest.mark.parametrize(
    "kind, old, purposes",
    [
        ("rsa", False, frozenset({"authentication"})),
        ("rsa", True, frozenset({"authentication"})),
        ("gost", False, EITHER),
        ("gost", True, EITHER),
    ],
)
def test_what_was_signed_in_the_browser_verifies_on_the_server(
    page: Page, kind: str, old: bool, purposes: frozenset[str]
) -> None:
    at_work = world(kind)
    attach(page, signer(at_work, old=old))
    with clock.at(AT), site(purposes) as served:
        press(page, served)
        page.wait_for_selector("#received")
    (signature,) = served.sent
    verdict = verify_challenge(signature.encode(), CHALLENGE, at_work.trust, AT)
    assert isinstance(verdict, Verified), verdict
    assert verdict.holder.number == NUMBER


def test_it_speaks_to_a_signer_that_listens_on_the_machine(page: Page) -> None:
    """Over a socket of its own, with an address that only this test can give."""
    at_work = world("ec")
    listener = signer(at_work)
    with listening(listener) as port, site(EITHER, connect_to=f"ws://127.0.0.1:{port}") as served:
        page.add_init_script(
            f"const Real = WebSocket; WebSocket = class extends Real {{"
            f"constructor(address) {{ super(address.replace('{ADDRESS}', 'ws://127.0.0.1:{port}')); }} }};"
        )
        press(page, served)
        page.wait_for_selector("#received")
    assert [request["method"] for request in listener.asked] == ["sign"]
    assert listener.asked[0]["args"]["locale"] == "en"
    assert len(served.sent) == 1


@pytest.mark.parametrize(
    "language, mood, old, state",
    [
        ("kk", None, False, "not_running"),
        ("ru", None, False, "not_running"),
        ("en", None, False, "not_running"),
        ("kk", "cancels", False, "canceled"),
        ("ru", "cancels", True, "canceled"),
        ("en", "fails", False, "failed"),
        ("kk", "fails", True, "failed"),
        ("ru", "leaves", False, "broken"),
    ],
)
def test_the_reader_is_told_what_went_wrong(
    page: Page, language: str, mood: str | None, old: bool, state: str
) -> None:
    attach(page, signer(world("ec"), mood=mood, old=old) if mood else None)
    with site(EITHER, language) as served:
        press(page, served)
        page.wait_for_selector(f"form[data-signer-at={state}]")
        said = page.get_by_role("status").inner_text()
    assert render(f"web.signer.{state}", language) in said
    assert served.sent == []


def test_with_no_signer_at_all_the_policy_of_our_pages_lets_the_script_find_out(page: Page) -> None:
    """Nothing listens on that port here: the browser refuses the connection, not the policy."""
    with site(EITHER) as served:
        press(page, served)
        page.wait_for_selector("form[data-signer-at=not_running]")


def test_without_that_permission_the_policy_would_refuse(browser: Browser) -> None:
    """The negative of the test before: it can fail."""
    closed, refused = browser.new_page(), []
    closed.on("console", lambda message: refused.append(message.text))
    with site(EITHER, connect_to="") as served:
        press(closed, served)
        closed.wait_for_selector("form[data-signer-at=not_running]")
    closed.close()
    assert any(POLICY in text for text in refused)


def test_after_trouble_the_reader_may_try_again(page: Page) -> None:
    at_work = world("ec")
    moody = signer(at_work, mood="cancels")
    attach(page, moody)
    with clock.at(AT), site(frozenset({"authentication"})) as served:
        press(page, served)
        page.wait_for_selector("form[data-signer-at=canceled]")
        moody.mood = "signs"
        page.get_by_role("button").click()
        page.wait_for_selector("#received")
    usages = [request["args"]["signerParams"]["extKeyUsageOids"] for request in moody.asked]
    assert usages == [["1.3.6.1.5.5.7.3.2"]] * 2
    assert len(served.sent) == 1


def test_without_a_script_the_reader_is_told_so(browser: Browser) -> None:
    plain = browser.new_page(java_script_enabled=False)
    with site(EITHER, "kk") as served:
        plain.goto(f"http://127.0.0.1:{served.server_address[1]}/")
        said = plain.locator("form").inner_text()
    plain.close()
    assert render("web.signer.no_script", "kk") in said
