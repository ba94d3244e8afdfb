"""Taking a snapshot of a thing in the transaction of the act that hands it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import connection, models

from bagdar.evidence.canonical import canonical_json, instant
from bagdar.evidence.codes import code_of
from bagdar.evidence.models import Snapshot, SnapshotDocument
from bagdar.files.models import StoredFile
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor, Capacity


def take_snapshot(
    *,
    actor: Actor,
    of: models.Model,
    form: str,
    content: Any,
    body: Any,
    mark: str = "",
    documents: Sequence[StoredFile] = (),
    capacity: Capacity | None = None,
) -> Snapshot:
    """What *of* is now: *content* (a struct or mapping without floats), and *documents* drawn from it.

    ``body``: the body (or its id, or None) whose affair it is; ``mark``: restriction mark. Whether the actor may
    is asked by the service that this is a part of. Raises RuntimeError outside its transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a snapshot is taken in the transaction of its act")
    at, owner = clock.now(), getattr(body, "pk", body)
    snapshot = Snapshot(
        form=form,
        object_type=of._meta.label_lower,
        object_id=str(of.pk),
        body=owner,
        mark=mark,
        taken_at=at,
        taken_by=actor.id,
    )
    snapshot.content = canonical_json(_told(snapshot, actor, content, documents))
    snapshot.sha256 = sha256(snapshot.content).hexdigest()
    snapshot.code = code_of(bytes.fromhex(snapshot.sha256))
    after = {"object": of, "object_type": snapshot.object_type, "form": form, "sha256": snapshot.sha256}
    snapshot.entry_id = record(
        actor=actor,
        act="evidence.snapshot.taken",
        object=snapshot,
        body=owner,
        after=after,
        capacity=capacity,
    ).pk
    snapshot.save(force_insert=True)
    SnapshotDocument.objects.bulk_create(
        SnapshotDocument(snapshot=snapshot, position=position, file=document, **_columns(document))
        for position, document in enumerate(documents)
    )
    return snapshot


def _told(
    snapshot: Snapshot, actor: Actor, content: Any, documents: Sequence[StoredFile]
) -> Mapping[str, Any]:
    return {
        "body": snapshot.body,
        "content": content,
        "documents": [{"file": document.pk, **_columns(document)} for document in documents],
        "form": snapshot.form,
        "id": snapshot.pk,
        "mark": snapshot.mark,
        "object": {"id": snapshot.object_id, "type": snapshot.object_type},
        "taken_at": instant(snapshot.taken_at),
        "taken_by": {"id": actor.id, "kind": actor.kind, "name": actor.name},
        "version": 1,
    }


def _columns(document: StoredFile) -> dict[str, Any]:
    return {
        "media_type": document.media_type,
        "name": document.name,
        "sha256": document.sha256,
        "size": document.size,
    }
