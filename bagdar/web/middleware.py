"""Gives each request its actor and its number in the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from bagdar.journal.services import request_id
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.orgs.actors import actor_of
from bagdar.web.sessions import confirmed_at


def _actor(request: HttpRequest) -> Actor:
    person: Any = request.user
    if not person.is_authenticated:
        return ANONYMOUS
    return actor_of(person, factor=bool(request.session.get("factor")), confirmed=confirmed_at(request))


class ActorMiddleware:
    """``request.actor`` is built when first asked for: files and health questions need none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        token = request_id.set(str(uuid4()))
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)
