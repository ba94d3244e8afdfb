"""Who asks: an account of a system by its token, or a signed-in person by the browser's session."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from bagdar.kernel import clock
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.kernel.errors import ForbiddenError
from bagdar.orgs.actors import of_system_account
from bagdar.orgs.models import SystemAccount
from bagdar.orgs.services.systems import account_of

SEEN_EVERY: Final = timedelta(minutes=10)
"""How often the last use of an account is written down: not with each of many requests."""


class Token(HttpBearer):
    """``Authorization: Bearer bgd_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        account = account_of(token)
        if account is None:
            return None
        actor = of_system_account(account)
        if actor.kind != "system":
            return None
        _seen(account)
        request.actor = actor  # type: ignore[attr-defined]
        return actor


def _seen(account: SystemAccount) -> None:
    now = clock.now()
    if account.used_at is None or now - account.used_at > SEEN_EVERY:
        SystemAccount.objects.filter(pk=account.pk).update(used_at=now)


class Session(APIKeyCookie):
    """The session of a person who is signed in; forms of other sites are refused by the token against forgery."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=False)  # asked below, so that the refusal names the token

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002
        """Raises ForbiddenError where a session writes without the token."""
        actor: Actor = getattr(request, "actor", ANONYMOUS)
        if actor.kind != "person":
            return None
        if check_csrf(request) is not None:
            raise ForbiddenError("api.form_token_missing")
        return actor
