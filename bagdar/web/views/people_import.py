"""Pages that enter a body's people from a spreadsheet, and give the list out as one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import messages
from bagdar.orgs.exchange.people import workbook
from bagdar.orgs.rules_of_people import HOUSE_ROLES
from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services.invitations import Invited
from bagdar.orgs.services.people_import import apply_people, find_people_draft, plan_people, prepare_people
from bagdar.web import letters, navigation
from bagdar.web.forms.people import PeopleFileForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, said, tell
from bagdar.web.views.workbooks import receive, workbook_answer

SHOWN = 1000
"""Rows of a list given out; more people than any body has."""


@page("orgs.person.import")
def template(request: PageRequest) -> HttpResponse:  # noqa: ARG001
    name = said("web.people.import.template_name")
    return workbook_answer(workbook([], language(), sorted(HOUSE_ROLES)), name)


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
    name = f"{said('web.people.export.file_name')} {today():%d.%m.%Y}"
    return workbook_answer(workbook(rows, language(), sorted(HOUSE_ROLES)), name)


@page("orgs.person.import", "GET POST")
def load(request: PageRequest) -> HttpResponse:
    houses = selectors.house_choices(request.actor, language())
    form = PeopleFileForm(
        request.POST or None, request.FILES or None, bodies=houses, initial={"way": "printed"}
    )
    received = receive(
        request,
        form,
        lambda sent: prepare_people(
            actor=request.actor,
            body=UUID(sent["body"]),
            way=sent["way"],
            file=sent["file"].name,
            data=sent["file"].read(),
        ),
        "people.import_check",
    )
    if received is not None:
        return received
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
