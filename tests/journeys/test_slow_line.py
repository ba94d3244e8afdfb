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


@pytest.mark.slow
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
