"""Which worker holds which job, and until when: taken, prolonged, given back, taken away."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bagdar.kernel import clock
from bagdar.store.models import Lease

log = logging.getLogger(__name__)

Job: TypeAlias = "DBTaskResult[..., Any]"

ATTEMPTS: Final = 3
"""A job that was left behind so often is failed: it may be what kills its workers."""


class LeftBehindError(Exception):
    """Each worker that began the job went away before it was done."""


def length() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE)


def take(holder: str) -> Job | None:
    """The next job that is ready, now held by *holder*; None: nothing to do."""
    if not DBTaskResult.objects.ready().exists():
        return None  # most often so, and to ask costs no lock
    with transaction.atomic():
        job = DBTaskResult.objects.ready().get_locked()
        if job is None:
            return None
        job.claim(holder)
        held = Lease.objects.select_for_update().filter(job=job.pk).first() or Lease(job=job.pk, attempts=0)
        held.holder, held.until, held.attempts = holder, clock.now() + length(), held.attempts + 1
        held.save()
    return job


def prolong(job: UUID, holder: str) -> bool:
    """Whether *holder* still holds the job, now for a whole lease more."""
    now = clock.now()
    return bool(Lease.objects.filter(job=job, holder=holder, until__gt=now).update(until=now + length()))


def finish(job: Job, holder: str, outcome: object) -> bool:
    """Keep the result (an exception is a failure), unless the job was taken away meanwhile."""
    with transaction.atomic():
        if not Lease.objects.select_for_update().filter(job=job.pk, holder=holder).exists():
            return False
        if isinstance(outcome, BaseException):
            job.set_failed(outcome)
        else:
            job.set_successful(outcome)
        Lease.objects.filter(job=job.pk).delete()
    return True


def reap() -> int:
    """Jobs whose worker has gone: ready once more, or failed. How many there were."""
    now = clock.now()
    count = 0
    running = DBTaskResult.objects.running().exclude(pk__in=Lease.objects.filter(until__gt=now).values("job"))
    for candidate in list(running.values_list("pk", flat=True)):
        with transaction.atomic():
            held = Lease.objects.select_for_update().filter(job=candidate).first()
            left = Q(pk=candidate, status=TaskResultStatus.RUNNING)
            job = DBTaskResult.objects.select_for_update().filter(left).first()
            if job is None or (held is not None and held.until > now):
                continue
            count += 1
            if held is not None and held.attempts >= ATTEMPTS:
                job.set_failed(LeftBehindError())
                held.delete()
                log.error("job %s left behind %d times: failed", job.pk, ATTEMPTS)
                continue
            job.status = TaskResultStatus.READY
            job.save(update_fields=["status"])
            log.warning("job %s was left behind: ready once more", job.pk)
    return count
