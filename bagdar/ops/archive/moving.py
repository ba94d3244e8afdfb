"""Moves the store from the embedded database to PostgreSQL, row by row, and compares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import dj_database_url
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from bagdar.journal.services import record
from bagdar.kernel.actors import PROGRAM
from bagdar.kernel.errors import DomainError
from bagdar.ops.archive import filling
from bagdar.ops.archive.manifest import Table
from bagdar.ops.archive.rows import Sum, lines, load, tables
from bagdar.ops.archive.snapshot import extra_connection
from bagdar.store import triggers

TARGET: Final = "target"


def move(url: str, progress: Callable[[int, int], None] = lambda *_: None) -> int:
    """How many rows went to the database at *url*. Until the end nobody else writes here, so nothing is left behind.

    Raises DomainError where this is not the embedded database, that one is not empty, or they differ afterwards.
    """
    if connection.vendor != "sqlite" or not url.startswith(("postgres:", "postgresql:")):
        raise DomainError("ops.move.direction")
    given: dict[str, Any] = {**dj_database_url.parse(url)}
    given["OPTIONS"] = {**given.get("OPTIONS", {}), "options": settings.POSTGRESQL_OPTIONS}
    with transaction.atomic(), extra_connection(TARGET, given):
        record(actor=PROGRAM, act="ops.store.moved")
        filling.require_empty(TARGET)
        told = _copy(progress)
        for name in filling.differing(apps, told, TARGET):
            raise DomainError("ops.move.differs", name=name)
        triggers.renew(TARGET)
    return sum(table.rows for table in told.values())


def _copy(progress: Callable[[int, int], None]) -> dict[str, Table]:
    applied = MigrationRecorder.Migration.objects.values_list("app", "name")
    then = filling.make_tables(sorted((app, name) for app, name in applied), TARGET)
    models, told = tables(then), {}
    with transaction.atomic(using=TARGET):
        for number, model in enumerate(models, start=1):
            found = Sum()

            def counted(found: Sum = found, model: Any = model) -> Any:
                for line in lines(model, "default"):
                    found.add(line)
                    yield line

            load(model, counted(), TARGET)
            told[model._meta.db_table] = Table(found.rows, found.digest)
            progress(number, len(models))
        filling.set_sequences(then, TARGET)
    return told
