"""Pages of bodies: the list, a body with its tree and offices, its history, its particulars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from bagdar.kernel import messages
from bagdar.kernel.errors import AbsentError, ConflictError
from bagdar.kernel.policy import may, require
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.model import BodyKind
from bagdar.orgs.exchange.cells import read_day
from bagdar.orgs.models import Body, BodyName
from bagdar.orgs.selectors import body_history as history
from bagdar.orgs.selectors.bodies import BodyRow, Wanted, find_body, list_bodies
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.groups import members_of
from bagdar.orgs.selectors.names import labels
from bagdar.orgs.selectors.offices import offices
from bagdar.orgs.selectors.succession import succession
from bagdar.orgs.selectors.tree import tree_of
from bagdar.orgs.services.bodies import change_contacts, edit_body, register_body
from bagdar.orgs.services.names import correct_name
from bagdar.web.forms import bodies as forms
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.body_field import OFFERED, find
from bagdar.web.governing import methodology
from bagdar.web.navigation import place_of
from bagdar.web.pages import PageRequest, page
from bagdar.web.templatetags.figures import MISSING, day
from bagdar.web.templatetags.parts import chip
from bagdar.web.views.common import language, positive, said, send, size_of, tell

BRANCHES = 40
"""Lines of a tree on a body's page; the list shows all."""
Trail = list[tuple[str, str]]


def trail(*more: tuple[str, str]) -> Trail:
    """Crumbs from the list down to the page at hand."""
    return [(reverse("bodies.list"), messages.render("web.bodies.title", language())), *more]


def way_to(body: Body, name: str, here: str) -> Trail:
    return trail((reverse("bodies.show", kwargs={"body": body.pk}), name), ("", here))


def name_of(body: Body) -> str:
    """What the reader calls the body today."""
    called = labels([body.pk], language(), today())
    return called[body.pk].name if body.pk in called else body.key


def opened(request: PageRequest, action: str, body: UUID) -> Body:
    """The body, for a page on which *action* is done to it. Raises AbsentError and ForbiddenError."""
    row = find_body(request.actor, body)
    require(request.actor, action, row)
    return row


def kind_of(body: Body) -> BodyKind | None:
    return next((kind for kind in methodology().body_kinds if kind.id == body.kind), None)


def wanted_of(request: HttpRequest) -> tuple[forms.FilterForm, Wanted]:
    """The bar and what it asks for; whatever is not understood is left out."""
    data = {"state": "existing", **request.GET.dict()}
    data["day"] = f"{read_day(data.get('day', '')) or today():%d.%m.%Y}"
    bar = forms.FilterForm(data, pack=methodology(), day=today())
    bar.is_valid()
    asked = bar.cleaned_data
    wanted = Wanted(
        day=asked.get("day") or today(),
        text=asked.get("q", ""),
        kind=asked.get("kind", ""),
        region=UUID(asked["region"]) if asked.get("region") else None,
        state=asked.get("state") or "existing",
        under=asked.get("under"),
    )
    return bar, wanted


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list as the page shows it: all words are found before the template runs."""

    url: str
    name: str
    abbreviation: str
    kind: str
    region: str
    parent_url: str
    parent: str
    chip: SafeString
    days: str


def lines_of(rows: Iterable[BodyRow], on: date) -> list[Line]:
    """*rows* as they stood on the day *on*."""
    kinds = {kind.id: kind.name.in_(language(), *UI_LANGUAGES) for kind in methodology().body_kinds}
    place = place_of("bodies.show", "body")
    good, over = (
        chip(kind, said(f"web.bodies.{words}")) for kind, words in (("good", "exists"), ("ended", "ended"))
    )
    found = []
    for row in rows:
        ended = row.valid_to is not None and row.valid_to < on
        days = ""
        if ended:
            days = said("web.bodies.until", day=day(row.valid_to))
        elif row.valid_from:
            days = said("web.bodies.since", day=day(row.valid_from))
        found.append(
            Line(
                url=place(row.id),
                name=row.name,
                abbreviation=row.abbreviation,
                kind=kinds.get(row.kind, row.kind),
                region=row.region or MISSING,
                parent_url=place(row.parent) if row.parent else "",
                parent=row.parent_name or MISSING,
                chip=over if ended else good,
                days=days,
            )
        )
    return found


@page("orgs.body.see")
def list_all(request: PageRequest) -> HttpResponse:
    bar, wanted = wanted_of(request)
    found = list_bodies(
        request.actor,
        wanted,
        language(),
        page=positive(request.GET.get("page", "1")),
        per_page=size_of(request),
    )
    context = {
        "bar": bar,
        "wanted": wanted,
        "rows": lines_of(found.rows, wanted.day),
        "sheet": found.sheet,
        "filtered": any(request.GET.get(name) for name in ("q", "kind", "region", "state", "day", "under")),
        "under": labels([wanted.under], language(), today()).get(wanted.under) if wanted.under else None,
        "registers": may(request.actor, "orgs.body.register", Body()),
        "imports": may(request.actor, "orgs.body.import"),
        "query": request.GET.urlencode(),
    }
    return render(request, "web/bodies/list.html", context)


@page("orgs.body.see")
def suggest(request: PageRequest) -> HttpResponse:
    """Names for a field in which a body is being typed."""
    text = request.GET.get(request.GET.get("field", ""), "")[:400]
    names = list(find(text).values())[:OFFERED] if len(text) > 1 else []
    return render(request, "web/widgets/offered.html", {"names": names})


@page("orgs.body.see")
def show(request: PageRequest, body: UUID) -> HttpResponse:
    row = find_body(request.actor, body)
    day = today()
    names = history.names_of(row)
    events = history.events_of(row, names, language())
    passed = succession()
    tree = tree_of(row, language(), day, passed)
    actor = request.actor
    context = {
        "body": row,
        "name": next((node.name for node in tree if node.id == row.pk), row.key),
        "kind": kind_of(row),
        "region": row.region.name_in(language()) if row.region else "",
        "names": [one for one in names if one.valid_to is None],
        "before": [one for one in names if one.valid_to is not None],
        "events": events,
        "tree": tree[:BRANCHES],
        "below": sum(node.level > 0 for node in tree) if len(tree) > BRANCHES else 0,
        "offices": offices(language(), day, passed, of=row.pk),
        "members": members_of(row, language(), day) if row.group else (),
        "changes_members": row.group and may(actor, "orgs.group.change", row),
        "living": row.exists_on(day),
        "informing": informing.clause if (informing := methodology().informing) else "",
        "edits": may(actor, "orgs.body.edit", row),
        "keeps_contacts": may(actor, "orgs.body.contacts", row),
        "reorganises": may(actor, "orgs.body.reorganise", row),
        "people": row.pk in actor.bodies() or bool(actor.roles & {"administrator", "auditor"}),
    }
    return render(request, "web/bodies/show.html", context)


@page("orgs.body.see")
def show_history(request: PageRequest, body: UUID) -> HttpResponse:
    row = find_body(request.actor, body)
    names = history.names_of(row)
    name = name_of(row)
    context = {
        "body": row,
        "name": name,
        "names": names,
        "events": history.events_of(row, names, language()),
        "entries": history.entries_of(request.actor, row),
        "corrects": may(request.actor, "orgs.body.edit", row),
        "withdraws": may(request.actor, "orgs.body.reorganise", row),
        "trail": way_to(row, name, messages.render("web.bodies.history", language())),
    }
    return render(request, "web/bodies/history.html", context)


@page("orgs.body.register", "GET POST")
def register(request: PageRequest) -> HttpResponse:
    pack = methodology()
    require(request.actor, "orgs.body.register", Body())
    form = forms.with_names(forms.BodyForm, pack.languages, forms.kind_clauses(pack))(
        request.POST or None, pack=pack
    )
    made = send(request, form, lambda _: register_body(actor=request.actor, given=form.given()))
    if made:
        tell(request, "web.bodies.registered", name=name_of(made))
        return redirect("bodies.show", body=made.pk)
    context = {"form": form, "trail": trail(("", messages.render("web.bodies.new", language())))}
    return render(request, "web/bodies/edit.html", context)


@page("orgs.body.edit", "GET POST")
def edit(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, "orgs.body.edit", body)
    made = forms.with_names(forms.BodyForm, (), forms.kind_clauses(methodology()))
    form = made(request.POST or None, initial=forms.values_of(row), pack=methodology())
    del form.fields["key"]
    context = {"body": row, "name": name_of(row), "trail": way_to(row, name_of(row), _words("edit"))}
    try:
        saved = send(
            request,
            form,
            lambda sent: edit_body(
                actor=request.actor, body=row.pk, version=sent["version"], given=form.given(row)
            ),
        )
    except ConflictError as error:
        again = made(_with_version(request, error), pack=methodology())
        del again.fields["key"]
        clash = both(again, forms.values_of(error.current))
        return render(request, "web/bodies/edit.html", {**context, "form": again, "clash": clash}, status=409)
    if saved:
        tell(request, "web.bodies.saved")
        return redirect("bodies.show", body=row.pk)
    return render(request, "web/bodies/edit.html", {**context, "form": form})


@page("orgs.body.contacts", "GET POST")
def contacts(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, "orgs.body.contacts", body)
    values = {"version": row.version, "email": row.email, "phone": row.phone}
    form = forms.ContactsForm(request.POST or None, initial=values)
    context = small(row, "contacts")
    try:
        saved = send(request, form, lambda sent: change_contacts(actor=request.actor, body=row.pk, **sent))
    except ConflictError as error:
        again = forms.ContactsForm(_with_version(request, error))
        clash = both(again, {"email": error.current.email, "phone": error.current.phone})
        return render(request, "web/bodies/form.html", {**context, "form": again, "clash": clash}, status=409)
    if saved:
        tell(request, "web.bodies.saved")
        return redirect("bodies.show", body=row.pk)
    return render(request, "web/bodies/form.html", {**context, "form": form})


@page("orgs.body.edit", "GET POST")
def correct(request: PageRequest, body: UUID, name: UUID) -> HttpResponse:
    row = opened(request, "orgs.body.edit", body)
    named = BodyName.objects.filter(pk=name, body=row).first()
    if named is None:
        raise AbsentError("kernel.absent")
    form = forms.CorrectForm(request.POST or None, initial=forms.name_values(named))
    saved = send(
        request,
        form,
        lambda sent: correct_name(
            actor=request.actor, name=named.pk, version=sent["version"], given=form.given()
        ),
    )
    if saved:
        tell(request, "web.bodies.saved")
        return redirect("bodies.history", body=row.pk)
    return render(request, "web/bodies/form.html", {**small(row, "correct"), "form": form})


def small(body: Body, act: str) -> dict[str, Any]:
    """What ``web/bodies/form.html`` needs; its words are ``web.bodies.<act>_…``."""
    name = name_of(body)
    return {
        "body": body,
        "name": name,
        "title": _words(act),
        "lead": messages.render(f"web.bodies.{act}_lead", language(), name=name),
        "submit": messages.render(f"web.bodies.{act}_submit", language()),
        "cancel": reverse("bodies.show", kwargs={"body": body.pk}),
        "trail": way_to(body, name, _words(act)),
    }


def _words(act: str) -> str:
    return messages.render(f"web.bodies.{act}", language())


def _with_version(request: HttpRequest, error: ConflictError) -> Any:
    """What was sent, to be saved over what stands there now once the reader has seen both."""
    data = request.POST.copy()
    data["version"] = str(error.current.version)
    return data


def both(form: PageForm, now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Label, what stands in the register, what was sent: of the fields that differ."""
    form.is_valid()
    found = []
    for bound in form.visible_fields():
        stands = shown(form, bound.name, now.get(bound.name))
        mine = shown(form, bound.name, form.cleaned_data.get(bound.name))
        if stands != mine:
            found.append((str(bound.label), stands, mine))
    return found


def shown(form: PageForm, field: str, value: Any) -> str:
    """A field's value in the reader's words."""
    if value in (None, ""):
        return "–"
    choices = dict(getattr(form.fields[field], "choices", ()))
    if choices:
        return str(choices.get(str(value), value))
    if isinstance(value, UUID):
        called = labels([value], language(), today())
        return called[value].name if value in called else str(value)
    if isinstance(value, bool):
        return messages.render(f"web.bodies.{'yes' if value else 'no'}", language())
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
