"""Signing in and out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from bagdar.kernel.errors import InvalidError
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Person
from bagdar.orgs.services.sign_in import complete_sign_in, person_of, prove_password, sign_out
from bagdar.web import sessions
from bagdar.web.forms.sign_in import SignInForm
from bagdar.web.pages import PageRequest, page


@page("orgs.sign_in.try", "GET POST")
def start(request: PageRequest) -> HttpResponse:
    """Login and password, and the other ways in."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login = form.cleaned_data["login"]
        origin = sessions.origin_of(request, person_of(login))
        try:
            person = prove_password(
                actor=request.actor, login=login, password=form.cleaned_data["password"], origin=origin
            )
        except InvalidError as error:
            form.refuse(error)
        else:
            return enter(request, person, way="password", factor="")
    return render(request, "web/sign_in/start.html", {"form": form, "next": next_of(request)})


@page("orgs.sign_in.leave", "POST")
def out(request: PageRequest) -> HttpResponse:
    person = request.user
    if isinstance(person, Person):
        sign_out(actor=request.actor, person=person)
    sessions.end_session(request)
    return redirect("sign_in.start")


def enter(request: HttpRequest, person: Person, *, way: str, factor: str) -> HttpResponse:
    """Open the session, write it down, and go where the person was going."""
    after = next_of(request)
    sessions.open_session(request, person, factor=factor, way=way)
    complete_sign_in(
        actor=actor_of(person, factor=bool(factor)),
        person=person,
        way=way,
        factor=factor,
        origin=sessions.origin_of(request),
    )
    response = redirect(after or resolve_url("home"))
    sessions.remember(request, response, person.pk)
    return response


def next_of(request: HttpRequest) -> str:
    """Where the person was going, if that is an address of this installation; else empty."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else ""
