"""Other ways in, as a person goes them in a browser: a security key, the national certificate, an identity provider."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from bagdar.signatures.selfmade.authority import (
    AUTHENTICATION,
    EMPLOYEE,
    LEGAL_PERSON,
    make_authority,
    person,
)
from bagdar.signatures.selfmade.keys import ec_key
from bagdar.signatures.tests.make import BODY_NUMBER, NUMBER
from bagdar.signatures.tests.ncalayer import Signer, attach
from bagdar.web.tests.test_outer import Answer, Provider
from tests.databases import Installation, drop
from tests.journeys.browser import Screen, screen, wait_for_new_code
from tests.journeys.cast import PASSWORD
from tests.journeys.service import Prepared, Service, serving

KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A key in the machine's socket, as Chromium's own stand-in for one plays it."""
NUMBERED = (
    f"from bagdar.orgs.models import Body; Body.objects.filter(key='me').update(number='{BODY_NUMBER}')"
)


@pytest.fixture
def installation(prepared: Prepared, tmp_path: Path) -> Iterator[Installation]:
    """With the cast, not yet served."""
    copied = prepared.copy_of(prepared.peopled, tmp_path / "home")
    yield copied
    drop(copied.url)


def leave(one: Screen) -> None:
    one.page.click(".menu > summary")
    one.page.click("form[action$='/sign-in/out/'] button")


def knock(one: Screen) -> None:
    """Login and password, and no second factor yet."""
    one.go("sign-in/")
    one.page.fill("[name=login]", "aigerim")
    one.page.fill("[name=password]", PASSWORD)
    one.page.click("main [type=submit]")


def test_a_security_key_is_added_and_is_the_second_factor_from_then_on(
    chromium: Browser, installation: Installation, prepared: Prepared
) -> None:
    with serving(installation, prepared.cast) as service:
        service.url = service.url.replace("127.0.0.1", "localhost")  # a key wants a name
        with screen(chromium, service, "kk") as aigerim:
            page = aigerim.sign_in("aigerim")
            socket = aigerim.context.new_cdp_session(page)
            socket.send("WebAuthn.enable")
            socket.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
            aigerim.go("account/key/")
            page.fill("[name=name]", "Сейфтегі кілт")
            aigerim.submit()
            expect(page.locator(".code-sheet")).to_be_visible()
            aigerim.go("account/")
            expect(page.locator("main")).to_contain_text("Сейфтегі кілт")
            leave(aigerim)
            knock(aigerim)
            page.click("form[data-key=get] button")
            expect(page).to_have_url(f"{service.url}/kk/")


@pytest.mark.slow
def test_the_national_certificate_is_bound_and_then_opens_the_door_by_itself(
    chromium: Browser, installation: Installation, prepared: Prepared
) -> None:
    authority = make_authority(ec_key, datetime.now(UTC) - timedelta(days=30))
    who = person("ӘБЕНОВА АЙГЕРІМ", NUMBER, "МИНИСТРЛІК", BODY_NUMBER)
    identity = authority.issue(who, AUTHENTICATION, LEGAL_PERSON, EMPLOYEE)
    (installation.home / "trust").mkdir(exist_ok=True)
    for name, issued in (("root", authority.root), ("issuing", authority.issuing)):
        (installation.home / "trust" / f"{name}.der").write_bytes(issued.certificate.der)
    installation.python(NUMBERED)
    with serving(installation, prepared.cast) as service, screen(chromium, service, "ru") as aigerim:
        page = aigerim.sign_in("aigerim")
        attach(page, Signer(identity, [authority.issuing.certificate]))
        aigerim.go("account/certificate/")
        page.click("form[data-sign] [type=submit]")
        expect(page.locator("form[data-sign]")).to_have_count(0)
        aigerim.go("account/")
        expect(page.locator("main")).to_contain_text(NUMBER)
        leave(aigerim)
        aigerim.go("sign-in/certificate/")
        page.click("form[data-sign] [type=submit]")
        expect(page).to_have_url(f"{service.url}/ru/")


class Door(Answer):
    """A provider whose person is signed in there already: the browser is sent straight back."""

    def do_GET(self) -> None:  # noqa: N802  (the library's name)
        address = urlsplit(self.path)
        if address.path != "/authorize":
            super().do_GET()
            return
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.server.claims = {"nonce": asked["nonce"]}
        self.send_response(302)
        back = urlencode({"code": "one", "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()


@contextmanager
def provided(installation: Installation, cast: dict[str, Any]) -> Iterator[Service]:
    """The service with an identity provider beside it."""
    with Provider() as provider:
        provider.RequestHandlerClass = Door
        thread = threading.Thread(target=provider.serve_forever, daemon=True)
        thread.start()
        installation.environment |= {
            "BAGDAR_OIDC_ISSUER": provider.issuer,
            "BAGDAR_OIDC_CLIENT": "bagdar",
            "BAGDAR_OIDC_SECRET": "s" * 32,
            "BAGDAR_OIDC_NAME": "eGov",
        }
        with serving(installation, cast) as service:
            yield service
        provider.shutdown()
        thread.join()


@pytest.mark.slow
def test_a_provider_s_account_is_bound_and_then_takes_the_place_of_the_password(
    chromium: Browser, installation: Installation, prepared: Prepared
) -> None:
    with provided(installation, prepared.cast) as service, screen(chromium, service, "en") as aigerim:
        page = aigerim.sign_in("aigerim")
        aigerim.go("account/")
        page.click("main a[href$='/account/provider/']")
        expect(page.locator("main")).to_contain_text("eGov")
        leave(aigerim)
        wait_for_new_code()
        aigerim.go("sign-in/")
        page.click("main a[href*='/sign-in/provider/']")
        expect(page).to_have_url(re.compile("/sign-in/factor/"))
        page.fill("[name=code]", aigerim.code("aigerim"))
        page.click("main form:has([name=code]) [type=submit]")
        expect(page).to_have_url(f"{service.url}/en/")
