"""Addresses of pages, without the language prefix; a module for each subject."""

from __future__ import annotations

from bagdar.web.urls import (
    bodies,
    evidence,
    files,
    home,
    installation,
    journal,
    methodology,
    people,
    search,
    sign_in,
    signing,
)

urlpatterns = [
    *bodies.urlpatterns,
    *evidence.urlpatterns,
    *files.urlpatterns,
    *home.urlpatterns,
    *installation.urlpatterns,
    *journal.urlpatterns,
    *methodology.urlpatterns,
    *people.urlpatterns,
    *search.urlpatterns,
    *sign_in.urlpatterns,
    *signing.urlpatterns,
]
