"""The browser's side of signing in: opening and ending its session, and knowing it again."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse

from bagdar.kernel import clock
from bagdar.orgs.models import Person
from bagdar.orgs.proofs.limits import Origin
from bagdar.store.ids import new_id

BACKEND = "bagdar.orgs.backend.People"
KNOWN = "bagdar-known"
"""Cookie of a browser in which people have signed in before: its own id and theirs, signed."""
KNOWN_FOR = 400 * 24 * 3600
"""Seconds: longer than the eleven months between two reports."""
_KEPT_THROUGH = ("kept", "next")
"""What a session carries over when its person comes in."""


def address_of(request: HttpRequest) -> str:
    """Whence the request came. A forwarding header counts only from a proxy that the settings name."""
    direct = str(request.META.get("REMOTE_ADDR") or "")
    if direct and _is_proxy(direct):
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return said if _is_address(said) else direct
    return direct if _is_address(direct) else ""


def origin_of(request: HttpRequest, person: Person | None = None) -> Origin:
    """The request as the limits on guessing see it; *person*: whose account is tried."""
    known = _known(request)
    device = known["id"] if person is not None and str(person.pk) in known["people"] else ""
    return Origin(
        address=address_of(request), agent=request.META.get("HTTP_USER_AGENT", "")[:300], device=device
    )


def open_session(request: HttpRequest, person: Person, *, factor: str, way: str) -> None:
    """A new session with a new key. ``factor``: the second proof shown, empty without; ``way``: the first."""
    carried = {name: request.session[name] for name in _KEPT_THROUGH if name in request.session}
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session.update(
        {
            **carried,
            "factor": factor,
            "way": way,
            "confirmed": clock.now().isoformat(),
            "address": address_of(request),
            "agent": request.META.get("HTTP_USER_AGENT", ""),
        }
    )


def end_session(request: HttpRequest) -> None:
    logout(request)


def confirmed_at(request: HttpRequest) -> datetime | None:
    """When the person last proved who they are in this session."""
    said = request.session.get("confirmed")
    return datetime.fromisoformat(said) if said else None


def remember(request: HttpRequest, response: HttpResponse, person: UUID) -> None:
    """Let the browser be known again as one in which *person* has signed in."""
    known = _known(request)
    people = [str(person), *(one for one in known["people"] if one != str(person))][:10]
    value = signing.dumps({"id": known["id"] or str(new_id()), "people": people}, salt=KNOWN)
    response.set_cookie(KNOWN, value, max_age=KNOWN_FOR, secure=settings.TLS, httponly=True, samesite="Lax")


def _known(request: HttpRequest) -> dict[str, Any]:
    try:
        known: dict[str, Any] = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {"id": "", "people": []}
    return known


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_proxy(address: str) -> bool:
    return _is_address(address) and any(
        ip_address(address) in ip_network(proxy, strict=False) for proxy in settings.PROXIES
    )
