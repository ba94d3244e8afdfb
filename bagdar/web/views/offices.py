"""Pages of the methodology's offices and of regions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import messages
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.policy import may
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.selectors import bodies as selectors
from bagdar.orgs.selectors import offices as office_lines
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services.offices import assign_office
from bagdar.web.forms.bodies import OfficeForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.bodies import trail
from bagdar.web.views.common import language, send, tell


@page("orgs.body.see")
def list_offices(request: PageRequest) -> HttpResponse:
    context = {
        "offices": office_lines.offices(language(), today()),
        "assigns": may(request.actor, "orgs.office.assign"),
        "trail": trail(("", messages.render("web.bodies.offices", language()))),
    }
    return render(request, "web/bodies/offices.html", context)


@page("orgs.office.assign", "GET POST")
def assign(request: PageRequest, office: str) -> HttpResponse:
    line = next((one for one in office_lines.offices(language(), today()) if one.id == office), None)
    if line is None:
        raise AbsentError("kernel.absent")
    form = OfficeForm(request.POST or None)
    done = send(
        request,
        form,
        lambda sent: assign_office(
            actor=request.actor, office=office, body=sent["body"], day=sent["day"], act=form.given_act()
        ),
    )
    if done:
        tell(request, "web.bodies.assign_done")
        return redirect("offices.list")
    name = line.name.in_(language(), *UI_LANGUAGES)
    context = {
        "form": form,
        "line": line,
        "title": messages.render("web.bodies.assign", language()),
        "name": name,
        "submit": messages.render("web.bodies.assign_submit", language()),
        "cancel": reverse("offices.list"),
        "trail": trail(
            (reverse("offices.list"), messages.render("web.bodies.offices", language())), ("", name)
        ),
    }
    return render(request, "web/bodies/assign.html", context)


@page("orgs.body.see")
def list_regions(request: PageRequest) -> HttpResponse:
    day = today()
    rows = sorted(selectors.regions(), key=lambda row: (row.code, row.valid_from or day))
    context = {
        "rows": [
            (row, row.name_in(language()), row.valid_to is not None and row.valid_to < day) for row in rows
        ],
        "trail": trail(("", messages.render("web.bodies.regions", language()))),
    }
    return render(request, "web/bodies/regions.html", context)
