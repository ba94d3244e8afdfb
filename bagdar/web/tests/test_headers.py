"""What a browser may do with an answer: everything from here, nothing inline, nothing kept."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from bagdar.web.headers import FIXED, HeadersMiddleware, allow_connection, content_policy
from bagdar.web.storage import StaticStorage


def answered(path: str, response: HttpResponse | None = None, *, secure: bool = False) -> HttpResponse:
    through = HeadersMiddleware(lambda _request: response or HttpResponse("x"))
    return through(RequestFactory().get(path, secure=secure))


def test_nothing_is_allowed_that_is_not_named_and_nothing_unsafe_is_named() -> None:
    policy = content_policy(HttpResponse())
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    assert set(parts.values()) == {"'none'", "'self'"}


def test_a_signing_page_may_also_speak_to_the_signer_and_no_other_page_may() -> None:
    signing = HttpResponse()
    allow_connection(signing, "wss://127.0.0.1:13579")
    assert "connect-src 'self' wss://127.0.0.1:13579;" in content_policy(signing) + ";"
    assert "wss:" not in content_policy(HttpResponse())


@pytest.mark.parametrize("path", ["/kk/", "/static/web/bagdar.css", "/api/v1/bodies", "/healthz"])
def test_every_answer_has_the_fixed_headers_files_and_interface_among_them(path: str) -> None:
    response = answered(path)
    assert {name: response[name] for name in FIXED} == FIXED
    assert "Content-Security-Policy" in response


def test_pages_are_not_kept_and_files_are() -> None:
    assert answered("/kk/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in answered("/static/web/bagdar.css")


def test_what_an_answer_says_itself_stays() -> None:
    response = HttpResponse("x")
    response["Cache-Control"] = "private, max-age=5"
    assert answered("/kk/", response)["Cache-Control"] == "private, max-age=5"


def test_secure_transport_is_asked_for_only_over_it() -> None:
    assert "max-age=31536000" in answered("/kk/", secure=True)["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in answered("/kk/")


@pytest.mark.django_db
def test_a_method_that_a_page_does_not_know_is_told_as_a_page(client: Client) -> None:
    answer = client.delete("/ru/")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "Эта страница так не открывается" in answer.content.decode()


def test_files_have_their_plain_names_until_they_are_collected(tmp_path: object) -> None:
    storage = StaticStorage(location=str(tmp_path), base_url="/static/")
    assert storage.url("web/bagdar.css") == "/static/web/bagdar.css"
