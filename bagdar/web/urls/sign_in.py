"""Addresses of the ways in."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in.start, name="sign_in.start"),
    path("sign-in/out/", sign_in.out, name="sign_in.out"),
]
