"""The browser's side of signing in: opening and ending its session, and knowing it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Person
from bagdar.orgs.proofs.limits import Origin
from bagdar.store.ids import new_id

BACKEND = "bagdar.orgs.backend.People"
KNOWN = "bagdar-known"
"""Cookie of a browser in which people have signed in before: its own id and theirs, signed."""
KNOWN_FOR = 400 * 24 * 3600
"""Seconds: longer than the eleven months between two reports."""
HELD_FOR = timedelta(minutes=10)
_KEPT_THROUGH = ("kept", "next")
"""What a session carries over when its person comes in."""


def address_of(request: HttpRequest) -> str:
    """Whence the request came. A forwarding header counts only from a proxy that the settings name."""
    direct = str(request.META.get("REMOTE_ADDR") or "")
    if direct and _is_proxy(direct):
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return said if _is_address(said) else direct
    return direct if _is_address(direct) else ""


def host_of(request: HttpRequest) -> str:
    """The name people reach the service by, without port."""
    host, _, port = request.get_host().rpartition(":")
    return host if host and port.isdigit() else request.get_host()


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


def hold(request: HttpRequest, person: Person, way: str) -> None:
    """The first proof holds, a second is wanting: nothing is open yet but the page that asks for it."""
    after = {name: request.session[name] for name in _KEPT_THROUGH if name in request.session}
    request.session.flush()
    request.session.update(
        {
            **after,
            "held": {
                "person": str(person.pk),
                "way": way,
                "at": clock.now().isoformat(),
                "hash": person.get_session_auth_hash(),
            },
        }
    )


def held_person(request: HttpRequest) -> tuple[Person, str] | None:
    """Who has shown the first proof within the last ten minutes, and by which way they came."""
    held = request.session.get("held")
    if not held or clock.now() - datetime.fromisoformat(held["at"]) > HELD_FOR:
        return None
    person = Person.objects.filter(pk=held["person"], state="active").first()
    if person is None or not constant_time_compare(person.get_session_auth_hash(), held["hash"]):
        return None
    return person, held["way"]


def confirm(request: HttpRequest, factor: str = "") -> None:
    """The person has proved again who they are: a new key, and the instant; with *factor* that one counts too."""
    request.session.cycle_key()
    request.session["confirmed"] = clock.now().isoformat()
    if factor:
        request.session["factor"] = factor


def actor_now(request: HttpRequest, person: Person) -> Actor:
    """The person as an actor with what the session holds at this instant, not at the request's beginning."""
    return actor_of(person, factor=bool(request.session.get("factor")), confirmed=confirmed_at(request))


def go_on(request: HttpRequest, person: Person) -> None:
    """Keep this session open over a change that ends the person's sessions."""
    carried = {name: request.session.get(name, "") for name in ("factor", "way")}
    open_session(request, person, **carried)


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
