"""Gives each request its actor and its number in the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from bagdar.journal.services import request_id
from bagdar.kernel import clock
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.orgs.proofs.passwords import is_worn_out
from bagdar.web import sessions


def _actor(request: HttpRequest) -> Actor:
    """Somebody whose password is worn out has the own account and nothing else, until it is changed."""
    person: Any = request.user
    if not person.is_authenticated:
        return ANONYMOUS
    actor = sessions.actor_now(request, person)
    if is_worn_out(person.password_set_at, clock.now()):
        request.password_worn_out = True  # type: ignore[attr-defined]  # pages lead to where it is changed
        return msgspec.structs.replace(actor, capacities=())
    return actor


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
