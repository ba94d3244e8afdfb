"""The page on which the members of a group of bodies are changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from bagdar.kernel.errors import AbsentError
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.groups import members_of
from bagdar.orgs.services.groups import ACTION, change_members
from bagdar.web.forms.bodies import MembersForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.bodies import opened, small
from bagdar.web.views.common import language, send, tell


@page(ACTION, "GET POST")
def change(request: PageRequest, body: UUID) -> HttpResponse:
    row = opened(request, ACTION, body)
    if not row.group:
        raise AbsentError("kernel.absent")
    lines = members_of(row, language(), today())
    staying = [(str(one.body), one.name) for one in lines if one.until is None]
    form = MembersForm(request.POST or None, members=staying)
    changed = send(
        request,
        form,
        lambda sent: change_members(
            actor=request.actor,
            group=row.pk,
            added=form.added(),
            removed=form.leaving(),
            day=sent["day"],
            act=form.given_act(),
        ),
    )
    if changed:
        tell(request, "web.bodies.members_done")
        return redirect("bodies.show", body=row.pk)
    return render(request, "web/bodies/members.html", {**small(row, "members_change"), "form": form})
