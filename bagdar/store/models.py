"""What the queue of background jobs keeps beside the library's own table of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class JobKey(models.Model):
    """A piece of work that is wanted once: whoever asks again gets the job that stands for it."""

    key = models.CharField(max_length=200, primary_key=True)
    job = models.UUIDField()

    def __str__(self) -> str:
        return self.key


class Lease(models.Model):
    """A worker holds a job until ``until``, and says again and again that it lives. ``attempts``: begun so often."""

    job = models.UUIDField(primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["until"], name="lease_until")]

    def __str__(self) -> str:
        return f"{self.job} {self.holder}"


class Beat(models.Model):
    """When work that recurs was last begun, so that several workers begin it once."""

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
