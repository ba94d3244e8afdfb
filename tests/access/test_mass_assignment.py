"""Columns that a form does not show, sent with it all the same: nothing else happens than without them (check A3)."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from django.db import models, transaction

from bagdar.journal.models import Entry
from bagdar.orgs.models import Person
from tests.access.test_foreign_ids import path_of
from tests.access.world import World, tables
from tests.answers import finish
from tests.surface.asking import NAMES, methods

pytestmark = pytest.mark.django_db
FORMS: Final = [name for name in NAMES if "POST" in methods(name) and not name.startswith("sign_in.out")]
DIFFERS: Final = re.compile(
    r"(^|_)(id|at|digest|prefix|password|stamp|request|secret|data|code|seen|entry)$|^object_id$"
)
"""Columns in which any two rows differ."""
OF_FACTORS: Final = {"answer", "code"}
"""Fields of pages for second factors that are shown only to who has one."""
INSTANT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+\d\d:\d\d)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}"
)
"""Instants, ids and digests within a value: of two rows they are never alike."""


class Fields(HTMLParser):
    """What a browser would send of a form as it is shown: name → value."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in ("submit", "file"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.values[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and (self._select not in self.values or "selected" in given):
            self.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._select = self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data


def extras(shown: set[str], world: World) -> dict[str, Any]:
    """A value for every column of every table that the form does not show."""
    told: dict[str, Any] = {}
    for model in tables():
        for field in model._meta.concrete_fields:
            value: Any = "қаскөй"
            if isinstance(field, models.ForeignKey):
                value = str(world.people["strange", "head"].pk)
            elif isinstance(field, models.IntegerField | models.BooleanField):
                value = 7
            elif isinstance(field, models.DateTimeField | models.DateField):
                value = "2031-03-03"
            told[field.name] = told[field.attname] = value
    told |= {
        "state": "deactivated",
        "role": "administrator",
        "login": "qaskoi",
        "login_key": "qaskoi",
        "mark": "ДСП",
    }
    told |= {"is_staff": "1", "is_superuser": "1", "actor": "x", "id": str(world.target.pk), "pk": "1"}
    return {name: value for name, value in told.items() if name not in shown | OF_FACTORS}


def state() -> dict[str, list[str]]:
    told = {}
    for model in tables():
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if not DIFFERS.search(f.attname) and not f.primary_key
        ]
        # Without a column of its own a row is no more than that it is there.
        found = model._default_manager.all()
        if model is Entry:
            # Receipts and roots are made of digests: two of them are never alike.
            found = found.exclude(act__startswith="evidence.")
        rows = found.values_list(*names) if names else [()] * found.count()
        told[model._meta.label] = sorted(INSTANT.sub("", repr(row)) for row in rows)
    return told


def after(
    world: World, name: str, path: str, role: str, sent: dict[str, Any]
) -> tuple[int, dict[str, list[str]]]:
    with transaction.atomic():
        client = world.client(role, "own")
        if name.startswith("api"):
            data = json.dumps(sent)
            answer = client.patch(
                path, data, content_type="application/json", headers={"Idempotency-Key": "k"}
            )
        else:
            answer = client.post(path, sent)
        found = state()
        transaction.set_rollback(True)
    return answer.status_code, found


@pytest.mark.parametrize("name", FORMS)
def test_columns_that_a_form_does_not_show_have_no_effect(name: str) -> None:
    world = World()
    path = path_of(name, {part: make() for part, make in world.objects.items()}, "kk")
    role = "methodologist" if name.startswith("methodology.") else "administrator"
    page = Fields()
    page.feed(finish(world.client(role, "own").get(path)).decode())
    sent = {"reason": "себеп", **page.values, "phone": "+7 7172 000000"}
    bare, loaded = (
        after(world, name, path, role, given)
        for given in (sent, {**sent, **extras(set(page.values) | set(sent), world)})
    )
    assert bare[0] == loaded[0]
    assert {label: rows for label, rows in bare[1].items() if loaded[1][label] != rows} == {}


def test_fields_that_an_operation_does_not_know_have_no_effect() -> None:
    world = World()
    path = path_of("api:patch_contacts", {"body": world.own.pk}, "kk")
    sent = {"version": 1, "email": "a@example.kz", "phone": "1"}
    bare, loaded = (
        after(world, "api", path, "coordinator", given)
        for given in (sent, {**sent, **extras(set(sent), world)})
    )
    assert bare[0] == 200
    assert bare == loaded


def test_the_comparison_would_see_a_column() -> None:
    """The control."""
    world = World()
    before = state()
    Person.objects.filter(pk=world.target.pk).update(login="qaskoi")
    assert state() != before
