"""The package as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "bagdar.ops"
    label = "ops"

    def ready(self) -> None:
        from django.conf import settings

        from bagdar.kernel.policy import TABLE
        from bagdar.ops import journal_codes  # noqa: F401  (declares acts)

        TABLE.factor_required = not settings.DEMONSTRATION
