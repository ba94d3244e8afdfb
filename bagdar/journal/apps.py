"""The journal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "bagdar.journal"
    label = "journal"

    def ready(self) -> None:
        from bagdar.journal import codes, guards, journal_codes  # noqa: F401  (declares what stays)

        codes.declare(journal_codes.CODES)
