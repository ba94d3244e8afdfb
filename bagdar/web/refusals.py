"""Refusals as pages: what happened, by which clause, who can, what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bagdar.kernel.errors import ConflictError, DomainError, TooManyError


def _refusal(request: HttpRequest, template: str, error: DomainError, status: int) -> HttpResponse:
    return render(request, f"web/errors/{template}.html", {"error": error}, status=status)


def forbidden(request: HttpRequest, error: DomainError) -> HttpResponse:
    return _refusal(request, "403", error, 403)


def absent(request: HttpRequest, error: DomainError) -> HttpResponse:
    return _refusal(request, "404", error, 404)


def conflict(request: HttpRequest, error: ConflictError) -> HttpResponse:
    return _refusal(request, "409", error, 409)


def too_many(request: HttpRequest, error: TooManyError) -> HttpResponse:
    response = _refusal(request, "429", error, 429)
    response["Retry-After"] = str(error.seconds)
    return response
