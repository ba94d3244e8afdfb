"""Tells the framework who a session belongs to. Proofs are looked at by the services of signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from bagdar.orgs.models import Person


class People(BaseBackend):
    def authenticate(self, *_: Any, **__: Any) -> None:
        """Nobody comes in by the framework's own door."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person while the account is active: one who is not has no session from the next request on."""
        return Person.objects.filter(pk=user_id, state="active").first()
