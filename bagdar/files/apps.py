"""The domain as a Django application: joins its policy rows, journal codes and owners when loaded."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "bagdar.files"
    label = "files"

    def ready(self) -> None:
        from bagdar.files import guards, journal_codes, owners, policy  # noqa: F401  (declares what stays)
        from bagdar.journal import codes
        from bagdar.kernel import policy as table

        table.TABLE.add(policy.RULES)
        codes.declare(journal_codes.CODES)
        owners.register("orgs.body", policy.may_read_of_body)
