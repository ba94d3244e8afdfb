"""Choosing a body by typing its name, abbreviation or code: no list of thousands in the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from bagdar.kernel.messages import render
from bagdar.orgs.models import Body, BodyEntry
from bagdar.orgs.rules import fold
from bagdar.orgs.selectors.days import on_day, today
from bagdar.web.views.common import language

OFFERED = 8
"""Bodies named where what was typed fits several."""


class BodyInput(forms.TextInput):
    """A text field with suggestions where a script runs."""

    template_name = "web/widgets/body.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["suggestions"] = reverse("bodies.suggest")
        return context


class BodyField(forms.CharField):
    """Cleans to the id of one body, or None where nothing is typed.

    What is typed is its name or abbreviation in any language, its code, or a part by which only one body is
    found. ``living``: only bodies that exist today.
    """

    widget = BodyInput

    def __init__(self, *, living: bool = True, **options: Any) -> None:
        options.setdefault("max_length", 400)
        super().__init__(**options)
        self.living = living

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, UUID):
            return name_of(value)
        return value

    def clean(self, value: Any) -> UUID | None:
        text = super().clean(value)
        if not text:
            return None
        found = find(text, living=self.living)
        if len(found) == 1:
            return next(iter(found))
        if not found:
            raise forms.ValidationError(render("web.bodies.picker.none", language(), text=text), code="none")
        names = "; ".join(list(found.values())[:OFFERED])
        raise forms.ValidationError(render("web.bodies.picker.many", language(), names=names), code="many")


class HouseField(BodyField):
    """In place of a list of bodies that would be too long: what is typed, or the id that a link bears. Cleans to
    the id as text, as the choice of a list does."""

    def prepare_value(self, value: Any) -> Any:
        known = _id_in(value)
        return name_of(known) if known else value

    def clean(self, value: Any) -> Any:
        known = _id_in(value)
        found = known if known and name_of(known) else super().clean(value)
        return str(found) if found else ""


def _id_in(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def name_of(body: UUID) -> str:
    """What the field shows for a body: its name today."""
    row = BodyEntry.objects.filter(
        body=body, language=language(), valid_from__lte=today(), valid_to__gte=today()
    ).first()
    return row.name if row else ""


def find(text: str, *, living: bool = True) -> dict[UUID, str]:
    """Bodies that *text* may mean, with their names: those it names wholly, else those it is a part of."""
    rows = BodyEntry.objects.filter(language=language(), valid_from__lte=today(), valid_to__gte=today())
    if living:
        rows = rows.filter(on_day(today(), "body__"))
    coded = Body.objects.filter(key=text).values_list("pk", flat=True).first()
    if coded is not None:
        rows = rows.filter(body=coded)
    else:
        for word in fold(text).split():
            rows = rows.filter(search__holds=word)
    fitting = list(rows.order_by("sort", "id")[:200])
    ids = [row.body_id for row in fitting]
    wanted = fold(text)
    whole = {
        row.body_id
        for row in BodyEntry.objects.filter(body__in=ids, valid_from__lte=today(), valid_to__gte=today())
        if wanted in (fold(row.name), fold(row.abbreviation))
    }
    return {row.body_id: row.name for row in fitting if not whole or row.body_id in whole}
