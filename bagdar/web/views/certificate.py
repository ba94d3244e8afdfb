"""The national certificate: shown to come in, bound to the own account, released."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from bagdar.orgs.models import Person
from bagdar.orgs.proofs import certificate
from bagdar.orgs.services import certificates as services
from bagdar.signatures.browser import ADDRESS, ask_for
from bagdar.web import sessions
from bagdar.web.forms.sign_in import SignedForm
from bagdar.web.headers import allow_connection
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.account import added, own
from bagdar.web.views.common import attempt, said, send, tell
from bagdar.web.views.sign_in import enter, next_of, shown


@page("orgs.sign_in.try", "GET POST")
def show(request: PageRequest) -> HttpResponse:
    """Sign a challenge with one's certificate: to come in, as the second proof, or to confirm oneself."""
    held = sessions.held_person(request)
    known = held[0] if held else request.user
    form = SignedForm(request.POST or None)
    challenge = request.session.pop("challenge", {}) if request.method == "POST" else {}
    person = send(
        request,
        form,
        lambda given: services.prove_certificate(
            actor=request.actor,
            signed=given["signature"],
            challenge=challenge,
            origin=sessions.origin_of(request),
            person=known if isinstance(known, Person) else None,
        ),
    )
    if person is None:
        return _page(request, form, "show")
    if isinstance(request.user, Person):
        return shown(request, person, "", "certificate")
    return enter(request, person, way=held[1] if held else "certificate", factor="certificate")


@page("orgs.account.factor", "GET POST")
def bind(request: PageRequest) -> HttpResponse:
    """Bind a certificate to the own account: its numbers are shown there afterwards."""
    form = SignedForm(request.POST or None)
    challenge = request.session.pop("challenge", {}) if request.method == "POST" else {}
    row = send(
        request,
        form,
        lambda given: services.bind_certificate(
            actor=request.actor, person=own(request), signed=given["signature"], challenge=challenge
        ),
    )
    if row is None:
        return _page(request, form, "bind")
    tell(request, "web.certificate.bound", holder=row.holder, iin=row.iin, bin=row.bin or "–")
    return added(request, "certificate")


@page("orgs.account.factor", "POST")
def release(request: PageRequest, binding: UUID) -> HttpResponse:
    attempt(
        request,
        lambda: services.release_certificate(actor=request.actor, person=own(request), binding=binding),
        "web.account.factor_removed",
    )
    return redirect("account.show")


def _page(request: PageRequest, form: SignedForm, words: str) -> HttpResponse:
    believed = certificate.trust()
    challenge = certificate.new_challenge(request.get_host())
    context: dict[str, Any] = {
        "form": form,
        "title": said(f"web.certificate.{words}_title"),
        "lead": said(f"web.certificate.{words}_lead"),
        "next": next_of(request),
    }
    if believed is not None:
        request.session["challenge"] = challenge
        purposes = believed.profile.challenge_purposes
        context["asked"] = ask_for(certificate.text_of(challenge), purposes, believed.profile)
    response = render(request, "web/sign_in/certificate.html", context)
    allow_connection(response, ADDRESS)
    return response
