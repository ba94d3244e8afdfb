"""Taking back a reorganisation that was entered by mistake; it stays on record, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Body, BodyName, Reorganisation
from bagdar.orgs.services.ending import bring_back
from bagdar.orgs.services.entries import relist
from bagdar.orgs.services.facts import locked
from bagdar.store.base import save_version

_ONE_DAY = timedelta(days=1)


@service("orgs.body.reorganise", journal=("orgs.body.reorganisation_withdrawn",))
def withdraw_reorganisation(*, actor: Actor, reorganisation: UUID, reason: str) -> Reorganisation:
    """Undo what the entry did: bodies it ended live on, names it gave are gone. Raises InvalidError where
    something later rests on it, or without a *reason*."""
    with transaction.atomic():
        row = Reorganisation.objects.select_for_update(of=("self",)).filter(pk=reorganisation).first()
        if row is None or row.withdrawn_at is not None:
            raise AbsentError("kernel.absent")
        lines = list(row.lines.all())
        bodies = locked({row.body_id, *(key for line in lines for key in (line.source_id, line.target_id))})
        decision = policy.require(actor, "orgs.body.reorganise", bodies[row.body_id])
        if not reason.strip():
            raise InvalidError({"reason": ("orgs.bodies.needed", {})})
        if row.kind == "renamed":
            _unname(row, bodies[row.body_id])
        ended = {line.source_id for line in lines if line.ends}
        if row.kind == "ended":
            bring_back(row, bodies[row.body_id])
            ended.add(row.body_id)
        for body in bodies.values():
            body.changed_at = clock.now()
            if body.pk in ended:
                body.valid_to = None
            save_version(body, body.version, ("valid_to", "changed_at"))
            record(
                actor=actor,
                act="orgs.body.reorganisation_withdrawn",
                object=body,
                body=body,
                before={"kind": row.kind, "day": row.day, "act": str(row.act) if row.act else ""},
                after={"reason": reason.strip()},
                capacity=decision.capacity,
            )
        row.withdrawn_at = clock.now()
        save_version(row, row.version, ("withdrawn_at",))
    return row


def _unname(row: Reorganisation, body: Body) -> None:
    """Take back the names given; the ones before them are in use again."""
    for name in BodyName.objects.filter(body=body, valid_from=row.day, act=row.act):
        if name.valid_to is not None:
            raise InvalidError({"": ("orgs.bodies.renamed_since", {"day": name.valid_to + _ONE_DAY})})
        name.delete()
        BodyName.objects.filter(body=body, language=name.language, valid_to=row.day - _ONE_DAY).update(
            valid_to=None
        )
    relist([body])
