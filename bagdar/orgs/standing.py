"""Rights that were taken away between the beginning of a request and its act: asked again inside the act's transaction."""

from __future__ import annotations

from typing import Any

from django.db import connection

from bagdar.kernel.actors import Actor
from bagdar.orgs.actors import actor_of, of_system_account
from bagdar.orgs.models import ActingHead, Membership, Person, SystemAccount


def stands(actor: Actor, known: dict[Any, bool]) -> bool:
    """Whether every capacity of *actor* still holds; once in a transaction, five queries at most.

    The rows that give them are locked until the transaction ends: whoever takes a right away waits for acts that
    are under way, and no act is committed after that. On SQLite one transaction writes at a time anyway.
    """
    if not connection.in_atomic_block or actor.kind not in ("person", "system"):
        return True
    key = (connection.atomic_blocks[0], actor)
    if key not in known:
        known[key] = _stands(actor)
    return known[key]


def _stands(actor: Actor) -> bool:
    if actor.id is None:
        return False
    if actor.kind == "system":
        account = SystemAccount.objects.select_for_update(no_key=True).filter(pk=actor.id).first()
        return account is not None and set(actor.scopes or ()) <= set(of_system_account(account).scopes or ())
    person = Person.objects.select_for_update(no_key=True).filter(pk=actor.id).first()
    if person is None:
        return False
    if connection.vendor == "postgresql":
        for rows in (Membership.objects, ActingHead.objects):
            list(rows.select_for_update(no_key=True).filter(person=person, ended_at=None).values_list("pk"))
    now = actor_of(person)
    return now.kind == "person" and set(actor.capacities) <= set(now.capacities)
