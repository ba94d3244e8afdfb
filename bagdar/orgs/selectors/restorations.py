"""Access that is being given back."""

from __future__ import annotations

from django.db.models import QuerySet

from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.orgs.models import Person, Restoration
from bagdar.orgs.policy import visible_people


def open_restoration(person: Person) -> Restoration | None:
    """The one of *person* that is asked for or agreed, and not used yet."""
    return _open().filter(person=person).first()


def waiting_for(actor: Actor) -> QuerySet[Restoration]:
    """Those the actor could agree to: of the houses the actor runs, asked for by somebody else."""
    waiting = _open().filter(approved_at=None).exclude(asked_by=actor.id).exclude(person=actor.id)
    if "administrator" not in actor.roles:
        waiting = waiting.filter(
            person__memberships__body__in=actor.bodies("coordinator"), person__memberships__ended_at=None
        ).distinct()
    return waiting.filter(person__in=visible_people(actor))


def _open() -> QuerySet[Restoration]:
    now = clock.now()
    return Restoration.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now).select_related(
        "person", "asked_by", "approved_by"
    )
