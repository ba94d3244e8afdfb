"""One's own account: password, second factors, recovery codes, open sessions."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from bagdar.orgs.models import Person
from bagdar.orgs.proofs import totp, webauthn
from bagdar.orgs.proofs.sealing import seal, unseal
from bagdar.orgs.selectors.factors import factors_of, needs_factor
from bagdar.orgs.selectors.sessions import open_sessions
from bagdar.orgs.services import factors as services
from bagdar.orgs.services.passwords import change_password
from bagdar.orgs.services.sign_in import end_all_sessions, end_one_session
from bagdar.web import sessions
from bagdar.web.forms.sign_in import KeyForm, NamedCodeForm, NewPasswordForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import attempt, said, send, tell


def own(request: PageRequest) -> Person:
    """The person whose account it is; the page's row lets nobody else in."""
    return cast(Person, request.user)


@page("orgs.account.see")
def show_account(request: PageRequest) -> HttpResponse:
    person = own(request)
    factors = factors_of(person)
    context = {
        "person": person,
        "factors": factors,
        "sheets": [sheet for sheet in (factors.printed, factors.recovery) if sheet],
        "needed": needs_factor(person),
        "sessions": open_sessions(person, str(request.session.session_key)),
        "hindrance": hindrance(request),
        "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
    return render(request, "web/account/show.html", context)


@page("orgs.account.password", "GET POST")
def password(request: PageRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST or None)
    person = send(
        request,
        form,
        lambda given: change_password(
            actor=request.actor, person=own(request), password=given["new_password"]
        ),
    )
    if person is not None:
        sessions.go_on(request, person)
        tell(request, "web.account.password_changed")
        return redirect("account.show")
    context = {
        "form": form,
        "title": said("web.account.password_change"),
        "lead": said("web.account.password_lead"),
        "submit": said("web.sign_in.save"),
        "cancel": reverse("account.show"),
    }
    return render(request, "web/account/password.html", context)


@page("orgs.account.factor", "GET POST")
def add_totp(request: PageRequest) -> HttpResponse:
    """A picture for the app, and the code it shows back. The secret waits in the session until then."""
    if "totp" not in request.session:
        request.session["totp"] = seal(totp.new_secret())
    secret = unseal(request.session["totp"])
    form = NamedCodeForm(request.POST or None, initial={"name": "Aegis, FreeOTP"})
    row = send(
        request,
        form,
        lambda given: services.add_totp(
            actor=request.actor, person=own(request), secret=secret, code=given["code"], name=given["name"]
        ),
    )
    if row is not None:
        del request.session["totp"]
        return added(request, "totp")
    address = totp.address(secret, own(request).login, request.get_host())
    context = {
        "form": form,
        "secret": secret,
        "address": address,
        "picture": mark_safe(totp.picture(address)),  # noqa: S308  (drawn by the program, of its own text)
    }
    return render(request, "web/account/totp.html", context)


@page("orgs.account.factor", "GET POST")
def add_key(request: PageRequest) -> HttpResponse:
    """A security key or a passkey: the browser makes it, so this page needs scripts, and says so."""
    person, host = own(request), sessions.host_of(request)
    form = KeyForm(request.POST or None, initial={"name": "FIDO2"})
    state = request.session.pop("webauthn", {})
    row = send(
        request,
        form,
        lambda given: services.add_security_key(
            actor=request.actor,
            person=person,
            host=host,
            state=state,
            answer=given["answer"],
            name=given["name"],
        ),
    )
    if row is not None:
        return added(request, "key")
    wrong = hindrance(request)
    options = ""
    if not wrong:
        keys = factors_of(person).keys
        options, request.session["webauthn"] = webauthn.ask_to_register(host, person, keys)
    return render(request, "web/account/key.html", {"form": form, "hindrance": wrong, "options": options})


def hindrance(request: PageRequest) -> str:
    return webauthn.hindrance(sessions.host_of(request), secure=request.is_secure())


def added(request: PageRequest, kind: str) -> HttpResponse:
    """A new factor has just been shown, so it counts; whoever has no recovery codes gets them now."""
    sessions.confirm(request, kind)
    person = own(request)
    if factors_of(person).recovery is not None:
        tell(request, "web.account.factor_added")
        return redirect("account.show")
    codes = services.issue_recovery_codes(actor=sessions.actor_now(request, person), person=person)
    return sheet(request, person, "recovery", codes)


@page("orgs.account.factor", "POST")
def remove_factor(request: PageRequest, factor: UUID) -> HttpResponse:
    attempt(
        request,
        lambda: services.remove_factor(actor=request.actor, person=own(request), factor=factor),
        "web.account.factor_removed",
    )
    return redirect("account.show")


@page("orgs.account.factor", "GET POST")
def recovery_codes(request: PageRequest) -> HttpResponse:
    """New codes in place of the old; they are on this page once."""
    person = own(request)
    if request.method == "POST":
        codes = services.issue_recovery_codes(actor=request.actor, person=person)
        return sheet(request, person, "recovery", codes)
    context = {
        "title": said("web.account.recovery_title"),
        "lead": said("web.account.recovery_lead"),
        "submit": said("web.account.make_codes"),
        "cancel": reverse("account.show"),
    }
    return render(request, "web/confirm.html", context)


def sheet(request: PageRequest, person: Person, kind: str, codes: list[str], after: str = "") -> HttpResponse:
    """A sheet of codes to print or write down: shown once, kept nowhere."""
    context = {
        "person": person,
        "title": said(f"web.account.sheet_title_{kind}"),
        "codes": list(enumerate(codes, 1)),
        "after": after or reverse("account.show"),
    }
    return render(request, "web/account/sheet.html", context)


@page("orgs.account.sessions", "POST")
def end_session(request: PageRequest, session: UUID) -> HttpResponse:
    end_one_session(actor=request.actor, person=own(request), session=session)
    tell(request, "web.account.session_ended")
    return redirect("account.show")


@page("orgs.account.sessions", "POST")
def end_sessions(request: PageRequest) -> HttpResponse:
    """Signed out everywhere but here."""
    person = end_all_sessions(actor=request.actor, person=own(request))
    sessions.go_on(request, person)
    tell(request, "web.account.sessions_ended")
    return redirect("account.show")
