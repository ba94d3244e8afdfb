"""What the house does about somebody's ways in: printed codes, and access given back by two."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Person
from bagdar.orgs.policy import visible_people
from bagdar.orgs.selectors.factors import factors_of, needs_factor
from bagdar.orgs.selectors.restorations import open_restoration, waiting_for
from bagdar.orgs.services import factors, restoring
from bagdar.web.forms.sign_in import AskForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.account import sheet
from bagdar.web.views.common import attempt, said, send, tell


def somebody(request: PageRequest, person: UUID) -> Person:
    """Raises AbsentError for a person whom the reader may not see."""
    found = visible_people(request.actor).filter(pk=person).first()
    if found is None:
        raise AbsentError("kernel.absent")
    return found


@page("orgs.restoration.ask")
def list_waiting(request: PageRequest) -> HttpResponse:
    """Requests of the reader's houses that wait for a second person."""
    return render(request, "web/access/list.html", {"waiting": waiting_for(request.actor)})


@page("orgs.codes.issue", "GET POST")
def show(request: PageRequest, person: UUID) -> HttpResponse:
    """Somebody's ways in, by kind only, and the form that begins to give access back."""
    row = somebody(request, person)
    factors.require_house(request.actor, "orgs.codes.issue", row)
    form = AskForm(request.POST or None)
    asked = send(
        request,
        form,
        lambda given: restoring.ask_restoration(
            actor=request.actor, person=person, what=given["what"], reason=given["reason"]
        ),
    )
    if asked is not None:
        tell(request, "web.access.asked")
        return redirect("access.show", person)
    context = {
        "person": row,
        "factors": factors_of(row),
        "needed": needs_factor(row),
        "own": row.pk == request.actor.id,
        "restoration": open_restoration(row),
        "form": form,
    }
    return render(request, "web/access/show.html", context)


@page("orgs.codes.issue", "POST")
def issue(request: PageRequest, person: UUID) -> HttpResponse:
    """A printed sheet: on this page once."""
    row = somebody(request, person)
    codes = factors.issue_printed_codes(actor=request.actor, person=person)
    return sheet(request, row, "printed", codes, after=reverse("access.show", args=[person]))


@page("orgs.codes.issue", "POST")
def withdraw_sheet(request: PageRequest, person: UUID) -> HttpResponse:
    somebody(request, person)
    attempt(
        request,
        lambda: factors.withdraw_printed_codes(actor=request.actor, person=person),
        "web.access.sheet_withdrawn",
    )
    return redirect("access.show", person)


@page("orgs.restoration.approve", "POST")
def approve(request: PageRequest, restoration: UUID) -> HttpResponse:
    """The second person agrees; the code to hand over is on this page once."""
    row, code = restoring.approve_restoration(actor=request.actor, restoration=restoration)
    context = {
        "restoration": row,
        "person": row.person,
        "code": code,
        "address": request.build_absolute_uri(reverse("sign_in.restore")),
        "what": said(f"web.access.what_{row.what}"),
    }
    return render(request, "web/access/code.html", context)


@page("orgs.restoration.ask", "POST")
def withdraw(request: PageRequest, restoration: UUID) -> HttpResponse:
    restoring.withdraw_restoration(actor=request.actor, restoration=restoration)
    tell(request, "web.access.withdrawn")
    return redirect("access.list")
