"""The domain as a Django application: joins its policy rows, journal codes and guards, and hears of new entries."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "bagdar.evidence"
    label = "evidence"

    def ready(self) -> None:
        from bagdar.evidence import guards, journal_codes, recurring  # noqa: F401  (declare themselves)
        from bagdar.evidence.sealer import SEALER
        from bagdar.evidence.shown import seals_of
        from bagdar.journal import codes, seals
        from bagdar.journal.services import on_recorded

        codes.declare(journal_codes.CODES)
        seals.register(seals_of)
        if SEALER.nudge not in on_recorded:
            on_recorded.append(SEALER.nudge)
