"""The worker: one job after the other, with a heartbeat beside it; on SQLite there is one worker at most."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection

from bagdar.ops.jobs import lease
from bagdar.ops.jobs.lease import Job
from bagdar.ops.jobs.tick import tick

log = logging.getLogger(__name__)

PAUSE: Final = 1.0
"""Seconds between two looks for work."""


class Worker:
    """Runs until told to stop; the job in hand is done first."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.stopping = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        while not self.stopping.is_set():
            close_old_connections()
            try:
                tick()
                job = lease.take(self.name)
            except OperationalError:
                log.exception("the database does not answer")
                job = None
            if job is None:
                self.stopping.wait(PAUSE)
            else:
                self.do(job)

    def do(self, job: Job) -> None:
        with _heartbeat(job, self.name):
            try:
                outcome: Any = _result(job)
            except Exception as error:
                log.exception("job %s failed: %s", job.pk, job.task_path)
                outcome = error
        if not lease.finish(job, self.name, outcome):
            log.error("job %s was taken away from this worker; its result is not kept", job.pk)


def _result(job: Job) -> Any:
    wanted = job.task_result
    return job.task.call(*wanted.args, **wanted.kwargs)


@contextmanager
def _heartbeat(job: Job, holder: str) -> Iterator[None]:
    """Within the block the lease is prolonged; a process that could not do so ends itself.

    Another worker may have begun the job by then, and no job runs twice at a time.
    """
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(settings.JOB_LEASE / 4):
                if not _prolonged(job, holder) and not done.is_set():
                    log.error("the lease of job %s has run out: this worker ends", job.pk)
                    os._exit(1)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _prolonged(job: Job, holder: str) -> bool:
    for _ in range(2):
        with suppress(OperationalError):
            return lease.prolong(job.pk, holder)
        connection.close()
    return False


@contextmanager
def only_worker() -> Iterator[bool]:
    """Whether this process may be a worker: on SQLite the first alone, for as long as it lives."""
    if connection.vendor != "sqlite":
        yield True
        return
    with (Path(settings.HOME) / "worker.lock").open("w") as file:
        yield _is_locked_now(file)


def _is_locked_now(file: Any) -> bool:
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl

    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
