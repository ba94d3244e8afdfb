"""What this installation says of itself."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from bagdar.store.base import Row

IDLE_MINUTES: Final = (5, 30)
"""Least and most minutes after which a session that nobody uses ends."""
WHOLE_HOURS: Final = (1, 12)
"""Least and most hours after which a session ends, used or not."""


class Installation(Row):
    """One row. ``help_line``: language → who helps here. ``set_up_at``: when the first set-up was finished.

    ``methodology``: the pack chosen at the set-up, until an act puts one in force; empty, that of the
    settings. ``mail_tried_at``, ``mail_went``: the last letter sent to try the mail, and whether the mail
    server took it.
    """

    name = models.JSONField(default=dict)
    help_line = models.JSONField(default=dict)
    methodology = models.CharField(max_length=60, blank=True)
    set_up_at = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    idle_minutes = models.PositiveSmallIntegerField(default=IDLE_MINUTES[1])
    whole_hours = models.PositiveSmallIntegerField(default=WHOLE_HOURS[1])
    mail_tried_at = models.DateTimeField(null=True, blank=True)
    mail_went = models.BooleanField(default=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(idle_minutes__range=IDLE_MINUTES), name="session_idle_within_limits"
            ),
            models.CheckConstraint(
                condition=models.Q(whole_hours__range=WHOLE_HOURS), name="session_whole_within_limits"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name.get("kk", "Bagdar"))
