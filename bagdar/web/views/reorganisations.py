"""Pages of reorganisations: renamed, succeeded, merged, divided, and an entry taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import messages
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.models import Body, BodyName, Reorganisation
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.succession import duties_of
from bagdar.orgs.services.ending import end_body
from bagdar.orgs.services.reorganisation import merge_bodies, rename_body, split_body, succeed_body
from bagdar.orgs.services.withdrawal import withdraw_reorganisation
from bagdar.web.forms import bodies as forms
from bagdar.web.governing import methodology
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.bodies import name_of, opened, small
from bagdar.web.views.common import language, send, tell

ACTION = "orgs.body.reorganise"


def _page(
    request: PageRequest, body: Body, kind: str, form: Any, act: Callable[[dict[str, Any]], Reorganisation]
) -> HttpResponse:
    """The form of a reorganisation, and what follows when it is sent."""
    if send(request, form, act):
        tell(request, f"web.bodies.{kind}_done")
        return redirect("bodies.history", body=body.pk)
    return render(request, "web/bodies/reorganise.html", {**small(body, kind), "kind": kind, "form": form})


@page(ACTION, "GET POST")
def rename(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    used = BodyName.objects.filter(body=row, valid_to=None)
    initial: dict[str, str] = {}
    for one in used:
        initial |= {f"name_{one.language}": one.name, f"abbreviation_{one.language}": one.abbreviation}
    form = forms.with_names(forms.RenameForm, methodology().languages)(request.POST or None, initial=initial)
    return _page(
        request,
        row,
        "rename",
        form,
        lambda sent: rename_body(
            actor=request.actor,
            body=row.pk,
            names=form.names(),
            day=sent["day"],
            act=form.given_act(),
            note=sent["note"],
        ),
    )


@page(ACTION, "GET POST")
def succeed(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    form = forms.SucceedForm(request.POST or None)
    return _page(
        request,
        row,
        "succeed",
        form,
        lambda sent: succeed_body(
            actor=request.actor,
            source=row.pk,
            target=sent["target"],
            day=sent["day"],
            act=form.given_act(),
            note=sent["note"],
        ),
    )


@page(ACTION, "GET POST")
def merge(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    form = forms.MergeForm(request.POST or None)
    return _page(
        request,
        row,
        "merge",
        form,
        lambda sent: merge_bodies(
            actor=request.actor,
            sources=[row.pk, *(source for source in form.sources() if source != row.pk)],
            target=sent["target"],
            day=sent["day"],
            act=form.given_act(),
            note=sent["note"],
        ),
    )


@page(ACTION, "GET POST")
def split(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    names = [(one.id, one.name.in_(language(), *UI_LANGUAGES)) for one in methodology().offices]
    form = forms.SplitForm(request.POST or None, offices=names, initial={"rest": row.pk})
    return _page(
        request,
        row,
        "split",
        form,
        lambda sent: split_body(
            actor=request.actor,
            source=row.pk,
            parts=form.parts(),
            rest=sent["rest"],
            day=sent["day"],
            act=form.given_act(),
            note=sent["note"],
        ),
    )


@page(ACTION, "GET POST")
def end(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    form = forms.EndForm(request.POST or None, duties=duties_of(row, today()))
    return _page(
        request,
        row,
        "end",
        form,
        lambda sent: end_body(
            actor=request.actor,
            body=row.pk,
            duties=form.duties,
            day=sent["day"],
            act=form.given_act(),
            note=sent["note"],
        ),
    )


@page(ACTION, "GET POST")
def withdraw(request: PageRequest, body: UUID, reorganisation: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    entry = Reorganisation.objects.select_related("act").filter(pk=reorganisation, withdrawn_at=None).first()
    if entry is None:
        raise AbsentError("kernel.absent")
    form = forms.WithdrawForm(request.POST or None)
    done = send(
        request,
        form,
        lambda sent: withdraw_reorganisation(
            actor=request.actor, reorganisation=entry.pk, reason=sent["reason"]
        ),
    )
    if done:
        tell(request, "web.bodies.withdraw_done")
        return redirect("bodies.history", body=row.pk)
    facts = [
        (
            messages.render("web.bodies.column.event", language()),
            messages.render(f"web.bodies.event_{entry.kind}", language(), name=name_of(row)),
        ),
        (messages.render("web.act.title_of_group", language()), str(entry.act) if entry.act else "–"),
    ]
    context = {**small(row, "withdraw"), "form": form, "facts": facts, "danger": True}
    context["cancel"] = reverse("bodies.history", kwargs={"body": row.pk})
    return render(request, "web/bodies/form.html", context)
