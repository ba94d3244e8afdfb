"""Things that proofs are made of."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bagdar.evidence.models import Receipt, Signing, Snapshot
from bagdar.evidence.services import issue_receipt, take_snapshot
from bagdar.files.models import StoredFile
from bagdar.journal.models import Entry
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM
from bagdar.orgs.models import Body
from bagdar.orgs.tests.make import make_actor, make_body

ACT = "journal.rows.rewritten"


def make_paper(owner: Any) -> StoredFile:
    """A stored document, as far as a snapshot tells of it."""
    return StoredFile.objects.create(
        owner_type=owner._meta.label_lower,
        owner_id=str(owner.pk),
        name="есеп.pdf",
        media_type="application/pdf",
        size=3,
        sha256="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        made=True,
        state="accepted",
        kept_at=clock.now(),
    )


def make_entries(count: int) -> list[Entry]:
    """That wait for their seals."""
    with transaction.atomic():
        return [record(actor=PROGRAM, act=ACT, after={"number": number}) for number in range(count)]


def make_snapshot(body: Body, **given: Any) -> Snapshot:
    with transaction.atomic():
        return take_snapshot(
            **{
                "actor": make_actor("preparer", body),
                "of": body,
                "form": "report",
                "content": {"қатарлар": [1, 2, 3], "a": None},
                "body": body,
                "documents": [make_paper(body)],
                **given,
            }
        )


def make_signing(body: Body, **given: Any) -> Signing:
    """For signature, with a document."""
    snapshot = make_snapshot(body)
    fields: dict[str, Any] = {
        "object_type": "files.storedfile",
        "object_id": str(snapshot.documents.get().file_id),
        "title": "есеп.pdf",
        "body": body.pk,
        "snapshot": snapshot,
        "document": snapshot.documents.get().file,
        "state": "open",
        "put_at": clock.now(),
    }
    return Signing.objects.create(**{**fields, **given})


def make_receipt(sender: Body, recipient: Body | None = None, **given: Any) -> Receipt:
    with transaction.atomic():
        return issue_receipt(
            actor=make_actor("preparer", sender),
            of=sender,
            snapshot=given.pop("snapshot", None) or make_snapshot(sender),
            recipient=recipient or make_body("recipient"),
            **given,
        )
