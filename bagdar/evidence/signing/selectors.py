"""What lies for signature and what was signed, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from bagdar.evidence.signing.models import OPEN, Signature, Signing
from bagdar.files.models import StoredFile
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.policy import TABLE
from bagdar.orgs.models import Person
from bagdar.store.base import may_leave

COPIES: Final = 100
"""Files offered as the scan of a paper."""


def visible_signings(actor: Actor) -> QuerySet[Signing]:
    """Of the reader's own bodies; all for an auditor."""
    roles = {role for given in TABLE.who("signing.see") for role in given.roles}
    if actor.kind != "person":
        return Signing.objects.none()
    if "auditor" in actor.roles & roles:
        return Signing.objects.all()
    return Signing.objects.filter(body__in=actor.bodies(*(roles - {"auditor"})))


def waiting_for(actor: Actor) -> QuerySet[Signing]:
    """What the reader, as a head, may sign now; the oldest first."""
    bodies = actor.bodies("head")
    rows = Signing.objects.filter(body__in=bodies, state="open").select_related("snapshot", "document")
    return rows.order_by("put_at", "id")


def signing_of(actor: Actor, number: UUID) -> Signing:
    """One with its signatures. Raises AbsentError where there is none the reader may see."""
    rows = visible_signings(actor).select_related("snapshot", "document")
    found = rows.prefetch_related("signatures__message").filter(pk=number).first()
    if found is None or not policy.may(actor, "signing.see", found):
        raise AbsentError("kernel.absent")
    return found


def of_object(actor: Actor, label: str, number: str) -> list[Signing]:
    """Every going to signature of an object, the latest first."""
    return list(visible_signings(actor).filter(object_type=label, object_id=number))


def is_frozen(label: str, number: str) -> bool:
    """Whether an object lies for signature, or was signed: then nobody changes it."""
    rows = Signing.objects.filter(object_type=label, object_id=number)
    return rows.filter(state__in=(*OPEN, "signed")).exists()


def may_read_files(actor: Actor, number: str) -> bool:
    """Whether the files of a signing (its document, messages, copies) may be read: as the signing itself."""
    return visible_signings(actor).filter(pk=UUID(number)).exists()


def heads_of(body: UUID) -> list[tuple[UUID, str]]:
    """Who heads *body* or acts for its head, now or earlier: those who can have signed a paper."""
    own = Person.objects.filter(memberships__body=body, memberships__role="head")
    acting = Person.objects.filter(acting_for__body=body)
    found = {person.pk: person.full_name for person in (*own, *acting)}
    return sorted(found.items(), key=lambda pair: pair[1])


def copies_of(body: UUID) -> list[tuple[UUID, str]]:
    """Accepted files of *body* that may be the scan of a signed paper, the latest first."""
    rows = StoredFile.objects.filter(
        body=body, state="accepted", made=False, media_type__in=("application/pdf", "image/jpeg", "image/png")
    )
    return list(rows.values_list("pk", "name")[:COPIES])


def held_among(files: Iterable[UUID]) -> frozenset[UUID]:
    """Those of *files* that lie for signature, were signed, or are copies of signed papers. Two queries."""
    asked = {str(number): number for number in files}
    frozen = Signing.objects.filter(
        object_type=StoredFile._meta.label_lower, object_id__in=asked, state__in=(*OPEN, "signed")
    ).values_list("object_id", flat=True)
    copies = Signature.objects.filter(message__in=asked.values()).values_list("message", flat=True)
    return frozenset({*(asked[number] for number in frozen), *(number for number in copies if number)})


def may_be_put(actor: Actor, file: StoredFile) -> bool:
    """Whether the actor may put *file* for signature now, for a button beside it, unless it is held."""
    fit = file.state == "accepted" and not file.made and may_leave(file)
    drawn = file.media_type == "application/pdf" or bool(file.reading.get("form"))
    return fit and drawn and bool(policy.may(actor, "signing.put", file))


def why_held(file: UUID) -> str:
    """A file that lies for signature, was signed, or is the copy of a signed paper, stays."""
    if is_frozen(StoredFile._meta.label_lower, str(file)):
        return "signing.file_held"
    return "signing.file_held" if Signature.objects.filter(message=file).exists() else ""
