"""The journal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "bagdar.journal"
    label = "journal"

    def ready(self) -> None:
        from bagdar.journal import guards, journal_codes, refusals  # noqa: F401  (declare what stays, acts, recurs)
