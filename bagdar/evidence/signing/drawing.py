"""The document that is signed is drawn in the background, outside any transaction, once and for all."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django_tasks import task

from bagdar.evidence.services.signing import settle
from bagdar.evidence.signing.models import Signing
from bagdar.evidence.signing.signables import signable_of
from bagdar.files.services.keeping import Prepared, keep, prepare
from bagdar.journal.services import record
from bagdar.kernel.actors import PROGRAM
from bagdar.kernel.errors import DomainError

PDF = "application/pdf"


@task()
def draw(number: str) -> None:
    """Draw the document of the signing with the id *number*; nothing to do once it is there or taken back."""
    signing = Signing.objects.select_related("snapshot").get(pk=UUID(number))
    if signing.state != "drawing":
        return
    kind = signable_of(signing.object_type)
    try:
        pdf = kind.draw(kind.model._default_manager.get(pk=signing.object_id), signing.snapshot.shown_code)
    except DomainError as error:
        _give_up(signing, error)
    else:
        _keep(signing, prepare(pdf))


def _keep(drawn: Signing, ready: Prepared) -> None:
    with transaction.atomic():
        signing = Signing.objects.select_for_update().get(pk=drawn.pk)
        if signing.state != "drawing":
            return
        signing.document = keep(
            actor=PROGRAM,
            content=ready,
            name=f"{drawn.snapshot.shown_code}.pdf",
            media_type=PDF,
            owner=signing,
            body=signing.body,
        )
        signing.state, signing.version = "open", signing.version + 1
        signing.save(update_fields=["document", "state", "version"])
        after = {"state": "open", "document": signing.document, "sha256": signing.document.sha256}
        record(actor=PROGRAM, act="evidence.signing.drawn", object=signing, body=signing.body, after=after)


def _give_up(drawn: Signing, error: DomainError) -> None:
    """It cannot be drawn, so nobody can sign it: the object is free again, and the reason stands there."""
    with transaction.atomic():
        signing = Signing.objects.select_for_update().get(pk=drawn.pk)
        if signing.state != "drawing":
            return
        settle(signing, "undrawn", error.message)
        after = {"state": "undrawn", "remark": error.message}
        record(actor=PROGRAM, act="evidence.signing.undrawn", object=signing, body=signing.body, after=after)
