"""Addresses of the first page."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import home

urlpatterns = [
    path("", home.show_home, name="home"),
]
