"""Every page of the service with somebody who may open it, found from the service's own list of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import translation

from tests.access.test_table import TABLE
from tests.access.world import SUBJECTS, addresses
from tests.journeys.service import Service

STRANGERS: Final = frozenset({"orgs.sign_in.try"})
"""Actions whose pages are seen before one has signed in."""
ROLES: Final = {
    "administrator": "marat", "methodologist": "gulnar", "auditor": "kanat",
    "coordinator": "serik", "head": "bolat", "preparer": "aigerim", "reader": "nurlan",
}  # fmt: skip
"""Who opens a page: the first of these whom the table of access lets in."""
FILES: Final = frozenset(
    {
        "bodies.export", "bodies.template", "bodies.suggest", "people.template", "people.export", "files.fetch",
        "files.upload_piece", "journal.dictionary", "evidence.anchor", "evidence.receipt_pdf", "evidence.receipt_proof",
        "signing.statement", "signing.confirm", "signing.certificate", "signing.pdf",
    }
)  # fmt: skip
"""Answers that are no pages."""
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
        if page is None or name in FILES or "GET" not in page.methods or page.action == "orgs.set_up.do":
            continue
        kwargs = {part: service.objects[part] for part in pattern.pattern.converters}
        if name in ("people.invite_again", "people.withdraw"):
            kwargs["person"] = service.objects["invited"]
        if name == "bodies.members":
            kwargs["body"] = service.objects["group"]
        with translation.override(language):
            path = reverse(name, kwargs=kwargs)
        stranger = page.action in STRANGERS and name != "sign_in.factor"
        login = "" if stranger else _who_may(name)
        yield Address(name, path, login, OTHERWISE.get(name, 404 if name.startswith("provider.") else 200))


def _who_may(name: str) -> str:
    letters = dict(zip(SUBJECTS, TABLE[name].own, strict=True))
    return next(login for letter in "+0-i" for role, login in ROLES.items() if letters[role] == letter)
