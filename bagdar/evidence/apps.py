"""The domain as a Django application: joins its policy rows, journal codes and guards, and hears of new entries."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "bagdar.evidence"
    label = "evidence"

    def ready(self) -> None:
        from bagdar.evidence import guards, journal_codes, policy, recurring  # noqa: F401  (declare themselves)
        from bagdar.evidence.sealer import SEALER
        from bagdar.evidence.shown import seals_of
        from bagdar.evidence.signing import guards as signing_guards  # noqa: F401
        from bagdar.evidence.signing import journal_codes as signing_codes
        from bagdar.evidence.signing import policy as signing_policy
        from bagdar.evidence.signing import selectors, signables
        from bagdar.evidence.signing.body_files import BODY_FILE
        from bagdar.files import holding, owners
        from bagdar.journal import codes, seals
        from bagdar.journal.services import on_recorded
        from bagdar.kernel import policy as table

        table.TABLE.add(policy.RULES)
        codes.declare(journal_codes.CODES | signing_codes.CODES)
        table.TABLE.add(signing_policy.RULES)
        owners.register("evidence.signing", selectors.may_read_files)
        signables.register(BODY_FILE)
        holding.register(selectors.why_held)
        seals.register(seals_of)
        if SEALER.nudge not in on_recorded:
            on_recorded.append(SEALER.nudge)
