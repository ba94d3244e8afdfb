"""Addresses of pages, without the language prefix; a module for each subject."""

from __future__ import annotations

from bagdar.web.urls import home

urlpatterns = [
    *home.urlpatterns,
]
