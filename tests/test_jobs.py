"""Background jobs: done once, in order of asking; a worker that dies loses its job to another, never to two."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bagdar.kernel import clock
from bagdar.ops.jobs import lease
from bagdar.ops.jobs.tick import tick
from bagdar.store import jobs as queue
from bagdar.store.models import Beat, Lease
from tests import jobs
from tests.databases import Installation

POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
ENQUEUE = "import sys; from bagdar.store.jobs import enqueue; from tests.jobs import note; "
ENQUEUE += "print(enqueue(note, sys.argv[1], float(sys.argv[2])))"
STATE = (
    "import sys; from django_tasks_db.models import DBTaskResult; print(DBTaskResult.objects.get().status)"
)


def worker(installation: Installation, lease_seconds: str = "2") -> subprocess.Popen[str]:
    environment = {**installation.environment, "BAGDAR_JOB_LEASE": lease_seconds}
    return installation.start("-m", "bagdar", "work", env=environment)


def lines(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text("ascii").splitlines()] if path.exists() else []


def wait_until(path: Path, count: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while len(lines(path)) < count:
        assert time.monotonic() < end, lines(path)
        time.sleep(0.05)


def stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=40)


def test_a_job_whose_worker_is_killed_is_done_by_another(installation: Installation, tmp_path: Path) -> None:
    told = tmp_path / "told"
    installation.python(ENQUEUE, str(told), "0.5")
    first = worker(installation)
    wait_until(told, 1)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    second = worker(installation)
    wait_until(told, 3)
    time.sleep(0.5)
    stop(second)
    assert [line[0] for line in lines(told)] == ["begins", "begins", "ends"]
    assert len({line[1] for line in lines(told)}) == 2
    assert installation.python(STATE).stdout == "SUCCESSFUL\n"


def test_a_job_that_kills_its_workers_is_failed_in_the_end(
    installation: Installation, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    installation.python(ENQUEUE, str(told), "600")
    for attempt in range(lease.ATTEMPTS):
        process = worker(installation, "1")
        wait_until(told, attempt + 1)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    last = worker(installation, "1")
    end = time.monotonic() + 40
    while installation.python(STATE).stdout != "FAILED\n":
        assert time.monotonic() < end
    stop(last)
    assert len(lines(told)) == lease.ATTEMPTS


def test_a_worker_that_slept_too_long_does_not_run_beside_its_successor(
    installation: Installation, tmp_path: Path
) -> None:
    """The process is stopped, its lease runs out, another does the job; awake again it ends itself."""
    told = tmp_path / "told"
    if not POSTGRESQL:
        pytest.skip("one worker at most on SQLite")
    installation.python(ENQUEUE, str(told), "3")
    first, second = worker(installation, "2"), None
    wait_until(told, 1)
    first.send_signal(signal.SIGSTOP)
    try:
        second = worker(installation, "2")
        wait_until(told, 2)
        first.send_signal(signal.SIGCONT)
        assert first.wait(60) == 1
        wait_until(told, 3)
    finally:
        first.send_signal(signal.SIGCONT)
        stop(first)
        if second is not None:
            stop(second)
    assert [line[0] for line in lines(told)] == ["begins", "begins", "ends"]


def test_the_job_in_hand_is_finished_before_the_worker_stops(
    installation: Installation, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    installation.python(ENQUEUE, str(told), "2")
    process = worker(installation)
    wait_until(told, 1)
    process.terminate()
    process.communicate(timeout=40)
    assert process.returncode == 0
    assert [line[0] for line in lines(told)] == ["begins", "ends"]
    assert installation.python(STATE).stdout == "SUCCESSFUL\n"


def test_many_jobs_are_done_once_each_by_the_workers_there_are(
    installation: Installation, tmp_path: Path
) -> None:
    code = "import sys; from bagdar.store.jobs import enqueue; from tests.jobs import note\n"
    code += "for n in range(30): enqueue(note, sys.argv[1] + str(n))"
    installation.python(code, str(tmp_path / "told"))
    workers = [worker(installation, "30") for _ in range(2)]
    for n in range(30):
        wait_until(tmp_path / f"told{n}", 2)
    for process in workers:
        stop(process)
    assert all(len(lines(tmp_path / f"told{n}")) == 2 for n in range(30))


@pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL may have several")
def test_on_sqlite_a_second_worker_goes_away(installation: Installation, tmp_path: Path) -> None:
    installation.python(ENQUEUE, str(tmp_path / "told"), "0")
    first = worker(installation)
    wait_until(tmp_path / "told", 2)
    second = installation.bagdar("--lang", "en", "work", check=False)
    assert second.returncode == 2
    assert "one worker" in second.stderr
    stop(first)


@pytest.mark.django_db
def test_work_wanted_twice_under_one_key_is_one_job() -> None:
    first = queue.enqueue(jobs.note, "x", key="report:1")
    assert queue.enqueue(jobs.note, "x", key="report:1") == first
    assert queue.enqueue(jobs.note, "x", key="report:2") != first
    assert queue.enqueue(jobs.note, "x") != first
    DBTaskResult.objects.filter(pk=first).update(status=TaskResultStatus.FAILED)
    assert queue.enqueue(jobs.note, "x", key="report:1") != first


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_job_of_an_act_that_did_not_happen_does_not_exist() -> None:
    with transaction.atomic():
        queue.enqueue(jobs.note, "x", key="k")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_result_is_not_kept_by_who_no_longer_holds_the_job() -> None:
    job_id = queue.enqueue(jobs.note, "x")
    job = lease.take("first")
    assert job is not None
    assert job.pk == job_id
    assert lease.take("second") is None
    Lease.objects.update(until=clock.now())
    assert not lease.prolong(job.pk, "first")
    assert lease.reap() == 1
    again = lease.take("second")
    assert again is not None
    assert not lease.finish(job, "first", "late")
    assert lease.finish(again, "second", "in time")
    assert DBTaskResult.objects.get().return_value == "in time"
    assert lease.reap() == 0
    assert not Lease.objects.exists()


@pytest.mark.django_db
def test_what_recurs_is_begun_once_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    name = f"counted-{uuid4()}"
    one = queue.Recurring(name, 60, lambda: begun.append(1))
    monkeypatch.setattr("bagdar.ops.jobs.tick.RECURRING", {name: one})
    assert tick() == [name]
    assert tick() == []
    Beat.objects.update(at=clock.now() - lease.length() * 2)
    assert tick() == [name]
    assert len(begun) == 2


@pytest.mark.django_db
def test_a_fault_of_one_recurring_work_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    def broken() -> None:
        raise ValueError

    both = {"a": queue.Recurring("a", 1, broken), "b": queue.Recurring("b", 1, lambda: begun.append(1))}
    monkeypatch.setattr("bagdar.ops.jobs.tick.RECURRING", both)
    assert tick() == ["a", "b"]
    assert begun == [1]
