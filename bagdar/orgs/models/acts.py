"""Acts: the legal documents on which appointments, reorganisations and access rest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bagdar.store.base import Marked, Row


class Act(Row, Marked):
    """A legal document. ``kind``: order, resolution, decree, instruction (as entered)."""

    kind = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    day = models.DateField()
    issuer = models.CharField(max_length=300)
    title = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "number"]

    def __str__(self) -> str:
        return f"{self.kind} № {self.number}, {self.day:%d.%m.%Y}"
