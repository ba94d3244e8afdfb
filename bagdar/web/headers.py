"""Headers that every answer carries, refusals and files included: what a browser may do with it, and who may keep it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""Everything comes from this installation, nothing inline; a frame, a plug-in, another form target: never."""

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR = 31_536_000
"""Seconds."""


def allow_connection(response: HttpResponse, source: str) -> None:
    """Let the page of *response* also speak to *source*: the signer on the user's own machine, and nothing else."""
    response.connect_to = source  # type: ignore[attr-defined]


def content_policy(response: HttpResponse) -> str:
    """The policy of *response* as its header has it."""
    extra = getattr(response, "connect_to", "")
    sources = {**POLICY, "connect-src": f"{POLICY['connect-src']} {extra}".strip()}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


class HeadersMiddleware:
    """Stands outermost, so that no answer passes it by. What a view has set itself stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", content_policy(response))
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
        return response
