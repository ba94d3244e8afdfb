"""Tables of the proof. All but the counter of a register only grow: the database itself refuses changes."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from bagdar.evidence.codes import LENGTH, shown
from bagdar.files.models import StoredFile
from bagdar.store.base import Marked
from bagdar.store.ids import new_id

LEVEL: Final = 1 << 48
"""Places of one level of the tree."""


class Seal(models.Model):
    """The entry's place in the one line of all entries. ``leaf`` and ``chain``: SHA-256 as docs/explain/proof says."""

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    leaf = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seq)


class Node(models.Model):
    """A node of the tree above the leaves: ``place`` = level · :data:`LEVEL` + index, levels from 1."""

    place = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.place // LEVEL}/{self.place % LEVEL}"


class Anchor(models.Model):
    """The root and the chain after ``size`` entries, kept once a day; its statement leaves the system."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class TimeStamp(models.Model):
    """An RFC 3161 token over an anchor's statement, as the authority gave it. ``at``: the authority's clock."""

    anchor = models.OneToOneField(Anchor, models.PROTECT, primary_key=True, related_name="stamp")
    token = models.BinaryField()
    at = models.DateTimeField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.anchor_id)


class Snapshot(Marked):
    """What something was when it was handed over: canonical JSON, and by it the documents drawn from it.

    ``content`` holds all that the other columns say; ``sha256`` (lower-case hex) is its digest, ``code`` the short
    form of that. ``body``: whose affair it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form = models.CharField(max_length=40)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    body = models.UUIDField(null=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=LENGTH, unique=True)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True)
    entry_id = models.BigIntegerField(unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id", "taken_at"], name="snapshot_object"),
            models.Index(fields=["body", "taken_at"], name="snapshot_body"),
        ]

    def __str__(self) -> str:
        return self.shown_code

    @property
    def shown_code(self) -> str:
        """In groups, as it stands on every page of its documents."""
        return shown(self.code)


class SnapshotDocument(models.Model):
    """A document that was drawn from a snapshot and is never drawn anew."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="documents")
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["snapshot", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "position"], name="snapshot_document_position"),
        ]

    def __str__(self) -> str:
        return self.name


class Register(models.Model):
    """Counter of a register of receipts in a year: a number that was rolled back is given to the next one."""

    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "year"], name="register_year")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Receipt(Marked):
    """That something was received. ``content``: canonical JSON of all of it; ``sender``, ``recipient``: bodies.

    ``year`` is that of the day in the installation's time zone, ``at`` an instant in UTC.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="receipts")
    sender = models.UUIDField(null=True)
    recipient = models.UUIDField(null=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=LENGTH, unique=True)
    entry_id = models.BigIntegerField(unique=True)

    class Meta:
        ordering: ClassVar = ["-at", "-number"]
        indexes: ClassVar = [
            models.Index(fields=["sender", "at"], name="receipt_sender"),
            models.Index(fields=["recipient", "at"], name="receipt_recipient"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "year", "number"], name="receipt_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="receipt_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """ "report-2027/000015"."""
        return f"{self.register}-{self.year}/{self.number:06}"

    @property
    def shown_code(self) -> str:
        return shown(self.code)


from bagdar.evidence.signing.models import Signature, Signing  # noqa: E402  (tables of the same application)

__all__ = [
    "LEVEL",
    "Anchor",
    "Node",
    "Receipt",
    "Register",
    "Seal",
    "Signature",
    "Signing",
    "Snapshot",
    "SnapshotDocument",
    "TimeStamp",
]
