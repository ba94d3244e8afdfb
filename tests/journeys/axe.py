"""Accessibility of a page as it stands, by axe-core: WCAG 2.2, levels A and AA."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1440, 390)
MENU = "details.menu[open]"
OPEN = "() => document.querySelectorAll('header details').forEach((one) => { one.open = true; })"
RUN = """([where, options]) => axe.run(where || document, options).then((told) => told.violations.map(
  (one) => [one.id, one.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`)]))"""


@cache
def source() -> str:
    return (Path(__file__).parent.parent / "vendor" / "axe.js").read_text("utf-8")


def violations(page: Page, *rules: str, where: str = "") -> list[Any]:
    """Of *rules*, or of all of WCAG 2.2 AA: rule, and where it is broken."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    only: Any = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    if not rules:
        options["rules"] = {"target-size": {"enabled": True}}
    found: list[Any] = page.evaluate(RUN, [where, options])
    return found


def at_a_glance(page: Page, width: int, scheme: Scheme) -> dict[str, list[Any]]:
    """Violations in one window, and what is wider than a phone."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    told = {f"{width} {scheme}": violations(page)}
    page.set_viewport_size({"width": WIDTHS[1], "height": 844})
    return found_in({**told, **sideways(page)})


def everywhere(page: Page) -> dict[str, list[Any]]:
    """Violations by surroundings: both widths and both colour schemes, and what is wider than a phone."""
    told = {}
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    told["1440 light"] = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    told["1440 dark"] = violations(page, "color-contrast")
    page.set_viewport_size({"width": WIDTHS[1], "height": 844})
    told["390 dark"] = violations(page)
    page.evaluate(OPEN)
    if page.locator(MENU).count():
        told["390 dark, menus open"] = violations(page, where=MENU)
    return found_in({**told, **sideways(page)})


def sideways(page: Page) -> dict[str, list[Any]]:
    """On a phone; its window is set already."""
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    return {"390": [("sideways", [f"the page is {wide} px wide"])] if wide > WIDTHS[1] else []}


def found_in(told: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {where: found for where, found in told.items() if found}
