"""Withdrawing a file: nobody gets it any more; that it was here stays known."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bagdar.files.holding import why_held
from bagdar.files.models import StoredFile
from bagdar.files.policy import Belonging
from bagdar.files.selectors import find_file
from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service


@service("files.withdraw", journal=("files.file.withdrawn",))
def withdraw_file(*, actor: Actor, file: UUID) -> StoredFile:
    """Only what people sent for their body. Its bytes are cleared away afterwards. Raises InvalidError."""
    with transaction.atomic():
        policy.require(actor, "files.withdraw")
        row = find_file(actor, file)
        decision = policy.require(actor, "files.withdraw", Belonging(row.body_id))
        row = StoredFile.objects.select_for_update().get(pk=row.pk)
        if row.made or row.state not in ("accepted", "quarantined"):
            raise InvalidError({"": ("files.refused.not_withdrawable", {})})
        if reason := why_held(row.pk):
            raise InvalidError({"": (reason, {})})
        before, row.state, row.decided_at = row.state, "withdrawn", clock.now()
        row.save(update_fields=["state", "decided_at"])
        record(
            actor=actor,
            act="files.file.withdrawn",
            object=row,
            body=row.body_id,
            before={"state": before},
            after={"state": row.state},
            capacity=decision.capacity,
        )
    return row
