"""Plain makers of stored files."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bagdar.files.models import StoredFile
from bagdar.files.services import keep
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
