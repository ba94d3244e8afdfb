"""What the embedded database is asked to do for itself, as PostgreSQL does unasked."""

from __future__ import annotations

from django.db import connection

from bagdar.store.jobs import every

TEN_MINUTES = 600
"""Seconds."""


@every(seconds=TEN_MINUTES)
def learn_sizes() -> None:
    """Counts tables that have grown tenfold: without that SQLite takes an index of one language for a short one,
    and reads ten thousand lines to find three."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # 0x10: no more than a sample; 0x10000: tables that this connection has not asked of too.
            cursor.execute("PRAGMA optimize = 0x10012")
