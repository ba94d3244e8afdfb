"""Pages of invitations: a new person, a new code, the sheet with the code, withdrawal."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.services.invitations import (
    Invited,
    Invitee,
    invite_again,
    invite_person,
    withdraw_invitation,
)
from bagdar.web import letters, navigation
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.people import InviteAgainForm, InviteForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, send, tell
from bagdar.web.views.people import form_context, roles_of_houses, section_choices

_WRITTEN = Invitee.__struct_fields__


@page("orgs.person.invite", "GET POST")
def invite(request: PageRequest) -> HttpResponse:
    form = InviteForm(
        request.POST or None,
        initial={"way": "mail", "language": language(), "role": "preparer"},
        bodies=selectors.house_choices(request.actor, language()),
        roles=roles_of_houses(request.actor),
        sections=section_choices(),
    )
    invited = send(
        request,
        form,
        lambda sent: invite_person(
            actor=request.actor,
            body=UUID(sent["body"]),
            invitee=Invitee(**{name: sent[name] for name in _WRITTEN}),
            role=sent["role"],
            section=sent.get("section"),
            way=sent["way"],
        ),
    )
    if invited:
        return _told(request, invited)
    return render(request, "web/people/form.html", form_context("invite", form, "", reverse("people.list")))


@page("orgs.person.invite", "GET POST")
def again(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    form = InviteAgainForm(request.POST or None, initial={"way": "mail" if row.email else "printed"})
    invited = send(
        request, form, lambda sent: invite_again(actor=request.actor, person=row.pk, way=sent["way"])
    )
    if invited:
        return _told(request, invited)
    cancel = reverse("people.show", kwargs={"person": row.pk})
    return render(request, "web/people/form.html", form_context("invite_again", form, row.full_name, cancel))


def _told(request: PageRequest, invited: Invited) -> HttpResponse:
    """The mail is sent, or the code is shown on a sheet to print: this once."""
    address = request.build_absolute_uri(navigation.address("invitation.accept"))
    if invited.invitation.way == "mail" and letters.invite(invited, f"{address}?code={invited.code}"):
        tell(request, "web.people.invited_mail", email=invited.person.email)
        return redirect("people.show", person=invited.person.pk)
    context = {"invited": invited, "address": address, "unsent": invited.invitation.way == "mail"}
    return render(request, "web/people/code.html", context)


@page("orgs.person.invite", "GET POST")
def withdraw(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    if request.method == "POST":
        withdraw_invitation(actor=request.actor, person=row.pk)
        tell(request, "web.people.withdrawn", name=row.full_name)
        return redirect("people.show", person=row.pk)
    cancel = reverse("people.show", kwargs={"person": row.pk})
    context = form_context("withdraw", PageForm(), row.full_name, cancel, danger=True)
    return render(request, "web/people/form.html", context)
