"""The headers of every kind of page, graded by the published table of the HTTP Observatory; markup left unescaped, counted.

The table is re-made here, for the scanner wants a host on the network. A page starts at 100; what is wanting takes
away, and extra credit counts from 90 on.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings

import bagdar
from tests.access.world import World
from tests.answers import finish
from tests.surface.asking import NAMES, address

LEAST: Final = 130
UNESCAPED: Final = re.compile(
    r"mark_safe\(|SafeString\((?!\"|\))|\|\s*safe\b|autoescape off|safeseq|\bhtml_safe\b|SafeData\b"
)
MOST_UNESCAPED: Final = 10


def policy_of(answer: Any) -> dict[str, set[str]]:
    parts = (
        part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";") if part.strip()
    )
    return {first: set(rest) for first, *rest in parts}


def csp(policy: dict[str, set[str]]) -> int:
    """+10 where nothing is allowed unless named and nothing is unsafe; down to −25 where there is none."""
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", {"*"}))
    if scripts & {"'unsafe-inline'", "data:", "*", "https:", "http:"}:
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if policy.get("style-src", policy.get("default-src", {"*"})) & {
        "'unsafe-inline'",
        "data:",
        "*",
        "https:",
    }:
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def cookies(answer: Any) -> int:
    """+5 where each is secure, closed to scripts and kept to the site; −20 and worse where a session's is not."""
    sent = [one for one in answer.cookies.values() if one["max-age"] != 0]
    if any(not one["secure"] for one in sent):
        return -20
    if any(not one["httponly"] for one in sent if one.key == "sessionid"):
        return -30
    return 5 if all(one["samesite"] for one in sent) else 0


def grade(answer: Any) -> int:
    head, policy = answer.headers, policy_of(answer)
    strict = int((re.findall(r"max-age=(\d+)", head.get("Strict-Transport-Security", "")) or ["0"])[0])
    framed = policy.get("frame-ancestors") == {"'none'"}
    scripts = re.findall(r"<script[^>]*\bsrc=\"(?!/)[^>]*>", finish(answer).decode("utf-8", "replace"))
    marks = {
        "policy": csp(policy),
        "cookies": cookies(answer),
        "sharing": -50 if head.get("Access-Control-Allow-Origin") == "*" else 0,
        "transport": (0 if strict >= 15_768_000 else -10) if strict else -20,
        "referrer": 5
        if head.get("Referrer-Policy") in ("same-origin", "no-referrer", "strict-origin")
        else 0,
        "scripts": -5 if scripts else 0,
        "sniffing": 0 if head.get("X-Content-Type-Options") == "nosniff" else -5,
        "frames": 5 if framed else (0 if head.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20),
        "resources": 10 if head.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0,
    }
    base = 100 + sum(mark for mark in marks.values() if mark < 0)
    return base + sum(mark for mark in marks.values() if mark > 0) if base >= 90 else base


@pytest.fixture
def _over_tls(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.TLS = True


@pytest.mark.django_db
@pytest.mark.usefixtures("_over_tls")
@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_page_is_graded_well(name: str) -> None:
    world = World()
    path = address(name, world)
    for subject in ("anonymous", "administrator"):
        answer = world.client(subject, "own").get(path, secure=True)
        assert grade(answer) >= LEAST, (name, subject, answer.status_code, dict(answer.headers))
        weak = weaknesses(policy_of(answer))
        assert weak == [], (name, weak)


def weaknesses(policy: dict[str, set[str]]) -> list[str]:
    """What a reader of policies calls grave: ways round it that its words leave open."""
    default = policy.get("default-src", {"*"})
    found = []
    for name in ("script-src", "object-src", "base-uri"):
        allowed = policy.get(name, {"*"} if name == "base-uri" else default)
        if not allowed:
            found.append(f"{name} is empty")
        for source in allowed:
            if (
                source in ("*", "'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
                or source in ("http:", "https:", "data:", "blob:", "filesystem:")
                or source.startswith("http:")
            ):
                found.append(f"{name} {source}")
            elif re.fullmatch(r"[\d.]+(:\d+)?|\[.*\]", source):
                found.append(f"{name} {source} is an address")
    if policy.get("object-src", default) != {"'none'"}:
        found.append("object-src is open")
    return found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "default-src *",
        "script-src 'unsafe-inline'; object-src 'none'; base-uri 'none'",
        "default-src 'self' data:",
    ],
)
def test_a_weak_policy_is_found(words: str) -> None:
    """The control."""
    policy = {part.split()[0]: set(part.split()[1:]) for part in words.split(";") if part.strip()}
    assert weaknesses(policy)
    assert csp(policy) < 10


def test_little_is_shown_unescaped() -> None:
    """``format_html`` escapes; what stands here does not."""
    root = Path(bagdar.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for kind in ("*.py", "*.html")
        for path in sorted(root.rglob(kind))
        if "tests" not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if UNESCAPED.search(line) and not line.lstrip().startswith(("#", "from ", "import "))
    ]
    assert len(found) <= MOST_UNESCAPED, found
    assert settings.TEMPLATES[0]["OPTIONS"].get("autoescape", True)
