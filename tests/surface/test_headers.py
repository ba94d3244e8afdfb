"""Every answer carries the headers that tell a browser what it may do; none tells what the service is made of."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

import pytest
from django.test import Client

from bagdar import __version__
from bagdar.kernel.tests.each import every
from bagdar.web.headers import POLICY
from tests.access.world import PARTS, World, part_of, unchanged
from tests.answers import finish
from tests.surface.asking import NAMES, address

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MADE_OF = re.compile(
    rf"django|granian|whitenoise|python|ninja|htmx.{{0,9}}\d\.\d|{re.escape(version('django'))}|Bagdar/\d",
    re.IGNORECASE,
)
ODD = (
    "/kk/nothing/",
    "/nothing",
    "/kk/people/not-an-id/",
    "/api/v1/nothing",
    "/healthz",
    "/static/web/bagdar.css",
)


def check(answer: Any, what: str) -> None:
    for name, value in FIXED.items():
        assert answer.headers.get(name) == value, (what, name)
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), what
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'"), what
    assert "frame-ancestors 'none'" in policy, what
    assert not re.search(r"unsafe|\*|data:|https?:", policy), (what, policy)
    if "/static/" not in what:
        assert answer.headers["Cache-Control"] == "no-store", what
    assert not {"Server", "X-Powered-By", "Via"} & set(answer.headers), what
    for cookie in answer.cookies.values():
        if cookie["max-age"] == 0:
            continue  # it is taken back
        assert cookie["httponly"] or cookie.key in ("csrftoken", "django_language"), (what, cookie.key)
        assert cookie["samesite"] in ("Lax", "Strict"), (what, cookie.key)


def inert(page: str, what: str) -> None:
    """No script, style or address in the page that the policy would have to stop."""
    assert not re.search(r"<script(?![^>]*\bsrc=)", page), what
    assert not re.search(
        r"""\s(on\w+|style)\s*=\s*["']""", re.sub(r"<(textarea|code|pre)\b.*?</\1>", "", page, flags=re.S)
    ), what
    assert not re.search(r"""(src|href)=["']\s*(javascript|data):""", page), what


def look(client: Client, method: str, path: str, name: str, subject: str) -> None:
    answer: Any = client.generic(method, path)
    content = finish(answer)
    check(answer, f"{method} {path} by {subject}: {answer.status_code}")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        page = content.decode()
        inert(page, f"{method} {path} by {subject}")
        assert not re.search(r"<meta[^>]*generator", page)
        bare = re.sub(r"<code\b.*?</code>", "", page, flags=re.S)
        assert not MADE_OF.search(bare) or name.startswith(("methodology.", "installation."))
        assert __version__ not in page or name.startswith(("methodology.", "installation."))


@pytest.mark.parametrize("part", PARTS)
def test_every_answer_of_every_address(part: int) -> None:
    world = World()
    clients = {subject: world.client(subject, "own") for subject in ("anonymous", "administrator", "system")}

    def answers(name: str) -> None:
        with unchanged(*clients.values()):
            path = address(name, world)
            for subject, client in clients.items():
                for method in ("GET", "POST", "DELETE"):
                    look(client, method, path, name, subject)

    every(part_of(NAMES, part), answers)


@pytest.mark.parametrize("path", ODD)
def test_every_answer_to_odd_requests(path: str) -> None:
    for method in ("GET", "HEAD", "POST", "OPTIONS", "TRACE", "PROPFIND"):
        answer = Client(raise_request_exception=False).generic(method, path)
        assert answer.status_code < 500
        check(answer, f"{method} {path}")


def test_what_is_not_served() -> None:
    client = Client(raise_request_exception=False)
    for path in (
        "/.git/config",
        "/.env",
        "/static/",
        "/static/../bagdar/config/settings.py",
        "/static/web/bagdar.js.map",
        "/kk/%2e%2e/",
        "/admin/",
        "/files/",
        "/static/staticfiles.json",
    ):
        answer = client.get(path)
        assert answer.status_code in (302, 400, 404), path
        assert b"SECRET" not in finish(answer)


def test_the_policy_opens_nothing_but_this_installation() -> None:
    assert set(POLICY.values()) == {"'none'", "'self'"}
