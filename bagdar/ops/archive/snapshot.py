"""A view of the database at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.utils import load_backend

ALIAS: Final = "snapshot"


@contextmanager
def extra_connection(alias: str, given: dict[str, Any]) -> Iterator[str]:
    """Within the block there is a connection *alias* with the settings *given*."""
    whole = connections.configure_settings({"default": settings.DATABASES["default"], alias: given})[alias]
    connections[alias] = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias under which everything is read as it was at one moment; nobody waits for it.

    SQLite copies the file by its own means (a plain copy of a live file is worthless) into the installation's
    folder; PostgreSQL keeps the view of a transaction.
    """
    if connection.vendor == "sqlite":
        with TemporaryDirectory(prefix="snapshot-", dir=settings.HOME) as folder:
            path = Path(folder) / "snapshot.sqlite3"
            _copy(path)
            given = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
            with extra_connection(ALIAS, given) as alias:
                yield alias
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield "default"


def _copy(path: Path) -> None:
    from bagdar.store import sqlite

    connection.ensure_connection()
    target = sqlite.library().connect(path)
    try:
        connection.connection.backup(target)
    finally:
        target.close()
