"""Prepares each new database connection, and has the guards of rows made after every migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from bagdar.kernel.services import Surroundings
from bagdar.store.collation import prepare


def _prepare(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        prepare(connection.connection)
        # A row that REPLACE takes away is a row deleted: triggers shall hear of it.
        connection.connection.execute("PRAGMA recursive_triggers = ON")


def _before(using: str, plan: list[Any], **_: Any) -> None:
    from bagdar.store import triggers

    if plan:
        triggers.drop_linked(using)


def _after(using: str, **_: Any) -> None:
    from bagdar.store import triggers

    triggers.renew(using)


class StoreConfig(AppConfig):
    name = "bagdar.store"
    label = "store"

    def ready(self) -> None:
        from bagdar.store import recurring  # noqa: F401  (declares what recurs)
        from bagdar.store.lookups import declare
        from bagdar.store.retrying import retrying

        declare()
        Surroundings.around = staticmethod(retrying)
        connection_created.connect(_prepare, dispatch_uid="bagdar.store")
        # With this sender once for each command, when all migrations are through.
        pre_migrate.connect(_before, sender=self, dispatch_uid="bagdar.store.before")
        post_migrate.connect(_after, sender=self, dispatch_uid="bagdar.store.after")
