"""Pages that enter a body's people from a spreadsheet, and give the list out as one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import messages
from bagdar.kernel.errors import DomainError
from bagdar.orgs.exchange.people import workbook
from bagdar.orgs.rules_of_people import HOUSE_ROLES
from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.services.invitations import Invited
from bagdar.orgs.services.people_import import apply_people, find_people_draft, plan_people, prepare_people
from bagdar.web import letters, navigation
from bagdar.web.forms.people import PeopleFileForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, tell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 1000
"""Rows of a list given out; more people than any body has."""


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@page("orgs.person.import")
def template(request: PageRequest) -> HttpResponse:  # noqa: ARG001
    return _file(workbook([], language(), sorted(HOUSE_ROLES)), "people")


@page("orgs.person.import")
def export(request: PageRequest) -> HttpResponse:
    """The people of the reader's houses; what comes out can be read in again."""
    people = list(selectors.list_people(request.actor)[:SHOWN])
    roles = selectors.roles_of(request.actor, people, language())
    names = ("family_name", "given_name", "patronymic", "position", "email", "phone", "login", "language")
    rows = [
        {
            **{name: getattr(person, name) for name in names},
            "role": messages.render(f"web.roles.{line.role}", language()),
        }
        for person in people
        for line in roles.get(person.pk, ())
        if line.mine and not line.acting
    ]
    return _file(workbook(rows, language(), sorted(HOUSE_ROLES)), "people")


@page("orgs.person.import", "GET POST")
def load(request: PageRequest) -> HttpResponse:
    houses = selectors.house_choices(request.actor, language())
    form = PeopleFileForm(
        request.POST or None, request.FILES or None, bodies=houses, initial={"way": "printed"}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            draft = prepare_people(
                actor=request.actor,
                body=UUID(given["body"]),
                way=given["way"],
                file=given["file"].name,
                data=given["file"].read(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("people.import_check", draft=draft.pk)
    tongue = language()
    trail = [
        (reverse("people.list"), messages.render("web.people.title", tongue)),
        ("", messages.render("web.people.import.title", tongue)),
    ]
    return render(request, "web/people/import.html", {"form": form, "trail": trail})


@page("orgs.person.import", "GET POST")
def check(request: PageRequest, draft: UUID) -> HttpResponse:
    row = find_people_draft(request.actor, draft)
    if request.method == "POST":
        invited = apply_people(actor=request.actor, draft=draft, digest=request.POST.get("digest", ""))
        tell(request, "web.people.import.done", count=len(invited))
        return _sheets(request, invited)
    plan = plan_people(request.actor, row)
    tongue = language()
    lines = [
        (person, [messages.render(message, tongue, **params) for message, params in person.faults.values()])
        for person in plan.rows
    ]
    context = {
        "draft": row,
        "plan": plan,
        "lines": lines,
        "counts": {state: len(plan.of(state)) for state in ("new", "known", "refused")},
        "strange": ", ".join(row.rows["strange"]),
    }
    return render(request, "web/people/import_check.html", context)


def _sheets(request: PageRequest, invited: list[Invited]) -> HttpResponse:
    """Mails go out; for the others, and for mails that did not go, sheets with codes: this once."""
    address = request.build_absolute_uri(navigation.address("invitation.accept"))
    left = [
        one
        for one in invited
        if one.invitation.way != "mail" or not letters.invite(one, f"{address}?code={one.code}")
    ]
    if not left:
        return redirect("people.list")
    context = {"invited": left, "address": address}
    return render(request, "web/people/codes.html", context)
