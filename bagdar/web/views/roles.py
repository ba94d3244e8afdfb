"""Pages of roles: given, ended, handed over; an auditor admitted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel import policy
from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.orgs.models import Membership
from bagdar.orgs.selectors import people as selectors
from bagdar.orgs.services.hand_over import hand_over
from bagdar.orgs.services.memberships import admit_auditor, end_role, grant_role
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.people import AuditorForm, HandOverForm, RoleForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, send, tell
from bagdar.web.views.people import form_context, roles_of_houses, section_choices
from bagdar.web.who import role_name


@page("orgs.membership.grant", "GET POST")
def grant(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    form = RoleForm(
        request.POST or None,
        bodies=selectors.house_choices(request.actor, language()),
        roles=roles_of_houses(request.actor),
        sections=section_choices(),
    )
    given = send(
        request,
        form,
        lambda sent: grant_role(
            actor=request.actor,
            person=row.pk,
            body=UUID(sent["body"]),
            role=sent["role"],
            section=sent.get("section"),
            valid_from=sent["valid_from"],
            valid_to=sent["valid_to"],
            exception=sent["exception"],
        ),
    )
    if given:
        tell(request, "web.people.granted", name=row.full_name)
        return redirect("people.show", person=row.pk)
    cancel = reverse("people.show", kwargs={"person": row.pk})
    return render(request, "web/people/form.html", form_context("grant", form, row.full_name, cancel))


def _membership(request: PageRequest, membership: UUID) -> Membership:
    """A role that the actor may end. Raises AbsentError for one that stands in another's house."""
    row = Membership.objects.select_related("person", "body").filter(pk=membership).first()
    if row is None or not policy.may(request.actor, "orgs.membership.end", row):
        raise AbsentError("kernel.absent")
    return row


@page("orgs.membership.end", "GET POST")
def end(request: PageRequest, membership: UUID) -> HttpResponse:
    row = _membership(request, membership)
    form = PageForm(request.POST or None)
    if request.method == "POST":
        try:
            end_role(actor=request.actor, membership=row.pk)
        except InvalidError as error:
            form.full_clean()
            form.refuse(error)
        else:
            tell(request, "web.people.ended", name=row.person.full_name)
            return redirect("people.show", person=row.person_id)
    cancel = reverse("people.show", kwargs={"person": row.person_id})
    body = selectors.names_of([row.body_id], language()).get(row.body_id, "")
    said = {"role": role_name(row.role, language()), "body": body}
    context = form_context("end", form, row.person.full_name, cancel, danger=True, **said)
    return render(request, "web/people/form.html", context)


@page("orgs.person.hand_over", "GET POST")
def hand(request: PageRequest, person: UUID, body: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    if not selectors.houses(request.actor).filter(pk=body).exists():
        raise AbsentError("kernel.absent")
    others = [
        (str(one.pk), one.full_name) for one in selectors.people_of(request.actor, body) if one.pk != row.pk
    ]
    form = HandOverForm(request.POST or None, people=others)
    passed = send(
        request,
        form,
        lambda sent: hand_over(
            actor=request.actor,
            body=body,
            source=row.pk,
            target=UUID(sent["target"]),
            reason=sent["reason"],
            end_roles=sent["end_roles"],
            exception=sent["exception"],
        ),
    )
    if passed is not None:
        tell(request, "web.people.handed", name=row.full_name)
        return redirect("people.show", person=row.pk)
    cancel = reverse("people.show", kwargs={"person": row.pk})
    context = form_context("hand_over", form, row.full_name, cancel)
    context["work"] = selectors.open_work(row.pk, body)
    return render(request, "web/people/form.html", context)


@page("orgs.auditor.admit", "GET POST")
def admit(request: PageRequest, person: UUID) -> HttpResponse:
    row = selectors.get_person(request.actor, person)
    form = AuditorForm(request.POST or None, bodies=selectors.house_choices(request.actor, language()))
    admitted = send(
        request,
        form,
        lambda sent: admit_auditor(
            actor=request.actor,
            person=row.pk,
            body=UUID(sent["body"]),
            act=form.given_act(),
            valid_to=sent["valid_to"],
        ),
    )
    if admitted:
        tell(request, "web.people.admitted", name=row.full_name)
        return redirect("people.show", person=row.pk)
    cancel = reverse("people.show", kwargs={"person": row.pk})
    return render(request, "web/people/form.html", form_context("admit", form, row.full_name, cancel))
