"""Pages of acting heads: who acts for whom, entered by an act, ended."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import clock, policy
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import ActingHead
from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.services.acting import end_acting_head, enter_acting_head
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.people import ActingForm, Choices
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, send, tell
from bagdar.web.views.people import form_context

SHOWN = 200
"""Periods on the page; older ones stand in the journal."""


@page("orgs.acting.see")
def list_acting(request: PageRequest) -> HttpResponse:
    rows = list(selectors.acting_heads(request.actor)[:SHOWN])
    names = selectors.names_of([row.body_id for row in rows], language())
    today = clock.today(settings.TIME_ZONE)
    lines = [
        {
            "row": row,
            "body": names.get(row.body_id, ""),
            "now": row.ended_at is None and row.valid_from <= today <= row.valid_to,
            "over": row.ended_at is not None or row.valid_to < today,
            "mine": bool(policy.may(request.actor, "orgs.acting.end", row)),
        }
        for row in rows
    ]
    context = {"lines": lines, "enters": policy.may(request.actor, "orgs.acting.enter")}
    return render(request, "web/people/acting.html", context)


def _people(request: PageRequest) -> Choices:
    """Those who may act: people of the bodies that the reader runs, each once."""
    found = selectors.list_people(request.actor, state="active")
    return [(str(person.pk), person.full_name) for person in found if person.pk != request.actor.id]


@page("orgs.acting.enter", "GET POST")
def enter(request: PageRequest) -> HttpResponse:
    form = ActingForm(
        request.POST or None,
        bodies=selectors.house_choices(request.actor, language()),
        people=_people(request),
    )
    entered = send(
        request,
        form,
        lambda sent: enter_acting_head(
            actor=request.actor,
            body=UUID(sent["body"]),
            person=UUID(sent["person"]),
            act=form.given_act(),
            valid_from=sent["valid_from"],
            valid_to=sent["valid_to"],
            exception=sent["exception"],
        ),
    )
    if entered:
        tell(request, "web.people.acting_entered", name=entered.person.full_name)
        return redirect("acting.list")
    return render(request, "web/people/form.html", form_context("acting", form, "", reverse("acting.list")))


@page("orgs.acting.end", "GET POST")
def end(request: PageRequest, acting: UUID) -> HttpResponse:
    row = ActingHead.objects.select_related("person").filter(pk=acting).first()
    if row is None or not policy.may(request.actor, "orgs.acting.end", row):
        raise AbsentError("kernel.absent")
    form = PageForm(request.POST or None)
    if request.method == "POST":
        end_acting_head(actor=request.actor, acting=row.pk)
        tell(request, "web.people.acting_ended", name=row.person.full_name)
        return redirect("acting.list")
    context = form_context("end_acting", form, row.person.full_name, reverse("acting.list"), danger=True)
    return render(request, "web/people/form.html", context)
