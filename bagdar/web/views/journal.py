"""Pages of the journal: the list, one entry in words."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bagdar.journal.models import Entry
from bagdar.journal.selectors import Wanted, matching, sheet
from bagdar.journal.services.auditing import record_reading
from bagdar.kernel import messages
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.policy import may
from bagdar.orgs.policy import visible_entries
from bagdar.orgs.selectors.people import list_people
from bagdar.store.base import may_leave
from bagdar.web import telling
from bagdar.web.forms.journal import FilterForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, said

ROWS = 50
FOUND = 50
"""People whose name fits what was typed."""


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(reverse("journal.list"), messages.render("web.journal.title", language())), *more]


def asked_of(request: PageRequest, *, first: date | None = None) -> tuple[FilterForm, Wanted]:
    """The bar and what it asks for; whatever is not understood is left out. *first*: unless a first day is given."""
    given_here = {"first": f"{first:%d.%m.%Y}", **request.GET.dict()} if first else request.GET
    bar = FilterForm(given_here)
    bar.is_valid()
    given = bar.cleaned_data
    kind, _, key = (given.get("thing") or "").partition(":")
    return bar, Wanted(
        people=_people(request, given.get("who") or "", given.get("person")),
        body=given.get("body"),
        group=given.get("group") or "",
        first=given.get("first"),
        last=given.get("last"),
        thing=(kind, key) if key else None,
    )


def _people(request: PageRequest, text: str, person: UUID | None) -> tuple[UUID, ...] | None:
    """Whom *text* may mean among those the reader may see; one person where a link named them."""
    if person is not None:
        return (person,)
    if not text.strip():
        return None
    return tuple(list_people(request.actor, text=text).values_list("pk", flat=True)[:FOUND])


def key_of(request: HttpRequest, name: str) -> int | None:
    """The number of an entry in the address; None for whatever is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def beside(request: HttpRequest, **key: int | None) -> str:
    """The address of the page of the list that lies next to a number; empty where there is none."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    number = next(iter(key.values()))
    if number is None:
        return ""
    query[next(iter(key))] = str(number)
    return f"{request.path}?{query.urlencode()}"


@page("journal.entry.see")
def list_entries(request: PageRequest) -> HttpResponse:
    bar, wanted = asked_of(request)
    rows = matching(visible_entries(request.actor), wanted, settings.TIME_ZONE)
    found = sheet(rows, ROWS, before=key_of(request, "before"), after=key_of(request, "after"))
    context = {
        "bar": bar,
        "lines": telling.lines(found.entries, language()),
        "newer": beside(request, after=found.newer),
        "older": beside(request, before=found.older),
        "newest": beside(request, before=None),
        "only": only(request, bar),
        "filtered": any(value for value in bar.cleaned_data.values()),
        "query": request.GET.urlencode(),
        **places(request),
    }
    return render(request, "web/journal/list.html", context)


def only(request: PageRequest, bar: FilterForm) -> str:
    """Of whom or what alone the list tells, where a link led here."""
    person = bar.cleaned_data.get("person")
    if person is not None:
        row = list_people(request.actor).filter(pk=person).first()
        return row.full_name if row else said("web.journal.one_person")
    return said("web.journal.one_thing") if bar.cleaned_data.get("thing") else ""


def places(request: PageRequest) -> dict[str, Any]:
    """Which pages of the journal the reader may open besides the list."""
    return {
        "audits": bool(may(request.actor, "journal.exceptions.see")),
        "draws": bool(may(request.actor, "journal.sample.draw")),
        "exports": bool(may(request.actor, "journal.entry.export")),
    }


def find_entry(request: PageRequest, entry: int) -> Entry:
    """Raises AbsentError for what the reader may not see, as for what is not there."""
    row = visible_entries(request.actor).filter(pk=entry).first()
    if row is None:
        raise AbsentError("kernel.absent")
    return row


@page("journal.entry.see")
def show_entry(request: PageRequest, entry: int) -> HttpResponse:
    row = find_entry(request, entry)
    if not may_leave(row):
        record_reading(actor=request.actor, thing=row, body=row.body, way="page")
    called = telling.names([row], language())
    context = {
        "entry": row,
        "line": telling.line(row, called, language()),
        "changes": telling.changes(row, called, language()),
        "actor_body": called.of(row.actor_body) if row.actor_body else "",
        "seal": telling.seal_state(row),
        "trail": trail(("", said("web.journal.entry_short", number=row.pk))),
    }
    return render(request, "web/journal/show.html", context)
