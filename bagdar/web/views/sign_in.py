"""Signing in and out: password, second factor, and a fresh proof for what asks for one."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Installation, Person
from bagdar.orgs.proofs import certificate, webauthn
from bagdar.orgs.selectors.factors import factors_of, needs_factor
from bagdar.orgs.services.factors import prove_code, prove_security_key
from bagdar.orgs.services.sign_in import complete_sign_in, confirm_again, person_of, prove_password, sign_out
from bagdar.web import sessions
from bagdar.web.forms.sign_in import CodeForm, KeyAnswerForm, PasswordForm, SignInForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, said, send


@page("orgs.sign_in.try", "GET POST")
def start(request: PageRequest) -> HttpResponse:
    """Login and password, and the other ways in."""
    form = SignInForm(request.POST or None)
    person = send(
        request,
        form,
        lambda given: prove_password(
            actor=request.actor,
            login=given["login"],
            password=given["password"],
            origin=sessions.origin_of(request, person_of(given["login"])),
        ),
    )
    if person is not None:
        return came(request, person, "password")
    row = Installation.objects.first()
    name = row.name.get(language(), "") if row is not None else ""
    context = {"form": form, "next": next_of(request), "ways": _other_ways(), "installation": name}
    return render(request, "web/sign_in/start.html", context)


def _other_ways() -> list[tuple[str, str]]:
    """Addresses of the ways in that this installation has beside the password, and their words."""
    ways = []
    if certificate.trust() is not None:
        ways.append((reverse("certificate.show"), said("web.sign_in.use_certificate")))
    if settings.OIDC_ISSUER:
        words = said("web.sign_in.use_provider", name=settings.OIDC_NAME)
        ways.append((reverse("provider.leave"), words))
    return ways


def came(request: HttpRequest, person: Person, way: str, after: str = "") -> HttpResponse:
    """The first proof holds: on to the second where the person has one, else in."""
    after = after or next_of(request)
    if not factors_of(person).any:
        return enter(request, person, way=way, factor="", after=after)
    sessions.hold(request, person, way)
    return redirect(_with_next("sign_in.factor", after))


def enter(request: HttpRequest, person: Person, *, way: str, factor: str, after: str = "") -> HttpResponse:
    """Open the session, write it down, and go where the person was going."""
    after = after or next_of(request)
    sessions.open_session(request, person, factor=factor, way=way)
    complete_sign_in(
        actor=actor_of(person, factor=bool(factor)),
        person=person,
        way=way,
        factor=factor,
        origin=sessions.origin_of(request),
    )
    if not factor and needs_factor(person):
        response = redirect(_with_next("sign_in.factor", after))
    else:
        response = redirect(after or resolve_url("home"))
    sessions.remember(request, response, person.pk)
    return response


@page("orgs.sign_in.try", "GET POST")
def factor(request: PageRequest) -> HttpResponse:
    """The second proof; for those who need one and have none, the way to get one."""
    held = sessions.held_person(request)
    person = held[0] if held else request.user
    if not isinstance(person, Person):
        return redirect(_with_next("sign_in.start", next_of(request)))
    by_key = "answer" in request.POST
    code_form = CodeForm(None if by_key else request.POST or None)
    key_form = KeyAnswerForm(request.POST if by_key else None)
    kind = send(
        request, key_form if by_key else code_form, lambda given: _prove_factor(request, person, given)
    )
    if kind is not None:
        return shown(request, person, held[1] if held else "", kind)
    return _factor_page(request, "web/sign_in/factor.html", person, code_form, key_form)


def _prove_factor(request: PageRequest, person: Person, given: dict[str, str]) -> str:
    origin = sessions.origin_of(request, person)
    if "answer" not in given:
        return prove_code(actor=request.actor, person=person, code=given["code"], origin=origin)
    return prove_security_key(
        actor=request.actor,
        person=person,
        host=sessions.host_of(request),
        state=request.session.pop("webauthn", {}),
        answer=given["answer"],
        origin=origin,
    )


def _factor_page(
    request: PageRequest, template: str, person: Person, code_form: CodeForm, key_form: KeyAnswerForm
) -> HttpResponse:
    factors, host = factors_of(person), sessions.host_of(request)
    options, hindrance = "", webauthn.hindrance(host, secure=request.is_secure())
    if factors.keys and not hindrance:
        options, request.session["webauthn"] = webauthn.ask_to_prove(host, factors.keys)
    context = {
        "form": code_form,
        "key_form": key_form,
        "options": options,
        "hindrance": hindrance,
        "factors": factors,
        "next": next_of(request),
        "person": person,
    }
    return render(request, template, context)


def shown(request: HttpRequest, person: Person, way: str, kind: str) -> HttpResponse:
    """The second proof holds: in, or on with the session that lacked it. *way*: empty for the latter."""
    if way:
        return enter(request, person, way=way, factor=kind)
    sessions.confirm(request, kind)
    confirm_again(actor=actor_of(person, factor=True), person=person, proof=kind)
    return redirect(next_of(request) or resolve_url("home"))


@page("orgs.account.see", "GET POST")
def confirm(request: PageRequest) -> HttpResponse:
    """Who one is, once more, before an act that asks for a fresh proof."""
    person = cast(Person, request.user)
    factors = factors_of(person)
    form = CodeForm(request.POST or None) if factors.codes else PasswordForm(request.POST or None)
    proof = send(request, form, lambda given: _prove_again(request, person, given))
    if proof is not None:
        sessions.confirm(request, proof if factors.codes else "")
        confirm_again(actor=request.actor, person=person, proof=proof)
        return redirect(next_of(request) or resolve_url("account.show"))
    context = {"form": form, "factors": factors, "next": next_of(request)}
    return render(request, "web/sign_in/confirm.html", context)


def _prove_again(request: PageRequest, person: Person, given: dict[str, str]) -> str:
    if "code" in given:
        return _prove_factor(request, person, given)
    origin = sessions.origin_of(request, person)
    prove_password(actor=request.actor, login=person.login, password=given["password"], origin=origin)
    return "password"


@page("orgs.sign_in.leave", "POST")
def out(request: PageRequest) -> HttpResponse:
    person = request.user
    if isinstance(person, Person):
        sign_out(actor=request.actor, person=person)
    sessions.end_session(request)
    return redirect("sign_in.start")


def next_of(request: HttpRequest) -> str:
    """Where the person was going, if that is an address of this installation; else empty."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else ""


def _with_next(name: str, after: str) -> str:
    address = resolve_url(name)
    return f"{address}?{urlencode({'next': after})}" if after else address
