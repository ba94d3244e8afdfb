"""Examinations of the database: what it must keep and must know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from bagdar.kernel import clock
from bagdar.ops.doctor.found import Found, check, wrong
from bagdar.store import grants, sqlite, triggers
from bagdar.store.collation import NAME

OLDEST: Final = 130000
"""Of PostgreSQL, as its own number has it."""
APART: Final = timedelta(seconds=5)
NETWORK_FILES: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs"})


def one(query: str, *params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, params or None)
        row = cursor.fetchone()
        return row[0] if row else None


@check("answers", gate=True)
def answers() -> Iterator[Found]:
    try:
        one("SELECT 1")
    except Exception as error:
        yield wrong("answers", "error", kind=type(error).__name__)


@check("migrations", gate=True)
def migrations() -> Iterator[Found]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield wrong("migrations", "error", "missing", count=len(missing))
    ours = {app for app, _ in executor.loader.graph.nodes}
    unknown = [key for key in executor.loader.applied_migrations if key not in executor.loader.graph.nodes]
    replaced = {old for migration in executor.loader.replacements.values() for old in migration.replaces}
    newer = [key for key in unknown if key[0] in ours and key not in replaced]
    if newer:
        yield wrong("migrations", "error", "newer", name=".".join(newer[0]))


@check("guards", gate=True)
def guards() -> Iterator[Found]:
    """Whether the database itself keeps what must stay."""
    absent = triggers.missing()
    if absent:
        yield wrong("guards", "error", count=len(absent), name=absent[0])


@check("sqlite", gate=True, database="sqlite")
def sqlite_library() -> Iterator[Found]:
    version = sqlite.library().sqlite_version
    mode = str(one("PRAGMA journal_mode")).upper()
    if not sqlite.is_mended(sqlite.library().sqlite_version_info):
        state: Any = "error" if mode == "WAL" else "warning"
        yield wrong("sqlite", state, "old" if mode == "WAL" else "slow", version=version)
    if one("PRAGMA synchronous") != 2:
        yield wrong("sqlite", "error", "forgets")
    if _kind_of_files(Path(settings.HOME)) in NETWORK_FILES:
        yield wrong("sqlite", "error", "network", folder=str(settings.HOME))


@check("sqlite_whole", database="sqlite")
def sqlite_whole() -> Iterator[Found]:
    if one("PRAGMA quick_check") != "ok" or one("SELECT count(*) FROM pragma_foreign_key_check"):
        yield wrong("sqlite_whole", "error")


@check("postgresql", gate=True, database="postgresql")
def postgresql() -> Iterator[Found]:
    if int(one("SHOW server_version_num")) < OLDEST:
        yield wrong("postgresql", "error", "old", version=one("SHOW server_version"))
    if not settings.UNSAFE_DATABASE:
        for setting in ("synchronous_commit", "fsync", "full_page_writes"):
            if one(f"SHOW {setting}") in ("off", "local"):
                yield wrong("postgresql", "error", "forgets", setting=setting)
    if one("SHOW server_encoding") != "UTF8":
        yield wrong("postgresql", "error", "encoding", encoding=one("SHOW server_encoding"))
    if not one("SELECT count(*) FROM pg_collation WHERE collname = %s", NAME):
        yield wrong("postgresql", "error", "collation", collation=NAME)
    if one("SELECT upper('қазақ')") != "ҚАЗАҚ":
        yield wrong("postgresql", "error", "case")


@check("grants", gate=True, database="postgresql")
def its_grants() -> Iterator[Found]:
    """Whether the service's role reaches every table."""
    table = grants.closed()
    if table:
        yield wrong("grants", "error", role=one("SELECT current_user"), table=table)


@check("owner", database="postgresql")
def owner() -> Iterator[Found]:
    """Whether the service's role is kept from what the tables' owner may do."""
    if settings.DEMONSTRATION:
        return
    if grants.owned():
        yield wrong("owner", "warning", role=one("SELECT current_user"))
    elif grants.may_make():
        yield wrong("owner", "warning", "makes", role=one("SELECT current_user"))


@check("clock")
def clocks() -> Iterator[Found]:
    from bagdar.journal.models import Entry

    if connection.vendor == "postgresql" and abs(one("SELECT now()") - timezone.now()) > APART:
        yield wrong("clock", "warning", "database")
    last = Entry.objects.filter(set_clock=False).order_by("-id").values_list("at", flat=True).first()
    if last is not None and last > clock.now() + APART:
        yield wrong("clock", "error", "journal", instant=last.isoformat(timespec="seconds"))


def _kind_of_files(folder: Path) -> str:
    """Of the file system under *folder*; empty where the system does not tell."""
    try:
        lines = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return ""
    mounts = [line.split()[1:3] for line in lines]
    over = [(Path(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(over, key=lambda one: len(one[0].parts))[1] if over else ""
