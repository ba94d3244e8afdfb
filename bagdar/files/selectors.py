"""Reads of files, through what the owner's domain says the actor may read."""

from __future__ import annotations

from typing import IO
from uuid import UUID

from django.db.models import QuerySet

from bagdar.files import owners
from bagdar.files.models import SentUnderMark, StoredFile
from bagdar.files.policy import Belonging
from bagdar.files.storage import place
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Body
from bagdar.store.base import may_leave


def find_file(actor: Actor, file: UUID) -> StoredFile:
    """The row, whatever its state. Raises AbsentError where there is none that *actor* may read."""
    row = StoredFile.objects.filter(pk=file).first()
    if row is None or not owners.may_read(actor, row.owner_type, row.owner_id):
        raise AbsentError("kernel.absent")
    return row


def may_be_fetched(row: StoredFile) -> bool:
    """Whether its content may go out at all: accepted, and under no mark."""
    return row.state == "accepted" and may_leave(row)


def content_of(actor: Actor, file: UUID, *, original: bool = False) -> tuple[StoredFile, IO[bytes]]:
    """The file and its bytes, open: the cleaned copy where there is one, unless the *original* is asked for.

    Raises AbsentError where the actor may not, or nothing may go out.
    """
    row = find_file(actor, file)
    if not may_be_fetched(row):
        raise AbsentError("kernel.absent")
    name = row.place if original or row.clean_size is None else row.clean_place
    try:
        return row, place().open(name)
    except FileNotFoundError as error:
        raise AbsentError("files.storage.missing") from error


def read_content(actor: Actor, file: UUID) -> bytes:
    """The bytes as they were kept."""
    _, content = content_of(actor, file, original=True)
    with content:
        return content.read()


def visible_files(actor: Actor) -> QuerySet[StoredFile]:
    """Files of the bodies whose files *actor* may see."""
    rows = StoredFile.objects.filter(owner_type=Body._meta.label_lower)
    return rows if "auditor" in actor.roles else rows.filter(body__in=reading_bodies(actor))


def visible_sent(actor: Actor) -> QuerySet[SentUnderMark]:
    """Answers sent under mark, of the same bodies."""
    rows = SentUnderMark.objects.all()
    return rows if "auditor" in actor.roles else rows.filter(body__in=reading_bodies(actor))


def reading_bodies(actor: Actor) -> list[UUID]:
    """Bodies of *actor* whose files may be seen. No query."""
    return [body for body in actor.bodies() if policy.may(actor, "files.see", Belonging(body))]


def sending_bodies(actor: Actor) -> list[UUID]:
    """Bodies for which *actor* may send files. No query."""
    return [body for body in actor.bodies() if policy.may(actor, "files.send", Belonging(body))]
