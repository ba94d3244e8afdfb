"""What the doctor finds: each examination is shown something wrong once, and says how to mend it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from bagdar.kernel import clock
from bagdar.kernel.messages import catalogue
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.ops.doctor import database, examine, machine, service
from bagdar.ops.doctor.found import CHECKS, Found

pytestmark = pytest.mark.django_db
SQLITE = connection.vendor == "sqlite"


def found(name: str) -> list[tuple[str, str]]:
    return [(one.state, one.message) for one in CHECKS[name].function()]


def test_a_fresh_installation_passes_the_gate() -> None:
    assert examine.at_the_gate() == []


def test_every_examination_has_its_sentence_when_all_is_well() -> None:
    known = catalogue()
    assert {f"ops.doctor.ok.{name}" for name in CHECKS} <= set(known)


def test_whatever_is_found_wrong_is_said_with_what_to_do() -> None:
    known = catalogue()
    faults = [key for key in known if key.startswith("ops.doctor.") and ".ok." not in key]
    assert len(faults) > 40
    for fault in faults:
        if not fault.endswith(".remedy"):
            assert f"{fault}.remedy" in known or fault == "ops.doctor.sqlite.forgets", fault


def test_old_data_on_time_zones_keep_the_service_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    later = {datetime(2024, 3, 1, 12): timedelta(hours=6)}
    monkeypatch.setattr(machine, "facts", lambda _zone: later)
    assert found("time_zone") == [("error", "ops.doctor.time_zone.program")]
    assert [one.check for one in examine.at_the_gate()] == ["time_zone"]


def test_the_facts_are_those_of_the_change_of_2024() -> None:
    facts = machine.facts("Asia/Almaty")
    assert facts[datetime(2024, 2, 29, 12)] == timedelta(hours=6)
    assert facts[datetime(2024, 3, 1, 12)] == timedelta(hours=5)


def test_an_unknown_zone_is_told(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Almaty"
    assert found("time_zone") == []
    settings.TIME_ZONE = "Asia/Nowhere"
    assert found("time_zone") == [("error", "ops.doctor.time_zone.unknown")]
    settings.TIME_ZONE = "Asia/Almaty"


@pytest.mark.skipif(SQLITE, reason="of PostgreSQL")
def test_the_servers_own_data_on_time_zones_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "one", lambda *_: datetime(2020, 1, 1))
    assert found("time_zone") == [("error", "ops.doctor.time_zone.server")]


@pytest.mark.skipif(not SQLITE, reason="of SQLite")
def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    old = SimpleNamespace(sqlite_version_info=(3, 40, 1), sqlite_version="3.40.1")
    monkeypatch.setitem(sys.modules, "sqlite3", old)
    modes = {"PRAGMA journal_mode": "delete", "PRAGMA synchronous": 2}
    monkeypatch.setattr(database, "one", modes.get)
    assert found("sqlite") == [("warning", "ops.doctor.sqlite.slow")]
    modes |= {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 1}
    assert [state for state, _ in found("sqlite")] == ["error", "error"]


@pytest.mark.skipif(not SQLITE, reason="of SQLite")
def test_a_network_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_kind_of_files", lambda _folder: "nfs4")
    assert ("error", "ops.doctor.sqlite.network") in found("sqlite")


@pytest.mark.skipif(SQLITE, reason="of PostgreSQL")
def test_a_server_that_may_forget_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UNSAFE_DATABASE = False
    assert ("error", "ops.doctor.postgresql.forgets") in found("postgresql")
    real = database.one
    wanted = {"SHOW synchronous_commit": "on", "SHOW fsync": "on", "SHOW full_page_writes": "on"}
    monkeypatch.setattr(database, "one", lambda query, *params: wanted.get(query) or real(query, *params))
    assert found("postgresql") == []
    wanted |= {"SHOW server_version_num": "120000", "SHOW server_encoding": "LATIN1"}
    assert [message.rpartition(".")[2] for _, message in found("postgresql")] == ["old", "encoding"]


def test_a_database_of_a_newer_version_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('orgs', '9999_later', %s)",
            [clock.now()],
        )
    assert found("migrations") == [("error", "ops.doctor.migrations.newer")]


def test_a_clock_that_was_set_back_is_told() -> None:
    from bagdar.journal.models import Entry

    Entry.objects.create(at=clock.now() + timedelta(hours=1), act="x", actor_kind="program")
    assert found("clock") == [("error", "ops.doctor.clock.journal")]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    tmp_path.chmod(0o700)
    settings.HOME = tmp_path
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="rights of files")
def test_a_key_that_others_can_read_is_told(home: Path, settings: Any) -> None:
    key = home / "secret-key"
    key.write_text("x")
    key.chmod(0o600)
    assert found("key") == []
    key.chmod(0o644)
    assert found("key") == [("error", "ops.doctor.key.open")]
    settings.SECRET_KEY = "short"
    assert ("error", "ops.doctor.key.short") in found("key")


@pytest.mark.skipif(os.name == "nt", reason="rights of files")
def test_an_open_or_full_folder_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 40))
    assert found("folder") == []
    home.chmod(0o755)
    assert found("folder") == [("warning", "ops.doctor.folder.open")]
    home.chmod(0o700)
    for free, state in ((500 << 20, "warning"), (1 << 20, "error")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert found("folder") == [(state, "ops.doctor.folder.full")]
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found("folder") == [("error", "ops.doctor.folder.closed")]


@pytest.mark.skipif(os.name == "nt", reason="users of the system")
def test_running_as_root_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert found("user") == [("warning", "ops.doctor.user")]
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert found("user") == []


def test_settings_that_leave_a_door_open_are_told(settings: Any) -> None:
    assert ("warning", "ops.doctor.deployment") in found("deployment")  # tests run without TLS
    settings.DEMONSTRATION = True
    assert found("deployment") == []


def test_a_service_without_a_name_and_without_mail_is_told(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    assert found("hosts") == [("warning", "ops.doctor.hosts")]
    assert found("mail") == [("warning", "ops.doctor.mail")]
    settings.ALLOWED_HOSTS = ["bagdar.example"]
    settings.EMAIL_HOST = "mail.example"
    assert found("hosts") == found("mail") == []


def test_jobs_that_wait_or_failed_are_told() -> None:
    now = clock.now()
    job: dict[str, Any] = {"args_kwargs": {}, "task_path": "x", "backend_name": "default", "run_after": now}
    DBTaskResult.objects.create(status="READY", **job)
    DBTaskResult.objects.create(status="FAILED", finished_at=now, **job)
    assert found("jobs") == [("warning", "ops.doctor.jobs.failed")]
    DBTaskResult.objects.update(enqueued_at=now - service.WAITING * 2)
    assert found("jobs")[0] == ("warning", "ops.doctor.jobs.waiting")


def test_no_backup_or_an_old_one_is_told(home: Path) -> None:
    assert found("backup") == [("warning", "ops.doctor.backup.never")]
    mark = home / service.BACKUP_MARK
    mark.write_text((clock.now() - timedelta(days=5)).isoformat())
    assert found("backup") == [("warning", "ops.doctor.backup.old")]
    mark.write_text(clock.now().isoformat())
    assert found("backup") == []


def test_an_examination_that_fails_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "facts", lambda _zone: 1 / 0)
    told = {one.check: one for one in examine.examine()}
    assert told["fault"].params == {"name": "time_zone", "kind": "ZeroDivisionError"}
    assert told["migrations"].state == "ok"


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_it_speaks_in_the_language_asked_for(language: str) -> None:
    one = Found(check="x", state="error", message="ops.doctor.folder.open", params={"folder": "/x"})
    assert "/x" in one.text(language)
    assert "chmod 700 /x" in one.remedy(language)


def test_the_command_answers_with_json_and_an_exit_code(installation: Any, empty_installation: Any) -> None:
    done = installation.bagdar("doctor", "--json")
    told = {one["check"]: one for one in json.loads(done.stdout)}
    assert told["migrations"]["state"] == "ok"
    bad = empty_installation.bagdar("doctor", "--json", "--lang", "ru", check=False)
    assert bad.returncode == 1
    assert "bagdar migrate" in {one["check"]: one for one in json.loads(bad.stdout)}["migrations"]["remedy"]
