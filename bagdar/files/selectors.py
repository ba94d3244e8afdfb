"""Reads of files, through what the owner's domain says the actor may read."""

from __future__ import annotations

from typing import IO
from uuid import UUID

from bagdar.files import owners
from bagdar.files.models import StoredFile
from bagdar.files.storage import place
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
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
