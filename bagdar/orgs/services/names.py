"""A body's names: correcting a slip in one, and giving it a new one from a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.services import service
from bagdar.orgs.checks import Known, faults_of_names
from bagdar.orgs.given import BodyGiven, NameGiven
from bagdar.orgs.models import Act, Body, BodyName
from bagdar.orgs.pack import methodology
from bagdar.orgs.services.bodies import refuse
from bagdar.orgs.services.entries import relist
from bagdar.orgs.services.facts import locked
from bagdar.store.base import save_version


@service("orgs.body.edit", journal=("orgs.body.name_corrected",))
def correct_name(*, actor: Actor, name: UUID, version: int, given: NameGiven) -> BodyName:
    """Mend a slip of the pen in one of a body's names; its days stay. A new name needs an act (rename_body)."""
    with transaction.atomic():
        row = BodyName.objects.filter(pk=name).first()
        if row is None:
            raise AbsentError("kernel.absent")
        body = locked([row.body_id])[row.body_id]
        decision = policy.require(actor, "orgs.body.edit", body)
        whole = BodyGiven(kind=body.kind, names={row.language: given})
        faults = {
            field: (message, params)
            for field, message, params in faults_of_names(whole, Known(), methodology())
        }
        refuse({field: fault for field, fault in faults.items() if field.endswith(f"_{row.language}")})
        before = _told(row)
        _put(row, given)
        save_version(row, version, ("name", "abbreviation", "others", "variants"))
        touch(body)
        relist([body])
        record(
            actor=actor,
            act="orgs.body.name_corrected",
            object=body,
            body=body,
            before=before,
            after=_told(row),
            capacity=decision.capacity,
        )
    return row


def _told(row: BodyName) -> dict[str, Any]:
    """What an entry says of a name; language and first day tell which one it is."""
    parts = ("language", "valid_from", "name", "abbreviation", "others", "variants")
    return {part: getattr(row, part) for part in parts}


def _put(row: BodyName, given: NameGiven) -> None:
    row.name = " ".join(given.name.split())
    row.abbreviation = given.abbreviation.strip()
    row.others, row.variants = list(given.others), list(given.variants)


def touch(body: Body) -> None:
    """The body changed now, for whoever asks what changed since. Its row is locked by the caller."""
    body.changed_at = clock.now()
    save_version(body, body.version, ("changed_at",))


def give_name(body: Body, language: str, given: NameGiven, day: date, act: Act) -> BodyName:
    """Call *body* so from *day* on: the name in use until then ends the day before.

    The caller has made sure that no later name stands.
    """
    BodyName.objects.filter(body=body, language=language, valid_to=None).update(
        valid_to=day - timedelta(days=1)
    )
    row = BodyName(body=body, language=language, valid_from=day, act=act)
    _put(row, given)
    row.save(force_insert=True)
    return row
