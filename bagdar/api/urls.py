"""The interface's addresses: ``/api/v1/…``. Within a version things are only added; see docs/api.md."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from bagdar.api import problems
from bagdar.api.accounts import Session, Token
from bagdar.api.routes import bodies, methodology, people

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
    openapi_url="openapi.json",
)
problems.install(api)
api.add_router("/bodies", bodies.router)
api.add_router("/people", people.router)
api.add_router("/methodology", methodology.router)


def absent(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """An address of the interface that leads nowhere is refused as the interface refuses."""
    return problems.problem(request, 404, "kernel.absent")


absent.action = "orgs.sign_in.try"  # type: ignore[attr-defined]
urlpatterns = [path("v1/", api.urls), path("<path:rest>", absent, name="api.absent")]
