"""Tables of signing: what lies before a head for signature, and the signatures, which only grow."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from bagdar.evidence.models import Snapshot
from bagdar.files.models import StoredFile
from bagdar.store.base import Marked, Row
from bagdar.store.ids import new_id

OPEN: Final = ("drawing", "open")
STATES: Final = (*OPEN, "undrawn", "recalled", "returned", "signed")
WAYS: Final = ("confirmation", "certificate", "pdf", "paper")
STANDINGS: Final = ("confirmed", "verified", "vouched", "not_verified", "paper")


class Signing(Marked, Row):
    """One going of a thing to signature; while it is ``drawing`` or ``open``, the thing is frozen.

    ``document``: the PDF with the snapshot's code on every page, drawn once. ``remark``: why it was sent back, or
    the message id of what kept it from being drawn. ``body``: the one whose head signs.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    body = models.UUIDField()
    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="signing")
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, default="drawing")
    put_at = models.DateTimeField()
    put_by = models.UUIDField(null=True)
    put_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-put_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["body", "state", "-put_at"], name="signing_body"),
            models.Index(fields=["object_type", "object_id", "-put_at"], name="signing_object"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="signing_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("open", "signed")) | Q(document__isnull=False), name="signing_drawn"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(remark=""), name="signing_returned_why"
            ),
            models.UniqueConstraint(
                fields=["object_type", "object_id"], condition=Q(state__in=OPEN), name="signing_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def body_id(self) -> object:
        """As reaches of the policy ask for it."""
        return self.body


class Signature(models.Model):
    """One signature over a snapshot. ``statement``: the very bytes that were signed or confirmed.

    ``signer``: the person where the system knows them, ``signer_name`` as printed; ``capacity``: the role;
    ``act``: on which an acting head's right rests. ``message``: the signed message, signed PDF or scanned copy.
    ``found``: what the verification told (certificate, chain, stamp, revocation), as plain values; ``standing``:
    how far it was verified. Numbers and days of letters only for the paper way.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signing = models.ForeignKey(Signing, models.PROTECT, related_name="signatures")
    way = models.CharField(max_length=12)
    standing = models.CharField(max_length=12)
    at = models.DateTimeField()
    signer = models.UUIDField(null=True)
    signer_name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=40)
    acting = models.BooleanField(default=False)
    act = models.CharField(max_length=300, blank=True)
    entered_by = models.UUIDField(null=True)
    statement = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    message = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    stamp = models.BinaryField(null=True, blank=True)
    found = models.JSONField(default=dict)
    outgoing_number = models.CharField(max_length=60, blank=True)
    outgoing_day = models.DateField(null=True, blank=True)
    incoming_number = models.CharField(max_length=60, blank=True)
    incoming_day = models.DateField(null=True, blank=True)
    entry_id = models.BigIntegerField(unique=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=WAYS), name="signature_way_known"),
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="signature_standing_known"),
            models.CheckConstraint(
                condition=Q(way="confirmation") | Q(message__isnull=False), name="signature_has_message"
            ),
            models.CheckConstraint(
                condition=~Q(way="paper") | ~Q(outgoing_number="") & Q(outgoing_day__isnull=False),
                name="signature_paper_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name}, {self.at:%d.%m.%Y}"
