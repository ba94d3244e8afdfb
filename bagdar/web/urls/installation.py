"""Addresses of the installation's own pages."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import installation

urlpatterns = [
    path("installation/", installation.show, name="installation.show"),
    path("installation/edit/", installation.edit, name="installation.edit"),
    path("installation/letter/", installation.try_mail, name="installation.try_mail"),
]
