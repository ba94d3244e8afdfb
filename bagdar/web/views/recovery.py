"""Ways in for those who have no password yet, or no longer: a mailed link, an invitation, a code from two others."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.orgs.models import Person
from bagdar.orgs.services import accepting, passwords, restoring
from bagdar.orgs.services.sign_in import person_of, prove_password
from bagdar.web import letters, sessions
from bagdar.web.forms.sign_in import (
    AcceptForm,
    ForgottenForm,
    NewPasswordForm,
    OneTimeCodeForm,
    PasswordForm,
    RestoreForm,
)
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import said, send, tell
from bagdar.web.views.sign_in import came, enter


@page("orgs.sign_in.try", "GET POST")
def forgotten(request: PageRequest) -> HttpResponse:
    """Ask for a link by mail; the answer tells nobody whether there is such an account."""
    if not letters.is_on():
        return told(request, "forgotten_title", "forgotten_no_mail", "sign_in.restore", "have_restore_code")
    form = ForgottenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, "forgotten", "send_link", cancel=reverse("sign_in.start"))
    login = form.cleaned_data["login"]
    asked = passwords.ask_for_reset(
        actor=request.actor, login=login, origin=sessions.origin_of(request, person_of(login))
    )
    if asked is not None:
        person, token = asked
        link = request.build_absolute_uri(reverse("sign_in.reset", args=[person.pk, token]))
        letters.post(person, "web.sign_in.reset_letter", link=link)
    return told(request, "forgotten_title", "link_sent", "sign_in.start", "title")


@page("orgs.sign_in.try", "GET POST")
def reset(request: PageRequest, person: UUID, token: str) -> HttpResponse:
    """A new password by the mailed link; it opens no session, and second factors stay."""
    if passwords.person_of_reset(person, token) is None:
        return told(request, "reset_spent", "reset_spent_about", "sign_in.forgotten", "ask_again")
    form = NewPasswordForm(request.POST or None)
    done = send(
        request,
        form,
        lambda given: passwords.reset_password(
            actor=request.actor, person=person, token=token, password=given["new_password"]
        ),
    )
    if done is None:
        return form_page(request, form, "reset", "save")
    tell(request, "web.sign_in.reset_done")
    return redirect("sign_in.start")


@page("orgs.sign_in.try", "GET POST")
def accept(request: PageRequest) -> HttpResponse:
    """The code of an invitation, then login and password; the code waits in the session between the two."""
    code = request.session.get("invitation", "")
    invitation = accepting.open_invitation(code) if code and "one_time_code" not in request.POST else None
    if invitation is None:
        return _ask_for_code(request)
    form = AcceptForm(request.POST or None, initial={"login": invitation.person.login})
    person = send(
        request,
        form,
        lambda given: accepting.accept_invitation(
            actor=request.actor, code=code, login=given["login"], password=given["new_password"]
        ),
    )
    if person is None:
        lead = said("web.sign_in.accept_lead", name=invitation.person.full_name)
        return form_page(request, form, "accept", "save", lead=lead)
    return enter(request, person, way="invitation", factor="")


def _ask_for_code(request: PageRequest) -> HttpResponse:
    """A link brings the code along; it is looked at when sent, since others may open links before people do."""
    form = OneTimeCodeForm(request.POST or None, initial={"one_time_code": request.GET.get("code", "")})
    found = send(
        request,
        form,
        lambda given: accepting.find_invitation(
            actor=request.actor, code=given["one_time_code"], origin=sessions.origin_of(request)
        ),
    )
    if found is not None:
        request.session["invitation"] = form.cleaned_data["one_time_code"]
        return redirect("invitation.accept")
    lead = said("web.sign_in.accept_code_lead")
    return form_page(request, form, "accept", "continue", lead=lead, cancel=reverse("sign_in.start"))


@page("orgs.sign_in.try", "GET POST")
def restore(request: PageRequest) -> HttpResponse:
    """Login and the code that two persons agreed to, then what was lost anew."""
    login, code = request.session.get("restoration", ("", ""))
    found = (
        restoring.agreed_restoration(login, code) if code and "one_time_code" not in request.POST else None
    )
    if found is None:
        return _ask_for_restoration(request)
    lost_password = found.what != "factor"
    form = (NewPasswordForm if lost_password else PasswordForm)(request.POST or None)
    person = send(request, form, lambda given: _restored(request, login, code, given))
    if person is None:
        words = "web.sign_in.restore_password" if lost_password else "web.sign_in.restore_factor"
        return form_page(request, form, "restore", "save", lead=said(words))
    return came(request, person, "restoration")


def _restored(request: PageRequest, login: str, code: str, given: dict[str, str]) -> Person:
    new = given.get("new_password", "")
    if not new:
        origin = sessions.origin_of(request, person_of(login))
        prove_password(actor=request.actor, login=login, password=given["password"], origin=origin)
    return restoring.use_restoration(actor=request.actor, login=login, code=code, password=new)


def _ask_for_restoration(request: PageRequest) -> HttpResponse:
    form = RestoreForm(request.POST or None)
    found = send(
        request,
        form,
        lambda given: restoring.find_restoration(
            actor=request.actor,
            login=given["login"],
            code=given["one_time_code"],
            origin=sessions.origin_of(request),
        ),
    )
    if found is not None:
        request.session["restoration"] = (form.cleaned_data["login"], form.cleaned_data["one_time_code"])
        return redirect("sign_in.restore")
    return form_page(request, form, "restore", "continue", cancel=reverse("sign_in.start"))


def form_page(
    request: PageRequest, form: object, words: str, submit: str, *, lead: str = "", cancel: str = ""
) -> HttpResponse:
    """A page that is one form; its words are ``web.sign_in.<words>_title`` and ``…_lead``."""
    context = {
        "form": form,
        "title": said(f"web.sign_in.{words}_title"),
        "lead": lead or said(f"web.sign_in.{words}_lead"),
        "submit": said(f"web.sign_in.{submit}"),
        "cancel": cancel,
    }
    return render(request, "web/sign_in/form.html", context)


def told(request: PageRequest, title: str, words: str, url: str, action: str) -> HttpResponse:
    context = {
        "title": said(f"web.sign_in.{title}"),
        "words": said(f"web.sign_in.{words}"),
        "url": reverse(url),
        "action": said(f"web.sign_in.{action}"),
    }
    return render(request, "web/sign_in/told.html", context)
