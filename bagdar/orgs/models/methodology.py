"""Methodologies brought into this installation, and which of all governs from which day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bagdar.orgs.models.acts import Act
from bagdar.orgs.models.people import Person
from bagdar.store.base import Row


class InstalledMethodology(Row):
    """A pack that did not come with the program. ``files``: path → text, as ``digest`` (SHA-256) covers them.

    Its content never changes: other rules are another methodology with an id of its own.
    """

    pack = models.SlugField(max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    files = models.JSONField()
    installed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    installed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pack"]

    def __str__(self) -> str:
        return self.pack


class MethodologyInForce(Row):
    """From ``valid_from`` (inclusive) ``pack`` governs what begins then; what is running stays on its own.

    ``digest``: of the content decided on.
    """

    pack = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    valid_from = models.DateField(unique=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.pack} {self.valid_from:%d.%m.%Y}"
