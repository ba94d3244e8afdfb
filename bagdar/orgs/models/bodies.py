"""Bodies with names that change in time, the offices they hold, and their reorganisations."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from bagdar.orgs.models.acts import Act
from bagdar.store.base import Marked, Row


class Region(Row):
    """A region or city by the national classifier. ``names``: language → name."""

    code = models.CharField(max_length=12, unique=True)
    level = models.CharField(max_length=20)
    names = models.JSONField(default=dict)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return str(self.names.get("kk") or self.code)


class Body(Row, Marked):
    """A state body, company or organisation. ``key``: its id in the pack's register or the installation's own.

    ``kind``: id of a kind of the pack. ``number``: the national number (BIN), empty where unknown.
    ``valid_to``: last day of existence; None while it exists.
    """

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=20, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()
    """Instant of the last change to the body or its names, for whoever asks what changed since."""

    class Meta:
        ordering: ClassVar = ["key"]
        indexes: ClassVar = [models.Index(fields=["changed_at", "id"], name="body_changed")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="body_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class BodyName(Row):
    """What a body is called in a language from a day to a day; the days of one language never overlap.

    ``search``: name and abbreviation folded for look-up (case, look-alike letters).
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=5)
    name = models.CharField(max_length=400)
    abbreviation = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)
    search = models.CharField(max_length=480)

    class Meta:
        ordering: ClassVar = ["language", "valid_from"]
        constraints: ClassVar = [
            # Two, for SQLite cannot be told that an absent day equals another.
            models.UniqueConstraint(fields=["body", "language", "valid_from"], name="body_name_once_a_day"),
            models.UniqueConstraint(
                fields=["body", "language"],
                condition=models.Q(valid_from__isnull=True),
                name="body_name_once_from_ever",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["language", "body"], name="body_name_language")]

    def __str__(self) -> str:
        return self.name


class OfficeHolding(Row):
    """Which body holds an office of the methodology (state planning, lead of a section, …) and since when."""

    office = models.CharField(max_length=60)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="offices")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["office", "valid_from"]

    def __str__(self) -> str:
        return self.office


class Reorganisation(Row):
    """By an act, from a day. ``kind``: renamed, merged, split, succeeded."""

    kind = models.CharField(max_length=12)
    act = models.ForeignKey(Act, on_delete=models.PROTECT)
    day = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%d.%m.%Y}"


class ReorganisationLine(Row):
    """Duties pass from one body to another. ``subject``: key of the one line that passes; empty, all the rest."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="lines")
    source = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="passed_on")
    target = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="taken_over")
    subject = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["subject", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reorganisation", "source", "subject"], name="duty_passes_to_one_body"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
