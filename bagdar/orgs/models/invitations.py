"""Invitations: how a person who was entered by others gets a password of their own."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from bagdar.orgs.models.bodies import Body
from bagdar.store.base import Row


class Invitation(Row):
    """``way``: "mail" (a link) or "printed" (a code on paper). ``digest``: of the code, which is kept nowhere.

    Open until accepted, withdrawn or expired; a person has at most one open invitation.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    way = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(way__in=("mail", "printed")), name="invitation_way_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
