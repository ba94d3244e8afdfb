"""Tables of stored files. The bytes lie in the place of files, under the row's own id."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bagdar.files.storage.base import INCOMING
from bagdar.orgs.models import Body
from bagdar.store.base import Marked, Row

STATES = ("quarantined", "accepted", "refused", "withdrawn")


class StoredFile(Marked, Row):
    """``owner_type``, ``owner_id``: the object it belongs to, opaque here (see :mod:`bagdar.files.owners`).

    ``name``: as given, only ever shown or put into a header. ``reason``: message id of a refusal, with
    ``reason_params`` and ``clause``. ``clean_*``: of the copy without data about its author, where one was made.
    ``reading``: what it was seen to be. ``made``: by the program itself, so it is never examined.
    """

    owner_type = models.CharField(max_length=60)
    owner_id = models.CharField(max_length=64)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    made = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="quarantined")
    reason = models.CharField(max_length=80, blank=True)
    reason_params = models.JSONField(default=dict)
    clause = models.CharField(max_length=80, blank=True)
    waiting = models.CharField(max_length=80, blank=True)
    clean_size = models.BigIntegerField(null=True, blank=True)
    clean_sha256 = models.CharField(max_length=64, blank=True)
    reading = models.JSONField(default=dict)
    kept_at = models.DateTimeField()
    kept_by = models.UUIDField(null=True, blank=True)
    kept_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-kept_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["owner_type", "owner_id", "-kept_at"], name="files_owner"),
            models.Index(fields=["body", "state"], name="files_body"),
            models.Index(fields=["state", "kept_at"], name="files_state"),
            models.Index(fields=["kept_by", "state"], name="files_keeper"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="files_state_known"),
            models.CheckConstraint(condition=Q(size__gte=0), name="files_size"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="files_refused_why"),
            models.CheckConstraint(
                condition=Q(clean_size=None, clean_sha256="") | Q(clean_size__gte=0), name="files_clean"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Name of its bytes: ours, in fan-out folders by the random end of the id."""
        return place_of(self.id.hex)

    @property
    def clean_place(self) -> str:
        """Name of the cleaned copy's bytes."""
        return f"{self.place}.clean"


def place_of(number: str) -> str:
    """Where the bytes of the file with the id *number* (hex) lie."""
    return f"{number[-2:]}/{number[-4:-2]}/{number}"


class Upload(Row):
    """A file that comes in pieces. ``received``: bytes that are safe here, from the beginning without gaps.

    ``file``: id of the stored file, once all of it is here.
    """

    owner_type = models.CharField(max_length=60)
    owner_id = models.CharField(max_length=64)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    file = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["by", "changed_at"], name="files_upload_by")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=models.F("size")), name="files_upload_received"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        """Where its pieces lie until it is whole."""
        return f"{INCOMING}{self.id.hex}/"


class SentUnderMark(Row):
    """A line, factor, document or file was answered, and the answer went another way, under a restriction mark.

    It says of the answer what a register of papers says, and nothing of what stands in it.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    written_mark = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    day = models.DateField()
    copies = models.PositiveSmallIntegerField()
    addressee = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField(null=True)
    entered_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="files_sent_object"),
            models.Index(fields=["body", "-day"], name="files_sent_body"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(written_mark="") & ~Q(number=""), name="files_sent_named"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="files_sent_copies"),
            models.UniqueConstraint(
                fields=["object_type", "object_id"],
                condition=Q(withdrawn_at=None) & ~Q(object_type="orgs.body"),
                name="files_sent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written_mark} № {self.number}"
