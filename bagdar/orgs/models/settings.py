"""What this installation says of itself."""

from __future__ import annotations

from django.db import models

from bagdar.store.base import Row


class Installation(Row):
    """One row. ``help_line``: language → who helps here. ``set_up_at``: when the first set-up was finished."""

    name = models.JSONField(default=dict)
    help_line = models.JSONField(default=dict)
    methodology = models.CharField(max_length=60, blank=True)
    set_up_at = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    def __str__(self) -> str:
        return str(self.name.get("kk", "Bagdar"))
