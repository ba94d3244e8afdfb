"""Pages of the methodology's offices and of regions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import messages
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.policy import may, require
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.models import Body, Region
from bagdar.orgs.selectors import bodies as selectors
from bagdar.orgs.selectors import offices as office_lines
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services.offices import assign_office
from bagdar.orgs.services.regions import keep_region
from bagdar.web.forms.bodies import OfficeForm, RegionForm, region_values, with_names
from bagdar.web.governing import methodology
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.bodies import trail
from bagdar.web.views.common import language, send, tell


@page("orgs.body.see")
def list_offices(request: PageRequest) -> HttpResponse:
    context = {
        "offices": office_lines.offices(language(), today()),
        "assigns": may(request.actor, "orgs.office.assign", Body()),
        "trail": trail(("", messages.render("web.bodies.offices", language()))),
    }
    return render(request, "web/bodies/offices.html", context)


@page("orgs.office.assign", "GET POST")
def assign(request: PageRequest, office: str) -> HttpResponse:
    line = next((one for one in office_lines.offices(language(), today()) if one.id == office), None)
    if line is None:
        raise AbsentError("kernel.absent")
    require(request.actor, "orgs.office.assign", Body())
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


def _keep(request: PageRequest, row: Region | None) -> HttpResponse:
    """The form of a region, new or known."""
    made = with_names(RegionForm, methodology().languages)
    form = made(request.POST or None, initial=region_values(row) if row else None)
    saved = send(
        request,
        form,
        lambda sent: keep_region(
            actor=request.actor, given=form.given(), region=row.pk if row else None, version=sent["version"]
        ),
    )
    if saved:
        tell(request, "web.bodies.saved")
        return redirect("regions.list")
    title = messages.render("web.bodies.region_edit" if row else "web.bodies.region_new", language())
    context = {
        "form": form,
        "title": title,
        "lead": messages.render("web.bodies.region_lead", language()),
        "submit": messages.render("web.bodies.save", language()),
        "cancel": reverse("regions.list"),
        "trail": trail(
            (reverse("regions.list"), messages.render("web.bodies.regions", language())), ("", title)
        ),
        "clash": None,
    }
    return render(request, "web/bodies/form.html", context)


@page("orgs.region.keep", "GET POST")
def new_region(request: PageRequest) -> HttpResponse:
    return _keep(request, None)


@page("orgs.region.keep", "GET POST")
def edit_region(request: PageRequest, region: UUID) -> HttpResponse:
    row = Region.objects.filter(pk=region).first()
    if row is None:
        raise AbsentError("kernel.absent")
    return _keep(request, row)
