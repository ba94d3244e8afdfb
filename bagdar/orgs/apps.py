"""The domain as a Django application: joins its policy rows and journal codes when loaded."""

from __future__ import annotations

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "bagdar.orgs"
    label = "orgs"

    def ready(self) -> None:
        from bagdar.kernel import policy as table
        from bagdar.kernel.services import Surroundings
        from bagdar.orgs import journal_codes, policy, recurring  # noqa: F401  (declares what recurs)
        from bagdar.orgs.standing import stands

        Surroundings.stands = staticmethod(stands)
        table.TABLE.add(policy.RULES)
