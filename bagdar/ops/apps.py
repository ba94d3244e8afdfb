"""The package as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "bagdar.ops"
    label = "ops"
