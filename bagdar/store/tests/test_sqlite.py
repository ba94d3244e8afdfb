"""The SQLite library in use is the mended one, and write-ahead logging is used with no other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

import bagdar
from bagdar.store import sqlite

PACKAGE = Path(bagdar.__file__).parent


@pytest.mark.parametrize(
    "version, mended",
    [
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
        ((3, 50, 7), True),
        ((3, 44, 6), True),
        ((3, 51, 2), False),
        ((3, 51, 1), False),
        ((3, 50, 6), False),
        ((3, 45, 9), False),
        ((3, 44, 5), False),
        ((3, 40, 1), False),
    ],
)
def test_write_ahead_logging_needs_a_mended_library(
    version: tuple[int, ...], mended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", SimpleNamespace(sqlite_version_info=version))
    assert sqlite.is_mended(version) is mended
    assert sqlite.journal_mode() == ("WAL" if mended else "DELETE")


MODE = """
import sys
from bagdar.store import sqlite
{before}
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for pragma in ("journal_mode", "synchronous", "foreign_keys"):
        print(*cursor.execute(f"PRAGMA {{pragma}}").fetchone())
"""


@pytest.mark.parametrize("mended, mode", [(True, "wal"), (False, "delete")])
def test_a_database_file_is_opened_in_the_safe_mode(mended: bool, mode: str, tmp_path: Path) -> None:
    """Both ways on a real file, one after the other: a file in the unsafe mode is taken out of it."""
    for known, expected in ((True, "wal"), (mended, mode)):
        before = f"sqlite.is_mended = lambda version: {known}"
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", MODE.format(before=before)],
            env={"BAGDAR_HOME": str(tmp_path), "BAGDAR_SECRET_KEY": "x" * 50, "PYTHONPATH": str(PACKAGE.parent), "DJANGO_SETTINGS_MODULE": "bagdar.config.settings"},
            capture_output=True,
            encoding="utf-8",
        )  # fmt: skip
        assert done.stdout.split() == [expected, "2", "1"], done.stderr


def test_no_other_module_takes_the_standard_library() -> None:
    importing = re.compile(r"^\s*(?:import|from) (?:py)?sqlite3\b", re.MULTILINE)
    users = {path for path in PACKAGE.rglob("*.py") if importing.search(path.read_text("utf-8"))}
    assert users == {PACKAGE / "store" / "sqlite.py"}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_the_framework_uses_the_library_that_was_put_in_place() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    assert version == sqlite.library().sqlite_version
    assert sys.platform != "linux" or sqlite.is_mended(tuple(map(int, version.split("."))))


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_no_index_or_constraint_needs_what_only_our_connections_know() -> None:
    """Else the file could not be read with other tools, nor be recovered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        made = " ".join(row[0] for row in cursor.fetchall()).lower()
    assert "create table" in made
    for own in ("kk-x-icu", " like ", "upper(", "lower(", "regexp", "generated always"):
        assert own not in made
