"""What recurs with files: what waits is examined, what nobody tells of is cleared away."""

from __future__ import annotations

from datetime import timedelta

from bagdar.kernel import clock
from bagdar.store.jobs import enqueue, every


@every(seconds=60)
def examine_what_waits() -> None:
    from bagdar.files.models import StoredFile
    from bagdar.files.tasks import examine_all

    if StoredFile.objects.filter(
        state="quarantined", kept_at__lt=clock.now() - timedelta(minutes=1)
    ).exists():
        enqueue(examine_all, key=f"files.examine_all.{clock.now():%Y%m%d%H%M}")


@every(seconds=6 * 3600)
def clear_away() -> None:
    from bagdar.files.sweeping import sweep

    sweep()
