"""Keeping what the program itself made: documents, signatures, tokens.

Like an entry of the journal, a kept file is part of the act that makes it and stands in its transaction: that act has
asked the policy. The bytes are safe on the disk before the row says so, so no row is ever without its file; a file
whose act came to nothing is cleared away (:mod:`bagdar.files.recurring`).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, models

from bagdar.files import owners
from bagdar.files.models import StoredFile, place_of
from bagdar.files.storage import Content, Staged, place
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.store.ids import new_id


class Prepared(msgspec.Struct, frozen=True):
    """Bytes that are safe on the disk for a row that is still to be made."""

    id: UUID
    staged: Staged


def prepare(content: Content) -> Prepared:
    """Write *content* before the transaction begins, where it is large: nobody waits for the disk then."""
    number = new_id()
    return Prepared(number, place().stage(place_of(number.hex), content))


def keep(
    *,
    actor: Actor,
    content: Content | Prepared,
    name: str,
    media_type: str,
    owner: models.Model,
    body: Any,
    mark: str = "",
) -> StoredFile:
    """Keep *content* for *owner*, in the running transaction of the act that made it.

    *body* (or its id, or None): whose affair it is. Raises StorageError, LookupError where the owner's domain never
    said who may read its files, and RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is kept in the transaction of its act")
    label = owners.label_of(owner)
    ready = content if isinstance(content, Prepared) else prepare(content)
    now = clock.now()
    row = StoredFile.objects.create(
        id=ready.id,
        owner_type=label,
        owner_id=str(owner.pk),
        body_id=getattr(body, "pk", body),
        name=name,
        media_type=media_type,
        size=ready.staged.size,
        sha256=ready.staged.sha256,
        made=True,
        state="accepted",
        mark=mark,
        kept_at=now,
        kept_by=actor.id,
        kept_by_name=actor.name,
        decided_at=now,
    )
    record(actor=actor, act="files.file.kept", object=row, body=row.body_id, after=facts(row))
    place().link(ready.staged)
    return row


def facts(row: StoredFile) -> dict[str, Any]:
    """What the journal says of a file."""
    return {
        "owner": f"{row.owner_type} {row.owner_id}",
        "size": row.size,
        "sha256": row.sha256,
        "media_type": row.media_type,
    }
