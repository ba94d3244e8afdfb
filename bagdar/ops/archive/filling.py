"""Fills an empty database with rows written by this version or one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from bagdar.kernel.errors import DomainError
from bagdar.ops.archive.manifest import Table
from bagdar.ops.archive.rows import Sum, lines, tables


def require_empty(using: str) -> None:
    if connections[using].introspection.table_names():
        raise DomainError("ops.backup.not_empty")


def make_tables(migrations: Sequence[tuple[str, str]], using: str) -> Apps:
    """The tables as they were when the rows were written, empty; gives the models of that time.

    Raises DomainError where a newer version wrote them.
    """
    executor = MigrationExecutor(connections[using])
    known = executor.loader.graph.nodes
    ours = {app for app, _ in known}
    for app, name in migrations:
        if app in ours and (app, name) not in known:
            raise DomainError("ops.backup.newer", name=f"{app}.{name}")
    done = {key for key in migrations if key in known}
    wanted = [key for key in sorted(done) if not done & set(executor.loader.graph.node_map[key].children)]
    executor.migrate(wanted)
    apps = executor.loader.project_state(wanted).apps
    connection = connections[using]
    for model in reversed(tables(apps)):
        with connection.cursor() as cursor:  # what migrations themselves put in
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 -- a table of our own
    return apps


def bring_up_to_date(using: str) -> None:
    """Whatever the versions since then changed."""
    call_command("migrate", database=using, interactive=False, verbosity=0)


def set_sequences(apps: Apps, using: str) -> None:
    """Numbers given next go on after those that are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables(apps)):
            cursor.execute(statement)


def differing(apps: Apps, told: dict[str, Table], using: str) -> Iterable[str]:
    """Names of tables that do not hold what was told."""
    for model in tables(apps):
        found = Sum()
        for line in lines(model, using):
            found.add(line)
        name = model._meta.db_table
        wanted = told.get(name, Table(0, Sum().digest))
        if (found.rows, found.digest) != (wanted.rows, wanted.digest):
            yield name
