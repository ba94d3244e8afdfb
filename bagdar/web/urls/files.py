"""Addresses of files."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import files

urlpatterns = [
    path("files/<uuid:file>/", files.fetch, name="files.fetch"),
]
