"""All addresses of the service: pages under a language prefix, the interface for systems, the health question."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from bagdar.web import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("api/", include("bagdar.api.urls")),
    *i18n_patterns(path("", include("bagdar.web.urls"))),
]

handler400 = "bagdar.web.errors.bad_request"
handler403 = "bagdar.web.errors.forbidden"
handler404 = "bagdar.web.errors.absent"
handler500 = "bagdar.web.errors.server_error"
