"""Which methodology the pages of a request cite: asked once a request, whatever the number of § marks."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bagdar.kernel import clock
from bagdar.methodology.model import Methodology
from bagdar.orgs import pack
from bagdar.orgs.selectors.methodology import governing_pack, methodology_of

_kept: ContextVar[dict[str, Methodology] | None] = ContextVar("governing", default=None)


def methodology() -> Methodology:
    """The methodology that governs what begins today."""
    kept = _kept.get()
    if kept is None:
        return _ask()
    if "" not in kept:
        kept[""] = _ask()
    return kept[""]


def _ask() -> Methodology:
    return methodology_of(governing_pack(clock.today(settings.TIME_ZONE)))


class GoverningMiddleware:
    """Keeps the answer for the time of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked: dict[str, Methodology] = {}
        # What an act changes is asked for anew by services, so only reading shares the answer with them.
        tokens = _kept.set(asked), pack.kept.set(asked if request.method in ("GET", "HEAD") else None)
        try:
            return self.get_response(request)
        finally:
            _kept.reset(tokens[0])
            pack.kept.reset(tokens[1])
