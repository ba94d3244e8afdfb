"""Prepares each new database connection."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from bagdar.kernel.services import Surroundings
from bagdar.store.collation import prepare


def _prepare(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        prepare(connection.connection)


class StoreConfig(AppConfig):
    name = "bagdar.store"
    label = "store"

    def ready(self) -> None:
        from bagdar.store.retrying import retrying

        Surroundings.around = staticmethod(retrying)
        connection_created.connect(_prepare, dispatch_uid="bagdar.store")
