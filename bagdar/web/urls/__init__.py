"""Addresses of pages, without the language prefix; a module for each subject."""

from __future__ import annotations

from bagdar.web.urls import home, people, sign_in

urlpatterns = [
    *home.urlpatterns,
    *people.urlpatterns,
    *sign_in.urlpatterns,
]
