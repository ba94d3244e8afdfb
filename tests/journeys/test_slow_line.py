<<<<<<< HEAD
"""A line of 128 kbit/s with 600 ms on the way, and one cut: pages are light, are read before their letters have come,
and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, CDPSession, Error

from tests.journeys.browser import Screen, screen
from tests.journeys.service import Service

KB = 1024
LINE: dict[str, object] = {
    "offline": False,
    "latency": 600,
    "downloadThroughput": 16_000,
    "uploadThroughput": 16_000,
}
"""Milliseconds and bytes a second."""
CUT: dict[str, object] = {**LINE, "offline": True}


class Line:
    """``weight``: bytes that came over the line since it was last asked."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._bytes = 0
        session.on("Network.loadingFinished", self._count)
        session.send("Network.enable")
        self.set(LINE)

    def set(self, conditions: dict[str, object]) -> None:
        self._session.send("Network.emulateNetworkConditions", conditions)

    def weight(self) -> int:
        came, self._bytes = self._bytes, 0
        return came

    def _count(self, told: dict[str, float]) -> None:
        self._bytes += int(told["encodedDataLength"])


@contextmanager
def slow(chromium: Browser, service: Service) -> Iterator[tuple[Screen, Line]]:
    with screen(chromium, service, "kk") as reader:
        reader.page.set_default_timeout(60_000)
        yield reader, Line(reader.context.new_cdp_session(reader.page))


def test_a_first_page_is_light_and_the_next_are_lighter(chromium: Browser, common: Service) -> None:
    with slow(chromium, common) as (gulnar, line):
        page = gulnar.go("sign-in/")
        page.wait_for_load_state("networkidle")
        assert 0 < line.weight() <= 120 * KB
        gulnar.come_in("gulnar")
        line.weight()
        for address in ("", "people/", "bodies/", "methodology/", "methodology/kz-mne-82-2021/clauses/31/"):
            gulnar.go(address).wait_for_load_state("networkidle")
            assert (address, 0 < line.weight() <= 25 * KB) == (address, True)


def test_a_page_is_read_before_its_letters_have_come(chromium: Browser, common: Service) -> None:
    with slow(chromium, common) as (reader, _line):
        reader.context.route("**/*.woff2", lambda route: route.abort())
        page = reader.go("sign-in/")
        assert page.locator("[name=login]").is_visible()
        reader.complaints.clear()


def test_a_cut_while_sending_loses_nothing_that_was_typed(chromium: Browser, common: Service) -> None:
    with slow(chromium, common) as (gulnar, line):
        gulnar.come_in("gulnar")
        page = gulnar.go("methodology/enforce/")
        page.fill("[name=act_issuer]", "Ұлттық экономика министрі")
        line.set(CUT)
        page.click("main form [type=submit]", no_wait_after=True)
        with pytest.raises(Error, match="DISCONNECTED"):
            page.wait_for_url("**/nowhere/")
        line.set(LINE)
        page = gulnar.go("methodology/enforce/")
        assert page.input_value("[name=act_issuer]") == "Ұлттық экономика министрі"
        gulnar.complaints.clear()
=======
"""128 kbit a second, 600 ms, and a line that is cut: pages weigh little, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import screen
from tests.journeys.service import Service

FIRST = 120_000
LATER = 25_000
"""Bytes as they go over the line."""
LINE: dict[str, Any] = {
    "offline": False,
    "latency": 600,
    "downloadThroughput": 128_000 / 8,
    "uploadThroughput": 128_000 / 8,
}
PATHS = ("", "people/", "bodies/", "methodology/", "account/", "people/new/")
POSITION = "Стратегиялық жоспарлау басқармасының бас сарапшысы"


class Line:
    """A page's network, as the browser's own tools see it. ``bytes``: since last asked."""

    def __init__(self, page: Page, **changed: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._loaded)
        self._bytes = 0.0
        self.be(**changed)

    def be(self, **changed: Any) -> None:
        self.session.send("Network.emulateNetworkConditions", {**LINE, **changed})

    def _loaded(self, told: dict[str, Any]) -> None:
        self._bytes += told["encodedDataLength"]

    def taken(self) -> float:
        taken, self._bytes = self._bytes, 0
        return taken


@pytest.mark.parametrize("login, first", [("aigerim", "people/"), ("", "sign-in/")])
def test_the_first_page_weighs_little_and_the_next_less(
    login: str, first: str, chromium: Browser, common: Service
) -> None:
    with screen(chromium, common, "kk") as visitor:
        if login:
            visitor.come_in(login)
        line = Line(visitor.page)
        visitor.go(first)
        visitor.page.wait_for_load_state("networkidle")
        assert line.taken() <= FIRST


def test_no_later_page_weighs_more(chromium: Browser, common: Service) -> None:
    with screen(chromium, common, "kk") as marat:
        marat.come_in("marat")
        line = Line(marat.page, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        marat.go()
        marat.page.wait_for_load_state("networkidle")
        line.taken()
        weights = {}
        for path in PATHS:
            marat.go(path)
            marat.page.wait_for_load_state("networkidle")
            weights[path] = line.taken()
        assert {path: weight for path, weight in weights.items() if weight > LATER} == {}


def test_a_cut_line_loses_nothing_that_was_typed(chromium: Browser, service: Service) -> None:
    with screen(chromium, service, "kk") as serik:
        serik.come_in("serik")
        page = serik.page
        line = Line(page)
        edit = f"people/{service.objects['person']}/edit/"
        serik.go(edit)
        page.fill("[name=position]", POSITION)
        line.be(offline=True)
        serik.submit()
        page.wait_for_url("chrome-error://**")
        line.be()
        serik.complaints.clear()
        serik.go(edit)
        assert page.input_value("[name=position]") == POSITION
        serik.submit()
        assert POSITION in page.inner_text("main")
>>>>>>> 91e0f53 (Stored markup; a slow line)
