"""Every page of the service with somebody who may open it, found from the service's own list of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import translation

from tests.access.world import addresses
from tests.journeys.service import Service

STRANGERS: Final = frozenset({"orgs.sign_in.try"})
"""Actions whose pages are seen before one has signed in."""
METHODOLOGISTS: Final = frozenset({"orgs.methodology.install", "orgs.methodology.enforce"})
AUDITORS: Final = frozenset({"journal.exceptions.see", "journal.sample.draw"})
OTHERWISE: Final = {"bodies.import_check": 404, "people.import_check": 404, "journal.sample": 404}
"""Of a table that nobody has sent, a sample that nobody has drawn; and no provider of identities is set up."""


class Address(NamedTuple):
    name: str
    path: str
    login: str
    """Who opens it; empty for a stranger."""
    status: int


def pages(service: Service, language: str) -> Iterator[Address]:
    """Every page that answers to GET, but those of the first set-up: that is over."""
    for name, pattern in addresses().items():
        page = getattr(pattern.callback, "page", None)
        if page is None or "GET" not in page.methods or page.action == "orgs.set_up.do":
            continue
        kwargs = {part: service.objects[part] for part in pattern.pattern.converters}
        if name in ("people.invite_again", "people.withdraw"):
            kwargs["person"] = service.objects["invited"]
        if name == "bodies.members":
            kwargs["body"] = service.objects["group"]
        with translation.override(language):
            path = reverse(name, kwargs=kwargs)
        login = "" if page.action in STRANGERS and name != "sign_in.factor" else "marat"
        login = "gulnar" if page.action in METHODOLOGISTS else login
        login = "kanat" if page.action in AUDITORS else login
        yield Address(name, path, login, OTHERWISE.get(name, 404 if name.startswith("provider.") else 200))
