"""Begins what recurs, once for all workers, and what the program itself must clear away."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bagdar.kernel import clock
from bagdar.ops.jobs import lease
from bagdar.store.jobs import RECURRING, Recurring, every
from bagdar.store.models import Beat, JobKey, Lease

log = logging.getLogger(__name__)

KEPT: Final = timedelta(days=90)
"""How long it is known what became of a job."""


def tick() -> list[str]:
    """Names of what was begun now. A fault of one does not stop the others."""
    begun = []
    for one in list(RECURRING.values()):
        if not _is_due(one):
            continue
        begun.append(one.name)
        try:
            one.function()
        except Exception:
            log.exception("recurring work failed: %s", one.name)
    return begun


def _is_due(one: Recurring) -> bool:
    """Whether this worker is the one to begin it."""
    now = clock.now()
    beat = Beat.objects.filter(name=one.name).first()
    if beat is None:
        with transaction.atomic():
            return Beat.objects.get_or_create(name=one.name, defaults={"at": now})[1]
    if now - beat.at < timedelta(seconds=one.seconds):
        return False
    return bool(Beat.objects.filter(name=one.name, at=beat.at).update(at=now))


@every(seconds=max(1, settings.JOB_LEASE // 6))
def reap() -> None:
    lease.reap()


@every(seconds=24 * 3600)
def forget_old_jobs() -> None:
    done = Q(status__in=(TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL))
    old = DBTaskResult.objects.filter(done, finished_at__lt=clock.now() - KEPT)
    with transaction.atomic():
        gone = list(old.values_list("pk", flat=True))
        JobKey.objects.filter(job__in=gone).delete()
        Lease.objects.filter(job__in=gone).delete()
        DBTaskResult.objects.filter(pk__in=gone).delete()
