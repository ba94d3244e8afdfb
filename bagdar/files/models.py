"""Tables of stored files. The bytes lie in the place of files, under the row's own id."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

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
