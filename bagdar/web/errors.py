"""Answers to what goes wrong outside a page: unreadable requests, addresses that lead nowhere, the program's own faults."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from bagdar.journal.refusals import note_request
from bagdar.kernel.errors import ForbiddenError
from bagdar.web import refusals

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY = 30
"""Seconds after which an overloaded or restarting service is asked again."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_LARGE):
        return refusals.refusal(request, 413)
    return refusals.refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (the framework names it)
    return refusals.refusal(request, 403)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (the framework names it)
    return refusals.refusal(request, 404)


def csrf_failure(request: HttpRequest, **_told: str) -> HttpResponse:
    """A form without its token: an old page, blocked cookies, or a form of another site."""
    note_request(request, ForbiddenError("web.errors.csrf_title"))
    return refusals.refusal(request, 403, "csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    """The program's own fault, or a database that does not answer: then 503, and when to come back."""
    unanswered = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return outage(request, 503 if unanswered else 500)


def outage(request: HttpRequest, status: int) -> HttpResponse:
    """500 or 503, drawn without database, session or context: they may be what is broken."""
    head = request.path.lstrip("/").partition("/")[0]
    codes = [code for code, _name in settings.LANGUAGES]
    language = head if head in codes else (get_language() or codes[0])
    page = render_to_string(
        "web/errors/outage.html", {"language": language, "name": str(status), "path": request.path}
    )
    response = HttpResponse(page, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY)
    return response


class MethodsMiddleware:
    """A method that a page does not know is told as a page too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = refusals.refusal(request, 405)
        page["Allow"] = response["Allow"]
        return page
