"""Every page of the service with somebody who may open it, found from the service's own list of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import translation

from tests.access.world import addresses
from tests.journeys.service import Service

STRANGERS: Final = frozenset({"orgs.sign_in.try", "orgs.set_up.do"})
"""Actions whose pages are seen before one has signed in."""
METHODOLOGISTS: Final = frozenset({"orgs.methodology.install", "orgs.methodology.enforce"})
OTHERWISE: Final = {"set_up.installation": 403, "set_up.bodies": 403, "set_up.person": 403, "api.absent": 404}
"""Pages that answer so in an installation that is in use."""


class Address(NamedTuple):
    name: str
    path: str
    login: str
    """Who opens it; empty for a stranger."""
    status: int


def pages(service: Service, language: str) -> Iterator[Address]:
    """Every page that answers to GET."""
    for name, pattern in addresses().items():
        page = getattr(pattern.callback, "page", None)
        if page is None or "GET" not in page.methods:
            continue
        kwargs = {part: service.objects[part] for part in pattern.pattern.converters}
        if name in ("people.invite_again", "people.withdraw"):
            kwargs["person"] = service.objects["invited"]
        with translation.override(language):
            path = reverse(name, kwargs=kwargs)
        login = "" if page.action in STRANGERS else "gulnar" if page.action in METHODOLOGISTS else "marat"
        yield Address(name, path, login, OTHERWISE.get(name, 200))
