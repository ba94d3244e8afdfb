"""Accounts of other systems: opened with scopes and an end, revoked; the token is shown once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Body, SystemAccount
from bagdar.orgs.rules_of_people import LONGEST_ACCOUNT, SYSTEM_SCOPES


def digest_of(token: str) -> str:
    """SHA-256 of a token, hex: tokens have 256 random bits, so a fast digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@service("orgs.system.open", journal=("orgs.system.opened",))
def open_system_account(
    *, actor: Actor, body: UUID, name: str, scopes: Iterable[str], expires_at: datetime
) -> tuple[SystemAccount, str]:
    """A new account of *body* and its token, which is kept nowhere. Raises InvalidError."""
    with transaction.atomic():
        house = Body.objects.get(pk=body)
        policy.require(actor, "orgs.system.open", house)
        wanted = sorted(set(scopes))
        faults = _faults(name, wanted, expires_at)
        if faults:
            raise InvalidError(faults)
        prefix = secrets.token_hex(4)
        token = f"bgd_{prefix}_{secrets.token_urlsafe(32)}"
        row = SystemAccount.objects.create(
            body=house,
            name=name.strip(),
            scopes=wanted,
            prefix=prefix,
            digest=digest_of(token),
            created_at=clock.now(),
            created_by_id=actor.person,
            expires_at=expires_at,
        )
        record(
            actor=actor,
            act="orgs.system.opened",
            object=row,
            body=house,
            after={"name": row.name, "prefix": row.prefix, "scopes": wanted, "expires": expires_at},
        )
    return row, token


def _faults(name: str, scopes: list[str], expires_at: datetime) -> dict[str, tuple[str, dict[str, Any]]]:
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    if not name.strip():
        faults["name"] = ("orgs.people.name_missing", {})
    if not scopes or not set(scopes) <= set(SYSTEM_SCOPES):
        faults["scopes"] = ("orgs.people.scopes", {})
    if not clock.now() < expires_at <= clock.now() + LONGEST_ACCOUNT:
        faults["expires_at"] = ("orgs.people.expiry", {"days": LONGEST_ACCOUNT.days})
    return faults


@service("orgs.system.revoke", journal=("orgs.system.revoked",))
def revoke_system_account(*, actor: Actor, account: UUID) -> SystemAccount:
    """The token is refused from the next request on."""
    with transaction.atomic():
        row = SystemAccount.objects.select_for_update().get(pk=account)
        policy.require(actor, "orgs.system.revoke", row)
        if row.revoked_at is None:
            row.revoked_at = clock.now()
            row.save(update_fields=["revoked_at"])
            record(actor=actor, act="orgs.system.revoked", object=row, body=row.body_id)
    return row


def account_of(token: str) -> SystemAccount | None:
    """The account to which *token* belongs, in constant time for a known prefix; None for no such one."""
    parts = token.split("_", 2)
    if len(parts) != 3 or parts[0] != "bgd":
        return None
    row = SystemAccount.objects.filter(prefix=parts[1]).first()
    known = row.digest if row else "0" * 64
    same = secrets.compare_digest(known, digest_of(token))
    return row if same else None
