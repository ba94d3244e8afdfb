"""Asking for work in the background: in the transaction of the act that wants it, and once for each key.

A job may be begun more than once (a machine can fail in the middle), never twice at a time. So a task does
nothing twice: it looks first what is done, writes files under a temporary name, and links them in its last
transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import transaction
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bagdar.store.models import JobKey

F = TypeVar("F", bound=Callable[[], None])


def enqueue(wanted: Task[..., Any], *args: Any, key: str = "", **kwargs: Any) -> UUID:
    """Id of the job. With a *key* that a job stands for already: that one, unless it failed."""
    with transaction.atomic():
        known = JobKey.objects.select_for_update().filter(key=key).first() if key else None
        if known is not None and not _has_failed(known.job):
            return known.job
        job = UUID(str(wanted.enqueue(*args, **kwargs).id))
        if key:
            JobKey.objects.update_or_create(key=key, defaults={"job": job})
        return job


def _has_failed(job: UUID) -> bool:
    return DBTaskResult.objects.filter(pk=job, status=TaskResultStatus.FAILED).exists()


class Recurring(msgspec.Struct, frozen=True):
    """``seconds``: between two beginnings, at least."""

    name: str
    seconds: int
    function: Callable[[], None]


RECURRING: dict[str, Recurring] = {}


def every(seconds: int) -> Callable[[F], F]:
    """Declare short work that recurs; what takes long is enqueued by it."""

    def declare(function: F) -> F:
        name = f"{function.__module__}.{function.__name__}"
        RECURRING[name] = Recurring(name, seconds, function)
        return function

    return declare
