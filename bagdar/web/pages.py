"""The one decorator of all pages: methods, access, and refusals told as pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import get_language

from bagdar.journal.refusals import note_request
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.kernel.errors import (
    AbsentError,
    ConfirmationNeededError,
    ConflictError,
    FactorNeededError,
    ForbiddenError,
    TooManyError,
)
from bagdar.kernel.messages import render
from bagdar.kernel.policy import TABLE
from bagdar.web import pace, refusals


class Page(msgspec.Struct, frozen=True):
    """``action``: row of the policy table that opens the page. ``methods``: those it answers."""

    action: str
    methods: tuple[str, ...]


class PageRequest(HttpRequest):
    """A request as pages see it."""

    actor: Actor
    page: Page


class View(Protocol):
    page: Page
    __name__: str

    def __call__(self, request: Any, **kwargs: Any) -> HttpResponseBase: ...


def actor_on(request: HttpRequest) -> Actor:
    return getattr(request, "actor", ANONYMOUS)


def page(action: str, methods: str = "GET") -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Make a function a page of *action*, answering *methods* ("GET POST"; HEAD goes with GET).

    Without a permission: anonymous visitors are sent to sign in, those who lack only the second factor to
    show it, others get the refusal page, which names who may.
    """
    answered = tuple(methods.split()) + (("HEAD",) if "GET" in methods.split() else ())

    def decorate(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def answer(request: Any, **kwargs: Any) -> HttpResponseBase:
            request.page = answer.page  # type: ignore[attr-defined]
            if request.method not in answered:
                return HttpResponseNotAllowed(answered)
            try:
                TABLE.require(request.actor, action)
                if worn_out(request) and not _may_while_worn_out(request):
                    return _renewal(request)
                pace.keep(request)
                return view(request, **kwargs)
            except ConfirmationNeededError:
                return redirect(f"{resolve_url('sign_in.confirm')}?{urlencode({'next': request.path})}")
            except FactorNeededError:
                return _after(request, "sign_in.factor")
            except ForbiddenError as error:
                if not request.actor.known:
                    return _after(request, "sign_in.start")
                if worn_out(request):
                    return _renewal(request)
                note_request(request, error)
                return refusals.forbidden(request, error)
            except AbsentError as error:
                note_request(request, error)
                return refusals.absent(request, error)
            except ConflictError as error:
                return refusals.conflict(request, error)
            except TooManyError as error:
                return refusals.too_many(request, error)

        answer.page = Page(action, answered)  # type: ignore[attr-defined]
        return answer  # type: ignore[return-value]

    return decorate


def worn_out(request: HttpRequest) -> bool:
    """Whether the person's password is so old that the installation asks for another before anything else."""
    bool(request.actor)  # type: ignore[attr-defined]  # the middleware finds it out with the actor
    return bool(getattr(request, "password_worn_out", False))


def _may_while_worn_out(request: Any) -> bool:
    name = getattr(request.resolver_match, "view_name", "")
    return name == "account.password" or name.startswith("sign_in.")


def _renewal(request: HttpRequest) -> HttpResponse:
    messages.warning(request, render("web.account.password_worn_out", get_language() or "kk"))
    return redirect("account.password")


def _after(request: HttpRequest, url: str) -> HttpResponse:
    """To the page named *url*, and back here afterwards; what was sent meanwhile is told as not received."""
    address = resolve_url(url)
    if request.method not in ("GET", "HEAD"):
        return refusals.expired(request)
    return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
