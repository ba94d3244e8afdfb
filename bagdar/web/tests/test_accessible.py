"""Pages, refusals among them, hold WCAG 2.2 AA in a real browser, in both themes, on a desk and on a phone; they are
light; and what a script adds works from the keyboard."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from bagdar.kernel.errors import ConflictError, ForbiddenError, TooManyError
from bagdar.orgs.tests.make import make_body, make_person
from bagdar.orgs.tests.test_methodology import KZ, VALDOR
from bagdar.web import errors, refusals
from bagdar.web.tests.browser import Driver, chromium, static_file, visit

__all__ = ["chromium"]

pytestmark = pytest.mark.django_db

PAGES = (
    "/", "/methodology/", f"/methodology/{KZ}/", f"/methodology/{KZ}/clauses/", f"/methodology/{KZ}/clauses/31/",
    f"/methodology/{KZ}/parameters/", f"/methodology/{KZ}/checks/", f"/methodology/{KZ}/forms/",
    f"/methodology/{KZ}/conformance/", f"/methodology/{VALDOR}/", f"/methodology/compare/?old={KZ}&new={VALDOR}",
    "/methodology/install/", "/methodology/enforce/", "/nothing-here/",
)  # fmt: skip
FEW = (
    "/",
    f"/methodology/{KZ}/",
    f"/methodology/{KZ}/clauses/31/",
    "/methodology/enforce/",
    "/nothing-here/",
)
"""One of each kind, for the other languages, windows and the dark theme."""
CITED = "31"
"""A clause for a refusal to cite; nothing here shows that it is carried out."""
KB = 1024


@pytest.fixture
def methodologist(client: Client) -> Client:
    client.force_login(make_person(body=make_body(name="Министрлік"), role="methodologist"))
    return client


@pytest.mark.parametrize(
    "language, width, scheme, pages",
    [
        ("kk", 390, "dark", FEW),
        pytest.param("kk", 1440, "light", PAGES, marks=pytest.mark.slow),
        pytest.param("ru", 390, "light", FEW, marks=pytest.mark.slow),
        pytest.param("en", 1440, "dark", FEW, marks=pytest.mark.slow),
    ],
)
def test_pages_hold_the_rules_and_fit_their_window(
    chromium: Driver, methodologist: Client, language: str, width: int, scheme: str, pages: tuple[str, ...]
) -> None:
    with visit(chromium, methodologist, width=width, color_scheme=scheme) as seen:
        for path in pages:
            seen.open(f"/{language}{path}")
            assert (path, seen.violations()) == (path, [])
            assert (path, seen.sideways()) == (path, 0)
        assert seen.complaints == []


def _refusals(rf: RequestFactory, language: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every refusal and outage there is, as answered under *language*."""
    request = rf.get(f"/{language}/", headers={"Referer": f"http://testserver/{language}/methodology/"})
    with translation.override(language):
        yield "400", errors.bad_request(request, ValueError())
        error = ForbiddenError("kernel.refused.role", clause=CITED, action="orgs.methodology.enforce")
        yield "403", refusals.forbidden(request, error)
        yield "csrf", errors.csrf_failure(request)
        yield "expired", refusals.expired(request)
        yield "404", errors.absent(request, ValueError())
        yield "405", refusals.refusal(request, 405)
        yield "409", refusals.conflict(request, ConflictError("kernel.conflict"), mine={"Атауы": "Жаңа атау"})
        yield "413", errors.bad_request(request, RequestDataTooBig())
        yield "429", refusals.too_many(request, TooManyError("kernel.absent", seconds=90))
        yield "500", errors.server_error(request)
        yield "503", errors.outage(request, 503)


@pytest.mark.parametrize(
    "language, width",
    [
        ("ru", 390),
        pytest.param("kk", 1440, marks=pytest.mark.slow),
        pytest.param("en", 1440, marks=pytest.mark.slow),
    ],
)
def test_refusals_and_outages_hold_the_rules(
    chromium: Driver, client: Client, rf: RequestFactory, language: str, width: int
) -> None:
    answers = {f"/{language}/{name}": answer for name, answer in _refusals(rf, language)}
    assert len(answers) == 11
    with visit(chromium, client, width=width, answers=answers) as seen:
        for path in answers:
            seen.open(path)
            assert (path, seen.violations()) == (path, [])
            assert (path, seen.sideways()) == (path, 0)
            assert seen.run(lambda page: page.locator("h1").count()) == 1


FOCUS = "document.activeElement"


def test_a_form_with_faults_leads_to_them_and_holds_the_rules(
    chromium: Driver, methodologist: Client
) -> None:
    with visit(chromium, methodologist) as seen:
        seen.open("/kk/methodology/enforce/")
        seen.run(lambda page: page.fill("#id_act_kind", "бұйрық"))
        seen.run(lambda page: page.click("main button[type=submit]"))
        seen.run(lambda page: page.wait_for_selector("#faults"))
        assert seen.eval(f"{FOCUS}.id") == "faults"
        assert seen.violations() == []
        seen.run(lambda page: page.click("#faults a >> nth=0"))
        assert seen.eval(f"{FOCUS}.name") == "pack"
        assert seen.run(lambda page: page.input_value("#id_act_kind")) == "бұйрық"


def test_a_clause_opens_beside_its_mark_and_escape_brings_the_focus_back(
    chromium: Driver, methodologist: Client
) -> None:
    with visit(chromium, methodologist) as seen:
        seen.open("/kk/")
        seen.run(lambda page: page.locator("a.par").first.press("Enter"))
        seen.run(lambda page: page.wait_for_selector(".parbox"))
        assert seen.eval(f"{FOCUS}.getAttribute('aria-expanded')") == "true"
        assert seen.violations() == []
        seen.run(lambda page: page.keyboard.press("Escape"))
        assert seen.eval("document.querySelectorAll('.parbox').length") == 0
        assert seen.eval(f"{FOCUS}.className") == "par"
        assert seen.complaints == []


def test_without_a_script_the_mark_leads_to_the_clause(chromium: Driver, methodologist: Client) -> None:
    with visit(chromium, methodologist, java_script_enabled=False) as seen:
        seen.open("/kk/")
        seen.run(lambda page: page.locator("a.par").first.click())
        assert seen.run(lambda page: page.url).endswith(f"/kk/methodology/{KZ}/clauses/31/")
        assert seen.run(lambda page: page.locator("h1").inner_text()) == "§31"


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(
    chromium: Driver, methodologist: Client
) -> None:
    with visit(chromium, methodologist, width=390) as seen:
        seen.open("/kk/")
        seen.run(lambda page: page.locator(".bd-menu > summary").press("Enter"))
        seen.run(lambda page: page.locator(".bd-menu nav a").last.wait_for(state="visible"))
        assert seen.violations() == []
        seen.run(lambda page: page.keyboard.press("Tab"))
        seen.run(lambda page: page.keyboard.press("Escape"))
        assert not seen.run(lambda page: page.locator(".bd-menu nav a").first.is_visible())


def test_the_first_key_offers_to_skip_to_the_content(chromium: Driver, methodologist: Client) -> None:
    with visit(chromium, methodologist) as seen:
        seen.open("/kk/")
        seen.run(lambda page: page.keyboard.press("Tab"))
        assert seen.eval(f"{FOCUS}.getAttribute('href')") == "#content"
        seen.run(lambda page: page.keyboard.press("Enter"))
        assert seen.eval(f"{FOCUS}.id") == "content"


def test_an_ended_session_loses_nothing_that_was_typed(chromium: Driver, methodologist: Client) -> None:
    with visit(chromium, methodologist) as seen:
        seen.open("/kk/methodology/enforce/")
        seen.run(lambda page: page.fill("#id_act_issuer", "Ұлттық экономика министрі"))
        kept = methodologist.cookies.pop("sessionid")
        seen.run(lambda page: page.click("main button[type=submit]"))
        seen.run(lambda page: page.wait_for_selector("[data-keep-typed]"))
        methodologist.cookies["sessionid"] = kept.value
        seen.open("/kk/methodology/enforce/")
        assert seen.run(lambda page: page.input_value("#id_act_issuer")) == "Ұлттық экономика министрі"
        assert seen.run(lambda page: page.locator("[data-kept-note]").is_visible())


def _packed(data: bytes) -> int:
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    return len(engine.compress(data) + engine.flush())


def _weight(path: str) -> int:
    """Bytes on the line; fonts are packed already."""
    data = static_file(path.removeprefix("/static/"))
    return len(data) if Path(path).suffix == ".woff2" else _packed(data)


def test_a_first_page_weighs_little_and_the_next_hardly_anything(
    chromium: Driver, methodologist: Client
) -> None:
    with visit(chromium, methodologist) as seen:
        seen.open("/kk/")
        seen.run(lambda page: page.wait_for_load_state("networkidle"))
        files = {path for path in seen.asked if path.startswith("/static/")}
    assert not [path for path in files if "-ext" in path]
    first = _packed(methodologist.get("/kk/").content) + sum(_weight(path) for path in files)
    assert first <= 120 * KB
    assert first <= 75 * KB, "the promise of docs/pages.md"
    for page in PAGES:
        assert (page, _packed(methodologist.get(f"/kk{page}").content) <= 25 * KB) == (page, True)
