"""Signing in through an identity provider (OpenID Connect), where the installation names one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from joserfc.errors import JoseError
from requests import RequestException

from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.orgs.models import Person
from bagdar.orgs.services.identities import bind_identity, prove_identity
from bagdar.web import sessions
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.account import own
from bagdar.web.views.common import said, tell
from bagdar.web.views.sign_in import came, next_of

WAIT = 5
"""Seconds for the provider's answer."""
FAULTS = (AuthlibBaseError, JoseError, RequestException, ValueError)


@page("orgs.sign_in.try")
def leave(request: PageRequest) -> HttpResponse:
    """Off to the provider, and back with its word."""
    request.session["next"] = next_of(request)
    return _off(request)


@page("orgs.account.factor")
def bind(request: PageRequest) -> HttpResponse:
    """Off to the provider, to bind its account to the own one."""
    request.session["binds"] = str(own(request).pk)
    return _off(request)


@page("orgs.sign_in.try")
def back(request: PageRequest) -> HttpResponse:
    """The provider's word: signed for this installation, for this browser, just now; else nothing happens."""
    binds = request.session.pop("binds", "")
    try:
        claims = _client().authorize_access_token(request, timeout=WAIT)["userinfo"]
        return _take(request, binds, str(claims["iss"]), str(claims["sub"]))
    except (*FAULTS, KeyError):
        messages.error(request, said("orgs.identity.failed"))
    except InvalidError as error:
        for message, params in error.faults.values():
            messages.error(request, said(message, **params))
    return redirect("account.show" if binds else "sign_in.start")


def _take(request: PageRequest, binds: str, source: str, subject: str) -> HttpResponse:
    person = request.user
    if binds and isinstance(person, Person) and str(person.pk) == binds:
        bind_identity(actor=request.actor, person=person, source=source, subject=subject)
        tell(request, "web.account.identity_bound", name=settings.OIDC_NAME)
        return redirect("account.show")
    found = prove_identity(
        actor=request.actor, source=source, subject=subject, origin=sessions.origin_of(request)
    )
    return came(request, found, "provider", after=request.session.pop("next", ""))


def _off(request: PageRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("provider.back"))
    try:
        answer: HttpResponse = _client().authorize_redirect(request, address)
    except FAULTS:
        messages.error(request, said("orgs.identity.failed"))
        return redirect("sign_in.start")
    return answer


def _client() -> Any:
    """Raises AbsentError where the installation names no provider."""
    if not settings.OIDC_ISSUER:
        raise AbsentError("kernel.absent")
    return _registered(settings.OIDC_ISSUER, settings.OIDC_CLIENT, settings.OIDC_SECRET)


@lru_cache(1)
def _registered(issuer: str, client: str, secret: str) -> Any:
    registry = OAuth()
    registry.register(
        "provider",
        client_id=client,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256"},
    )
    return registry.create_client("provider")
