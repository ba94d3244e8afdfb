"""Accounts of other systems: they belong to a body, have scopes and an end, and never a person's rights."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from bagdar.orgs.models.bodies import Body
from bagdar.store.base import Row


class SystemAccount(Row):
    """``prefix``: first letters of the token, to know it by; ``digest``: SHA-256 of the whole, hex."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="system_accounts")
    name = models.CharField(max_length=120)
    scopes = models.JSONField(default=list)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
