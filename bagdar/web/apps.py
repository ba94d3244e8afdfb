"""The package as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "bagdar.web"
    label = "web"

    def ready(self) -> None:
        from bagdar.web import sources

        sources.declare()
