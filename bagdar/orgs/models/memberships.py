"""Which role a person holds in which body, and who acts for a head."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from bagdar.orgs.models.acts import Act
from bagdar.orgs.models.bodies import Body
from bagdar.store.base import Row


class Membership(Row):
    """A role of a person in a body. ``section``: for section coordinators. An auditor's rests on an act and ends."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24)
    section = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    exception = models.CharField(max_length=300, blank=True)
    """Why one person both prepares and signs here, where that is so."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was ended by hand; from that instant it counts no more, whatever ``valid_to`` says."""

    class Meta:
        ordering: ClassVar = ["role", "valid_from"]
        constraints: ClassVar = [
            # Two, for SQLite cannot be told that an absent section equals another.
            models.UniqueConstraint(
                fields=["person", "body", "role", "section"],
                condition=models.Q(ended_at__isnull=True),
                name="membership_once_a_section",
            ),
            models.UniqueConstraint(
                fields=["person", "body", "role"],
                condition=models.Q(ended_at__isnull=True, section__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="auditor")
                | (models.Q(act__isnull=False) & models.Q(valid_to__isnull=False)),
                name="auditor_by_an_act_until_a_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "role"], name="membership_body_role")]

    def __str__(self) -> str:
        return self.role


class ActingHead(Row):
    """A person acts for the head of a body from a day to a day (both counted), by an act."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="acting_heads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acting_for")
    act = models.ForeignKey(Act, on_delete=models.PROTECT)
    valid_from = models.DateField()
    valid_to = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    exception = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="acting_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d.%m.%Y}–{self.valid_to:%d.%m.%Y}"
