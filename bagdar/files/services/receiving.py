"""Receiving what people and systems send: into quarantine, whole at once or piece by piece.

A broken line costs at most a piece: the sender asks how far it came and goes on from there. Whoever sends a piece
twice changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from bagdar.files import quota
from bagdar.files.models import StoredFile, Upload
from bagdar.files.naming import clean_name
from bagdar.files.policy import Belonging
from bagdar.files.services.keeping import Prepared, facts, prepare
from bagdar.files.storage import Content, place
from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import AbsentError, ConflictError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import Body

UNKNOWN = "application/octet-stream"
"""Media type of what nobody has looked at yet."""


@service("files.send", journal=("files.file.received",))
def receive(*, actor: Actor, body: UUID, name: str, content: Content) -> StoredFile:
    """A whole file of *body*, now in quarantine. Raises InvalidError (size, quota) and StorageError."""
    decision = policy.require(actor, "files.send", Belonging(body))
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    quota.refuse_excess(actor, body, size)
    ready = prepare(content)
    try:
        with transaction.atomic():
            decision = policy.require(actor, "files.send", Belonging(body))
            return _quarantined(actor, body, name, ready, decision.capacity)
    except BaseException:
        place().drop(ready.staged)
        raise


def _quarantined(
    actor: Actor, body: UUID, name: str, ready: Prepared, capacity: Capacity | None
) -> StoredFile:
    """In the running transaction: one body's files are counted one after the other."""
    if not Body.objects.select_for_update().filter(pk=body).exists():
        raise AbsentError("kernel.absent")
    quota.refuse_excess(actor, body, ready.staged.size)
    row = StoredFile.objects.create(
        id=ready.id,
        owner_type=Body._meta.label_lower,
        owner_id=str(body),
        body_id=body,
        name=clean_name(name),
        media_type=UNKNOWN,
        size=ready.staged.size,
        sha256=ready.staged.sha256,
        kept_at=clock.now(),
        kept_by=actor.id,
        kept_by_name=actor.name,
    )
    record(actor=actor, act="files.file.received", object=row, body=body, after=facts(row), capacity=capacity)
    place().link(ready.staged)
    return row


@service("files.send", journal=("files.upload.begun",))
def begin_upload(*, actor: Actor, body: UUID, name: str, size: int) -> Upload:
    """Announce a file of *size* bytes that will come in pieces. Raises InvalidError (size, quota)."""
    with transaction.atomic():
        decision = policy.require(actor, "files.send", Belonging(body))
        if not Body.objects.filter(pk=body).exists():
            raise AbsentError("kernel.absent")
        quota.refuse_excess(actor, body, size)
        if actor.id is None:
            raise AbsentError("kernel.absent")
        quota.refuse_many_uploads(actor.id)
        now = clock.now()
        row = Upload.objects.create(
            owner_type=Body._meta.label_lower,
            owner_id=str(body),
            body_id=body,
            by=actor.id,
            name=clean_name(name),
            size=size,
            begun_at=now,
            changed_at=now,
        )
        record(
            actor=actor,
            act="files.upload.begun",
            object=row,
            body=body,
            after={"size": size},
            capacity=decision.capacity,
        )
    return row


def find_upload(actor: Actor, upload: UUID) -> Upload:
    """One's own. Raises AbsentError."""
    row = Upload.objects.filter(pk=upload, by=actor.id).first() if actor.id else None
    if row is None or not policy.may(actor, "files.send", Belonging(row.body_id)):
        raise AbsentError("kernel.absent")
    return row


@service("files.send", journal=("files.file.received",))
def add_piece(*, actor: Actor, upload: UUID, offset: int, content: bytes) -> Upload:
    """The next bytes from *offset* on; with the last the file is in quarantine (``file`` of the answer).

    Raises ConflictError (``current``: how far it is) for another offset, InvalidError for a piece that is empty, too
    long, or goes past the announced end.
    """
    policy.require(actor, "files.send")
    row = find_upload(actor, upload)
    _refuse_piece(row, offset, content)
    name = f"{row.folder}{offset:012d}"
    place().link(place().stage(name, content))
    with transaction.atomic():
        policy.require(actor, "files.send", Belonging(row.body_id))
        row = Upload.objects.select_for_update().get(pk=row.pk)
        _refuse_offset(row, offset)
        row.received += len(content)
        row.changed_at = clock.now()
        row.save(update_fields=["received", "changed_at"])
    return _finished(actor, row) if row.received == row.size else row


def _refuse_piece(row: Upload, offset: int, content: bytes) -> None:
    _refuse_offset(row, offset)
    if not 0 < len(content) <= quota.PIECE or offset + len(content) > row.size:
        raise InvalidError({"file": ("files.refused.piece", {"limit": quota.PIECE >> 10})})


def _refuse_offset(row: Upload, offset: int) -> None:
    if row.file is not None or offset != row.received:
        raise ConflictError("files.refused.offset", current=row.received, received=row.received)


def _finished(actor: Actor, row: Upload) -> Upload:
    """Put the pieces together and take the whole into quarantine."""
    with TemporaryDirectory(prefix="bagdar-upload-") as folder:
        whole = Path(folder) / "whole"
        names = sorted(found.name for found in place().names(row.folder))
        with whole.open("wb") as file:
            at = 0
            for name in names:
                if int(name.rpartition("/")[2]) == at:
                    with place().open(name) as piece:
                        at += file.write(piece.read())
        ready = prepare(whole)
    with transaction.atomic():
        decision = policy.require(actor, "files.send", Belonging(row.body_id))
        row = Upload.objects.select_for_update().get(pk=row.pk)
        if row.file is None:
            row.file = _quarantined(actor, row.body_id, row.name, ready, decision.capacity).pk
            row.save(update_fields=["file"])
    for name in names:
        place().delete(name)
    return row
