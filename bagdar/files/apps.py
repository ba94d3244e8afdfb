"""The domain as a Django application: joins its policy rows, journal codes and owners when loaded."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "bagdar.files"
    label = "files"

    def ready(self) -> None:
        from bagdar.files import (  # noqa: F401  (declares what stays)
            answers,
            guards,
            journal_codes,
            owners,
            policy,
            recurring,
        )
        from bagdar.journal import codes
        from bagdar.kernel import policy as table

        table.TABLE.add(policy.RULES)
        codes.declare(journal_codes.CODES)
        owners.register("orgs.body", policy.may_read_of_body)
        answers.register("orgs.body", policy.body_answered_for)
