"""Plain makers of stored files."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bagdar.files.models import SentUnderMark, StoredFile, Upload
from bagdar.files.services import keep
from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM
from bagdar.orgs.models import Body

PDF = "application/pdf"


def make_file(
    body: Body, content: bytes = b"%PDF-1.7\n", name: str = "есеп.pdf", mark: str = "", **fields: Any
) -> StoredFile:
    """A file that the program made for *body*."""
    with transaction.atomic():
        row = keep(
            actor=PROGRAM, content=content, name=name, media_type=PDF, owner=body, body=body, mark=mark
        )
        if fields:
            StoredFile.objects.filter(pk=row.pk).update(**fields)
            row.refresh_from_db()
        return row


def make_upload(body: Body, by: UUID, size: int = 10) -> Upload:
    """A file under way, nothing of which has come."""
    now = clock.now()
    return Upload.objects.create(
        owner_type="orgs.body",
        owner_id=str(body.pk),
        body=body,
        by=by,
        name="a.pdf",
        size=size,
        begun_at=now,
        changed_at=now,
    )


def make_sent(body: Body) -> SentUnderMark:
    return SentUnderMark.objects.create(
        object_type="orgs.body",
        object_id=str(body.pk),
        body=body,
        written_mark="ҚБП",
        number="15-4/2",
        day=date(2026, 1, 9),
        copies=1,
        addressee="Үкімет",
        entered_at=clock.now(),
    )
