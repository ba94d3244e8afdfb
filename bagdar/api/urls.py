"""The interface's addresses: ``/api/v1/…``. Within a version things are only added; see docs/api.md."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from bagdar.api import problems
from bagdar.api.accounts import Session, Token
from bagdar.api.routes import bodies, files, journal, methodology, people

api = NinjaAPI(
    title="Bagdar",
    version="1",
    description=(
        "For other systems of a body. Every refusal is a problem document (RFC 9457) with the clause it rests on; "
        "words come in the language of Accept-Language (kk, ru, en)."
    ),
    auth=[Token(), Session()],
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
problems.install(api)
api.add_router("/bodies", bodies.router)
api.add_router("/files", files.router)
api.add_router("/people", people.router)
api.add_router("/journal", journal.router)
api.add_router("/methodology", methodology.router)


class Anything(StringConverter):
    """Whatever stands in an address, lines and all: the framework's own ``path`` ends at a line."""

    regex = r"(?s:.+)"


register_converter(Anything, "anything")


@csrf_exempt
def absent(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """An address of the interface that leads nowhere is refused as the interface refuses, and writes nothing."""
    return problems.problem(request, 404, "kernel.absent")


@require_safe
def description(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The description of the interface (OpenAPI 3.1), open to all: it says nothing of what is kept here."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    problems.describe(schema)
    return JsonResponse(schema)


def by_method(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """HEAD is answered wherever GET is (RFC 9110); the server leaves the content out. Another method: a problem."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = request.method
        request.method = "GET" if method == "HEAD" else method
        response: HttpResponse = view(request, *args, **kwargs)
        request.method = method
        if response.status_code != 405:
            return response
        known = [one.strip() for one in response.get("Allow", "").split(",") if one.strip()]
        allowed = sorted({*known, *(["HEAD"] if "GET" in known else [])})
        return problems.problem(request, 405, "api.http_405", headers={"Allow": ", ".join(allowed)})

    return answer


def operations() -> tuple[list[Any], str, str]:
    patterns, app, space = api.urls
    for one in patterns:
        if isinstance(one, URLPattern):
            one.callback = by_method(one.callback)
    return list(patterns), app, space


urlpatterns = [
    path("v1/openapi.json", description, name="api.description"),
    path("v1/", operations()),
    path("<anything:rest>", absent, name="api.absent"),
]
