"""The watch over unwritten changes sees them, and sees nothing where there is nothing (control of check G6)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from bagdar.journal.services import record
from bagdar.kernel.actors import PROGRAM
from bagdar.kernel.services import SERVICES, service
from bagdar.orgs.models import Region
from bagdar.web import health
from tests.journalled import watching

pytestmark = pytest.mark.django_db
Told = list[tuple[str, list[str]]]


def entered() -> None:
    Region.objects.create(code="x", level="city")


def told_of() -> None:
    with transaction.atomic():
        entered()
        record(actor=PROGRAM, act="orgs.region.kept")


def changed_nothing() -> None:
    Region.objects.filter(code="no such").update(level="city")


def undone() -> None:
    try:
        with transaction.atomic():
            entered()
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass


def entry_undone() -> None:
    entered()
    with transaction.atomic():
        record(actor=PROGRAM, act="orgs.region.kept")
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "call, silent",
    [
        (entered, ["orgs_region"]),
        (entry_undone, ["orgs_region"]),
        (told_of, []),
        (changed_nothing, []),
        (undone, []),
    ],
)
def test_what_is_changed_without_an_entry_is_seen(
    call: object, silent: list[str], unjournalled: Told
) -> None:
    with watching("here", unjournalled):
        call()  # type: ignore[operator]
    assert unjournalled == ([("here", silent)] if silent else [])
    unjournalled.clear()


def test_a_service_without_an_entry_is_seen(unjournalled: Told) -> None:
    declared = service("orgs.region.keep", journal=("orgs.region.kept",))(entered)
    del SERVICES[f"{entered.__module__}.{entered.__name__}"]
    declared()
    assert [tables for _, tables in unjournalled] == [["orgs_region"]]
    unjournalled.clear()


def test_a_page_without_an_entry_is_seen(
    unjournalled: Told, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def cursor() -> None:
        entered()
        raise ZeroDivisionError

    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=cursor))
    client.get("/healthz")
    assert unjournalled == [("GET /healthz", ["orgs_region"])]
    unjournalled.clear()
