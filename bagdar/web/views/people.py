"""Pages of people: the list, a person's card, what is written of a person, deactivation and return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from bagdar.kernel import messages
from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import may
from bagdar.orgs.models import OfficeHolding, Person
from bagdar.orgs.rules_of_people import grantable
from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.services.memberships import planning_offices, section_offices
from bagdar.orgs.services.people import EDITABLE, deactivate_person, edit_person, reactivate_person
from bagdar.web.forms.people import Choices, FilterForm, PersonForm, ReasonForm
from bagdar.web.governing import methodology
from bagdar.web.navigation import place_of
from bagdar.web.pages import PageRequest, page
from bagdar.web.templatetags.figures import day
from bagdar.web.templatetags.parts import chip
from bagdar.web.views.common import language, positive, said, send, size_of, tell
from bagdar.web.who import role_name


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list as the page shows it. ``roles``: what is held and where, by whom it is asked."""

    url: str
    name: str
    position: str
    roles: list[tuple[str, str]]
    email: str
    phone: str
    chip: SafeString


_CHIPS = {"active": "good", "invited": "under_way", "deactivated": "ended"}


def lines_of(people: Sequence[Person], roles: Mapping[UUID, Sequence[selectors.RoleLine]]) -> list[Line]:
    place = place_of("people.show", "person")
    chips = {state: chip(kind, said(f"web.people.state.{state}")) for state, kind in _CHIPS.items()}
    return [
        Line(
            url=place(person.pk),
            name=person.full_name,
            position=person.position,
            roles=[(_role(line), line.body_name) for line in roles.get(person.pk, ())],
            email=person.email,
            phone=person.phone,
            chip=chips[person.state],
        )
        for person in people
    ]


def _role(line: selectors.RoleLine) -> str:
    name = role_name(line.role, language())
    return f"{name} ({said('web.people.acting_until', until=day(line.valid_to))})" if line.acting else name


@page("orgs.person.see")
def list_people(request: PageRequest) -> HttpResponse:
    houses = selectors.house_choices(request.actor, language())
    bar = FilterForm(request.GET, bodies=houses)
    bar.is_valid()
    asked = bar.cleaned_data
    found = selectors.list_people(
        request.actor,
        text=asked.get("q", ""),
        body=UUID(asked["body"]) if asked.get("body") else None,
        role=asked.get("role", ""),
        state=asked.get("state", ""),
    )
    sheet = Paginator(found, size_of(request)).get_page(positive(request.GET.get("page", "1")))
    people = list(sheet.object_list)
    context = {
        "bar": bar,
        "sheet": sheet,
        "rows": lines_of(people, selectors.roles_of(request.actor, people, language())),
        "runs": houses is None or bool(houses),
        "filtered": any(asked.values()),
    }
    return render(request, "web/people/list.html", context)


@page("orgs.person.see")
def show_person(request: PageRequest, person: UUID) -> HttpResponse:
    card = selectors.card(request.actor, person, language())
    context = {
        "card": card,
        "person": card.person,
        "admits": may(request.actor, "orgs.auditor.admit"),
        "own": card.person.pk == request.actor.id,
    }
    return render(request, "web/people/show.html", context)


@page("orgs.person.edit", "GET POST")
def edit(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    initial = {name: getattr(row, name) for name in (*EDITABLE, "version")}
    form = PersonForm(request.POST or None, initial=initial)
    saved = send(
        request,
        form,
        lambda given: edit_person(actor=request.actor, person=row.pk, version=given["version"], values=given),
    )
    if saved:
        tell(request, "web.people.saved")
        return redirect("people.show", person=row.pk)
    return render(request, "web/people/form.html", _form("edit", form, row.full_name, row.pk))


@page("orgs.person.deactivate", "GET POST")
def deactivate(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    form = ReasonForm(request.POST or None)
    if send(
        request,
        form,
        lambda given: deactivate_person(actor=request.actor, person=row.pk, reason=given["reason"]),
    ):
        tell(request, "web.people.deactivated", name=row.full_name)
        return redirect("people.show", person=row.pk)
    return render(
        request, "web/people/form.html", _form("deactivate", form, row.full_name, row.pk, danger=True)
    )


@page("orgs.person.deactivate", "GET POST")
def reactivate(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    form = ReasonForm(request.POST or None)
    if send(
        request,
        form,
        lambda given: reactivate_person(actor=request.actor, person=row.pk, reason=given["reason"]),
    ):
        tell(request, "web.people.reactivated", name=row.full_name)
        return redirect("people.show", person=row.pk)
    return render(request, "web/people/form.html", _form("reactivate", form, row.full_name, row.pk))


def _form(act: str, form: object, name: str, person: UUID, *, danger: bool = False) -> dict[str, object]:
    cancel = reverse("people.show", kwargs={"person": person})
    return form_context(act, form, name, cancel, danger=danger)


def section_choices() -> Choices:
    """Sections of the methodology in force, as choices."""
    sections = methodology().sections
    return [(str(one.number), f"{one.number}. {one.name.in_(language(), 'kk', 'ru')}") for one in sections]


def roles_of_houses(actor: Actor) -> frozenset[str]:
    """Roles that *actor* may give in any of the houses it runs; which one in which, the service decides."""
    return grantable(
        actor.roles,
        OfficeHolding.objects.filter(body__in=selectors.houses(actor)).values_list("office", flat=True),
        section_offices=section_offices().values(),
        planning_offices=planning_offices(),
    )


def form_context(
    act: str, form: object, name: str, cancel: str, *, danger: bool = False, **said: str
) -> dict[str, object]:
    """What ``web/people/form.html`` needs; its words are ``web.people.<act>.title``, ``.lead`` and ``.submit``.

    *said*: further fields of those words.
    """
    tongue = language()
    title = messages.render(f"web.people.{act}.title", tongue, name=name, **said)
    return {
        "form": form,
        "title": title,
        "lead": messages.render(f"web.people.{act}.lead", tongue, name=name, **said),
        "submit": messages.render(f"web.people.{act}.submit", tongue),
        "cancel": cancel,
        "danger": danger,
        "trail": [(reverse("people.list"), messages.render("web.people.title", tongue)), ("", name or title)],
    }
