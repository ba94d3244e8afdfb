"""Addresses of signing."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import signing

urlpatterns = [
    path("signing/", signing.list_signings, name="signing.list"),
    path("signing/confirm/", signing.confirm, name="signing.confirm"),
    path("signing/<uuid:signing>/", signing.show, name="signing.show"),
    path("signing/<uuid:signing>/statement/", signing.statement, name="signing.statement"),
    path("signing/<uuid:signing>/recall/", signing.take_back, name="signing.recall"),
    path("signing/<uuid:signing>/return/", signing.give_back, name="signing.return"),
    path("signing/<uuid:signing>/certificate/", signing.by_certificate, name="signing.certificate"),
    path("signing/<uuid:signing>/pdf/", signing.by_pdf, name="signing.pdf"),
    path("signing/<uuid:signing>/paper/", signing.on_paper, name="signing.paper"),
    path("files/<uuid:file>/signing/", signing.put, name="signing.put"),
]
