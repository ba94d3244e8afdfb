"""A directory and an identity provider as ways in: they know people, they never make them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from bagdar.orgs.models import OuterIdentity, Person
from bagdar.orgs.proofs import directory
from bagdar.orgs.tests.make import make_body, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fast_passwords")]
SECRET = "құпия анықтамалық сөзі"


@pytest.fixture
def aigerim() -> Person:
    return make_person("aigerim", body=make_body())


@pytest.fixture
def known(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A directory that knows Aigerim and a stranger; the names that were asked for."""
    settings.LDAP_URL, settings.LDAP_USER = "ldaps://dc.test", "cn={login},ou=people"
    asked: list[str] = []

    def connect(name: str, password: str) -> Any:
        asked.append(name)
        ldap3 = directory.library()
        connection = ldap3.Connection(
            ldap3.Server("dc.test"), user=name, password=password, client_strategy=ldap3.MOCK_SYNC
        )
        for who in ("aigerim", "stranger"):
            connection.strategy.add_entry(f"cn={who},ou=people", {"userPassword": SECRET})
        return connection

    monkeypatch.setattr(directory, "connect", connect)
    return asked


def enter(client: Client, login: str, password: str) -> int:
    return client.post("/kk/sign-in/", {"login": login, "password": password}).status_code


def test_the_directory_s_password_lets_in_who_exists_here(
    client: Client, aigerim: Person, known: list[str]
) -> None:
    assert enter(client, "aigerim", "wrong" * 4) == 200
    assert enter(client, "aigerim", SECRET) == 302
    assert client.get("/kk/").status_code == 200


def test_the_directory_makes_nobody(client: Client, aigerim: Person, known: list[str]) -> None:
    assert enter(client, "stranger", SECRET) == 200
    assert Person.objects.count() == 1
    assert known == ["cn=stranger,ou=people"]


def test_an_empty_password_is_never_sent_and_a_login_is_escaped(known: list[str]) -> None:
    assert not directory.knows("aigerim", " ")
    assert known == []
    directory.knows("aigerim,ou=admins", SECRET)
    assert known == ["cn=aigerim\\,ou\\=admins,ou=people"]


def test_a_silent_directory_keeps_nobody_with_a_password_out(
    client: Client, aigerim: Person, settings: Any
) -> None:
    settings.LDAP_URL = "ldaps://127.0.0.1:1"
    aigerim.set_password(SECRET)
    aigerim.save()
    assert enter(client, "aigerim", "wrong" * 4) == 200
    assert enter(client, "aigerim", SECRET) == 302


class Provider(ThreadingHTTPServer):
    """A small identity provider: its discovery, its keys, and tokens for whatever code is brought."""

    daemon_threads = False
    """Closing waits for answers under way, so that no socket is left behind."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.claims: dict[str, Any] = {}
        self.sent: dict[str, list[str]] = {}

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "bagdar", "sub": "17", "iat": now, "exp": now + 60}
        return jwt.encode({"alg": "RS256", "kid": "one"}, {**claims, **self.claims}, self.key)


class Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        issuer = self.server.issuer
        if self.path == "/keys":
            self._say({"keys": [self.server.key.as_dict(private=False)]})
            return
        self._say(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    def do_POST(self) -> None:
        self.server.sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": self.server.token()})

    def _say(self, value: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: the output of tests is for tests."""


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with Provider() as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        settings.OIDC_ISSUER, settings.OIDC_CLIENT = served.issuer, "bagdar"
        settings.OIDC_SECRET, settings.OIDC_NAME = "s" * 32, "eGov"
        yield served
        served.shutdown()
        thread.join()


def go(client: Client, served: Provider, start: str = "/kk/sign-in/provider/", **claims: Any) -> str:
    """Off to the provider and back; where the browser is led then."""
    asked = parse_qs(urlsplit(client.get(start)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    served.claims = {"nonce": asked["nonce"][0], **claims}
    answer = client.get("/kk/sign-in/provider/back/", {"code": "c", "state": asked["state"][0]})
    return answer["Location"]


def test_a_bound_account_of_the_provider_lets_in(client: Client, aigerim: Person, provider: Provider) -> None:
    assert "eGov" in client.get("/kk/sign-in/").content.decode()
    assert go(client, provider) == "/kk/sign-in/"
    assert Person.objects.count() == 1
    sign_in(client, aigerim)
    assert go(client, provider, "/kk/account/provider/") == "/kk/account/"
    assert OuterIdentity.objects.get().subject == "17"
    client.post("/kk/sign-in/out/")
    assert go(client, provider, "/kk/sign-in/provider/?next=/kk/people/") == "/kk/people/"
    assert client.get("/kk/").status_code == 200
    assert "code_verifier" in provider.sent


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "somebody"},
        {"iss": "https://evil.example"},
        {"exp": 1},
    ],
)
def test_a_word_for_another_is_not_taken(
    client: Client, aigerim: Person, provider: Provider, claims: dict[str, Any]
) -> None:
    OuterIdentity.objects.create(
        person=aigerim, source=provider.issuer, subject="17", bound_at=aigerim.created_at
    )
    assert go(client, provider, **claims) == "/kk/sign-in/"
    assert client.get("/kk/").status_code == 302


def test_a_word_signed_by_another_key_is_not_taken(
    client: Client, aigerim: Person, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    OuterIdentity.objects.create(
        person=aigerim, source=provider.issuer, subject="17", bound_at=aigerim.created_at
    )
    good = provider.token
    other = RSAKey.generate_key(2048, {"kid": "one"})

    def forged() -> str:
        kept, provider.key = provider.key, other
        try:
            return good()
        finally:
            provider.key = kept

    monkeypatch.setattr(provider, "token", forged)
    assert go(client, provider) == "/kk/sign-in/"
    assert client.get("/kk/").status_code == 302


def test_a_word_brought_without_having_been_asked_for_is_not_taken(
    client: Client, provider: Provider
) -> None:
    answer = client.get("/kk/sign-in/provider/back/", {"code": "c", "state": "made up"})
    assert answer["Location"] == "/kk/sign-in/"


def test_without_a_provider_there_are_no_such_pages(client: Client) -> None:
    assert client.get("/kk/sign-in/provider/").status_code == 404
    assert "eGov" not in client.get("/kk/sign-in/").content.decode()
