"""What an administrator is shown of the running installation: its size, its jobs, its last backup, its faults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.ops.doctor.examine import examine
from bagdar.ops.doctor.found import Found
from bagdar.ops.doctor.service import last_backup

LATELY: Final = timedelta(days=7)
SEE: Final = "orgs.installation.see"


class Jobs(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of background jobs; ``failed``: within :data:`LATELY`. ``oldest``: since when one has waited."""

    waiting: int
    running: int
    failed: int
    oldest: datetime | None


class State(msgspec.Struct, frozen=True, kw_only=True):
    """``database``: "sqlite" or "postgresql"; sizes in bytes. ``backup``: when the last one was made."""

    database: str
    database_size: int
    files: int
    files_size: int
    jobs: Jobs
    backup: datetime | None


def state(actor: Actor) -> State:
    """The installation now. Raises ForbiddenError."""
    policy.require(actor, SEE)
    sizes = list(_sizes(Path(settings.MEDIA_ROOT)))
    return State(
        database=connection.vendor,
        database_size=_database_size(),
        files=len(sizes),
        files_size=sum(sizes),
        jobs=_jobs(),
        backup=last_backup(),
    )


def findings(actor: Actor) -> list[Found]:
    """What the doctor finds, without what is in order. Raises ForbiddenError."""
    policy.require(actor, SEE)
    return [one for one in examine() if one.state != "ok"]


def _jobs() -> Jobs:
    ready = DBTaskResult.objects.ready()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=clock.now() - LATELY)
    return Jobs(
        waiting=ready.count(),
        running=DBTaskResult.objects.running().count(),
        failed=failed.count(),
        oldest=ready.order_by("enqueued_at").values_list("enqueued_at", flat=True).first(),
    )


def _database_size() -> int:
    """Bytes of the embedded file by its pages, or what the server says."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _sizes(folder: Path) -> Iterable[int]:
    """Bytes of each file below *folder*; one that vanishes meanwhile is none."""
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                yield path.stat().st_size
        except OSError:
            continue
