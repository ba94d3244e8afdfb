"""Refusals as pages: what happened, by which clause, who can, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from bagdar.kernel.errors import ConflictError, DomainError, ForbiddenError, TooManyError
from bagdar.kernel.messages import render as words
from bagdar.kernel.policy import TABLE
from bagdar.web import who
from bagdar.web.navigation import address


def refusal(request: HttpRequest, status: int, kind: str = "", **context: Any) -> HttpResponse:
    """The page of *status*; *kind* tells apart those that share one ("csrf" and "expired" beside 403)."""
    name = kind or str(status)
    page = {"name": name, "status": status, **_ways_out(request), **context}
    return render(request, "web/errors/refusal.html", page, status=status)


def forbidden(request: HttpRequest, error: DomainError) -> HttpResponse:
    action = str(error.params.get("action", ""))
    allowed = who.groups(action, get_language() or "kk") if action in TABLE else []
    return refusal(request, 403, happened=_told(error), clause=_clause(error), allowed=allowed)


def absent(request: HttpRequest, _error: DomainError) -> HttpResponse:
    """One answer for what is not there and for what the actor may not know of."""
    return refusal(request, 404)


def conflict(
    request: HttpRequest, error: ConflictError, *, mine: Mapping[str, str] | None = None
) -> HttpResponse:
    """*mine*: what was sent, name → words, so that nothing typed is lost."""
    return refusal(request, 409, happened=_told(error), clause=_clause(error), mine=dict(mine or {}))


def too_many(request: HttpRequest, error: TooManyError) -> HttpResponse:
    minutes = -(-error.seconds // 60)
    response = refusal(request, 429, happened=_told(error), minutes=minutes)
    response["Retry-After"] = str(error.seconds)
    return response


def expired(request: HttpRequest) -> HttpResponse:
    """Something was sent after the session had ended; what was typed is kept by the browser."""
    return refusal(request, 403, "expired")


def _ways_out(request: HttpRequest) -> dict[str, str]:
    """Where to go from here: back to the page one came from, or to the first one."""
    came = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return {"back": came if safe else "", "sign_in": address("sign_in.start")}


def _told(error: DomainError) -> str:
    return words(error.message, get_language() or "kk", **error.params)


def _clause(error: DomainError) -> str:
    return (
        error.clause
        if isinstance(error, ForbiddenError | ConflictError) and error.clause != "practice"
        else ""
    )
