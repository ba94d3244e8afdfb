"""Entries of the journal. Actor and object stand as values: an entry outlives what it speaks of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bagdar.store.base import Marked


class Entry(Marked):
    """One act. ``act`` is a code, never a text; ``before`` and ``after`` hold only what changed.

    ``body`` is the one the object belongs to, ``actor_body`` the one for which the actor acted.
    ``set_clock``: written by a demonstration under a set clock.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=40, blank=True)
    actor_body = models.UUIDField(null=True)
    acting_by = models.CharField(max_length=200, blank=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    object_name = models.CharField(max_length=300, blank=True)
    body = models.UUIDField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request = models.CharField(max_length=36, blank=True)
    set_clock = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="journal_object"),
            models.Index(fields=["actor_id", "id"], name="journal_actor"),
            models.Index(fields=["body", "id"], name="journal_body"),
            models.Index(fields=["act", "id"], name="journal_act"),
            models.Index(fields=["at"], name="journal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.act}"


class Unsealed(models.Model):
    """An entry that has no seal yet: written with it, taken away by the sealer in the transaction of its seal."""

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry_id)


class Refused(models.Model):
    """How often an account was refused in a minute: what is beyond the first few is only counted."""

    account = models.CharField(max_length=60)
    minute = models.DateTimeField()
    kind = models.CharField(max_length=12)
    person = models.UUIDField(null=True)
    name = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "minute"], name="journal_refused_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.minute:%H:%M}"
