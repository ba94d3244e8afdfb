"""Pages of accounts of other systems: the list, a new one with its token shown once, revocation."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import clock, policy
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import SystemAccount
from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.services.systems import open_system_account, revoke_system_account
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.people import SystemForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, send, tell
from bagdar.web.views.people import form_context


@page("orgs.system.see")
def list_systems(request: PageRequest) -> HttpResponse:
    rows = list(selectors.system_accounts(request.actor))
    names = selectors.names_of([row.body_id for row in rows], language())
    now = clock.now()
    lines = [
        {
            "row": row,
            "body": names.get(row.body_id, ""),
            "scopes": [f"web.people.scope.{scope.replace('.', '_')}" for scope in row.scopes],
            "state": "revoked" if row.revoked_at else "expired" if row.expires_at <= now else "works",
            "mine": bool(policy.may(request.actor, "orgs.system.revoke", row)),
        }
        for row in rows
    ]
    context = {"lines": lines, "opens": policy.may(request.actor, "orgs.system.open")}
    return render(request, "web/people/systems.html", context)


def end_of(day: date) -> datetime:
    """The last second of *day* where the installation stands."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(settings.TIME_ZONE))


@page("orgs.system.open", "GET POST")
def open_account(request: PageRequest) -> HttpResponse:
    form = SystemForm(request.POST or None, bodies=selectors.house_choices(request.actor, language()))
    opened = send(
        request,
        form,
        lambda sent: open_system_account(
            actor=request.actor,
            body=UUID(sent["body"]),
            name=sent["name"],
            scopes=sent["scopes"],
            expires_at=end_of(sent["expires_on"]),
        ),
    )
    if opened:
        account, token = opened
        return render(request, "web/people/token.html", {"account": account, "token": token})
    context = form_context("open_system", form, "", reverse("systems.list"))
    return render(request, "web/people/form.html", context)


@page("orgs.system.revoke", "GET POST")
def revoke(request: PageRequest, account: UUID) -> HttpResponse:
    row = SystemAccount.objects.filter(pk=account).first()
    if row is None or not policy.may(request.actor, "orgs.system.revoke", row):
        raise AbsentError("kernel.absent")
    if request.method == "POST":
        revoke_system_account(actor=request.actor, account=row.pk)
        tell(request, "web.people.revoked", name=row.name)
        return redirect("systems.list")
    context = form_context("revoke", PageForm(), row.name, reverse("systems.list"), danger=True)
    return render(request, "web/people/form.html", context)
