"""Address of the search box's page."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import search

urlpatterns = [
    path("search/", search.search, name="search"),
]
