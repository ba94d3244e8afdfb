"""Addresses of the methodology's pages."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import methodology, methodology_changes

urlpatterns = [
    path("methodology/", methodology.list_methodologies, name="methodology.list"),
    path("methodology/compare/", methodology_changes.compare_methodologies, name="methodology.compare"),
    path("methodology/install/", methodology_changes.install, name="methodology.install"),
    path("methodology/enforce/", methodology_changes.enforce, name="methodology.enforce"),
    path("methodology/<slug:pack>/", methodology.show_methodology, name="methodology.show"),
    path("methodology/<slug:pack>/clauses/", methodology.list_clauses, name="methodology.clauses"),
    path("methodology/<slug:pack>/clauses/<str:clause>/", methodology.show_clause, name="methodology.clause"),
    path("methodology/<slug:pack>/parameters/", methodology.list_parameters, name="methodology.parameters"),
    path("methodology/<slug:pack>/checks/", methodology.list_checks, name="methodology.checks"),
    path("methodology/<slug:pack>/forms/", methodology.list_forms, name="methodology.forms"),
    path(
        "methodology/<slug:pack>/conformance/", methodology.show_conformance, name="methodology.conformance"
    ),
]
