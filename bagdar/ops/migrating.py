"""Brings the tables to this version of the program."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bagdar.store import grants


def migrate() -> int:
    """How many changes were made. Each is a transaction of its own: cut off, it is as if it had not begun.

    Where the tables belong to a role of their own, the service's role is given their rows anew.
    """
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", interactive=False, verbosity=0)
    grants.give(settings.APPLICATION_ROLE)
    return len(missing)
