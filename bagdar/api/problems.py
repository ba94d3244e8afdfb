"""Refusals as problem documents (RFC 9457), in the language asked for, with the clause they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.main import NinjaAPI

from bagdar.journal.refusals import note_request
from bagdar.kernel.errors import (
    AbsentError,
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    TooManyError,
)
from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import UI_LANGUAGES

STATUS: Final[tuple[tuple[type[DomainError], int], ...]] = (
    (ForbiddenError, 403),
    (AbsentError, 404),
    (ConflictError, 409),
    (InvalidError, 422),
    (TooManyError, 429),
)
TYPE: Final = "urn:bagdar:problem:"
DESCRIBED: Final = {
    400: "The request cannot be understood",
    401: "Nobody, or a token that opens nothing",
    403: "Not for this account",
    404: "Absent, or not for this account",
    409: "Changed meanwhile by somebody else",
    422: "What was sent is refused, field by field",
    429: "Too many requests; Retry-After says when to come back",
}
DOCUMENT: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "clause"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "clause": {"type": "string"},
    },
}


def language_of(request: HttpRequest) -> str:
    """The first of the program's languages in ``Accept-Language``, by its weights; Kazakh where there is none."""
    best, weight = UI_LANGUAGES[0], 0.0
    for part in request.headers.get("Accept-Language", "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        language = tag.partition("-")[0].lower()
        try:
            given = float(quality) if quality else 1.0
        except ValueError:
            continue
        if language in UI_LANGUAGES and given > weight:
            best, weight = language, given
    return best


def problem(
    request: HttpRequest,
    status: int,
    message: str,
    *,
    clause: str = "practice",
    faults: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
    **params: Any,
) -> HttpResponse:
    """*message*: id of the sentence; it is the problem's type too, so that programs need not read words."""
    document: dict[str, Any] = {
        "type": TYPE + message,
        "title": render(message, language_of(request), **params),
        "status": status,
        "clause": clause,
    }
    if faults:
        document["faults"] = faults
    answer = JsonResponse(document, status=status, headers=dict(headers or {}))
    answer["Content-Type"] = "application/problem+json"
    answer["Content-Language"] = language_of(request)
    return answer


def _of_domain(request: HttpRequest, error: Exception) -> HttpResponse:
    told = error if isinstance(error, DomainError) else DomainError("api.fault")
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 400)
    faults = None
    if isinstance(error, InvalidError):
        language = language_of(request)
        faults = [
            {"field": field, "code": message, "title": render(message, language, **params)}
            for field, (message, params) in error.faults.items()
        ]
    if isinstance(error, ForbiddenError | AbsentError):
        note_request(request, error)
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooManyError) else None
    return problem(
        request,
        status,
        told.message,
        clause=told.clause,
        faults=faults,
        headers=headers,
        **{name: value for name, value in told.params.items() if name not in _OWN},
    )


_OWN = frozenset({"status", "message", "clause", "faults", "headers"})


def _of_shape(request: HttpRequest, error: Exception) -> HttpResponse:
    """What was sent does not have the shape that the interface's description gives."""
    told = error.errors if isinstance(error, ValidationError) else []
    faults = [
        {
            "field": ".".join(str(part) for part in one["loc"][1:]),
            "code": f"api.shape.{one['type']}",
            "title": render("api.shape_field", language_of(request)),
        }
        for one in told
    ]
    return problem(request, 422, "api.shape", faults=faults)


def _of_nobody(request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(
        request, 401, "kernel.refused.anonymous", headers={"WWW-Authenticate": 'Bearer realm="bagdar"'}
    )


def _of_http(request: HttpRequest, error: Exception) -> HttpResponse:
    status = error.status_code if isinstance(error, HttpError) else 400
    message = f"api.http_{status}"
    return problem(request, status, message if is_message(message) else "api.http_400")


def install(api: NinjaAPI) -> None:
    """Give *api* these answers for everything that is refused."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        DomainError: _of_domain,
        ValidationError: _of_shape,
        AuthenticationError: _of_nobody,
        HttpError: _of_http,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def describe(schema: dict[str, Any]) -> None:
    """Say in the description *schema* of the interface what every operation may answer besides its success."""
    content = {"application/problem+json": {"schema": DOCUMENT}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, words in DESCRIBED.items():
                operation["responses"][status] = {"description": words, "content": content}
