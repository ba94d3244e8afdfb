"""Examinations of the service: how it is reached, what it sends, whether work in the background gets done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django_tasks_db.models import DBTaskResult

from bagdar.kernel import clock
from bagdar.ops.doctor.found import Found, check, wrong

WAITING: Final = timedelta(minutes=10)
BACKUP_AGE: Final = timedelta(days=2)
BACKUP_MARK: Final = "last-backup"
RESTORE_MARK: Final = "restoring"
"""Stands in the folder until a restore is through."""


def last_backup() -> datetime | None:
    """When the last backup was made; None: never, or nobody knows."""
    try:
        return datetime.fromisoformat((Path(settings.HOME) / BACKUP_MARK).read_text("ascii").strip())
    except (OSError, ValueError):
        return None


@check("deployment")
def deployment() -> Iterator[Found]:
    """What the framework itself finds in the settings."""
    if settings.DEMONSTRATION:
        return
    for message in run_checks(include_deployment_checks=True):
        if message.level >= WARNING:
            yield wrong("deployment", "warning", id=message.id or "", text=str(message.msg).split(".")[0])


@check("hosts")
def hosts() -> Iterator[Found]:
    local = {"localhost", "127.0.0.1", "[::1]", "testserver"}
    if not settings.DEMONSTRATION and set(settings.ALLOWED_HOSTS) <= local:
        yield wrong("hosts", "warning")


@check("mail")
def mail() -> Iterator[Found]:
    if not getattr(settings, "EMAIL_HOST", "") and not settings.DEMONSTRATION:
        yield wrong("mail", "warning")


@check("jobs")
def jobs() -> Iterator[Found]:
    now = clock.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITING).count()
    if waiting:
        yield wrong("jobs", "warning", "waiting", count=waiting)
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=7)).count()
    if failed:
        yield wrong("jobs", "warning", "failed", count=failed)


@check("backup")
def backup() -> Iterator[Found]:
    if settings.DEMONSTRATION:
        return
    last = last_backup()
    if last is None:
        yield wrong("backup", "warning", "never")
        return
    if clock.now() - last > BACKUP_AGE:
        yield wrong("backup", "warning", "old", day=last.date())


@check("restored", gate=True)
def restored() -> Iterator[Found]:
    if (Path(settings.HOME) / RESTORE_MARK).exists():
        yield wrong("restored", "error")


@check("files")
def files() -> Iterator[Found]:
    """The place of files answers, and has what the rows tell of."""
    from bagdar.files import antivirus, sweeping
    from bagdar.files.storage.base import StorageError

    try:
        missing = sweeping.missing()
    except StorageError:
        yield wrong("files", "error", "silent")
        return
    if missing:
        yield wrong("files", "error", "missing", count=len(missing), id=str(missing[0].pk))
    try:
        antivirus.found_in(b"")
    except antivirus.SilentError:
        yield wrong("files", "warning", "antivirus")
