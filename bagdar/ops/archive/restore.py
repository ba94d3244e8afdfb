"""Puts a backup into an empty installation, after all of it has been found whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.db import transaction

from bagdar.evidence.checking import check_store
from bagdar.files.storage import place
from bagdar.journal.services import record
from bagdar.kernel.actors import PROGRAM
from bagdar.ops.archive import filling, reading
from bagdar.ops.archive import manifest as of
from bagdar.ops.archive.container import DamagedError
from bagdar.ops.archive.manifest import Manifest
from bagdar.ops.archive.rows import load, tables
from bagdar.ops.doctor.service import RESTORE_MARK
from bagdar.ops.surroundings import KEY
from bagdar.orgs.models import Session
from bagdar.store import grants


def restore(path: Path, secret: bytes | None) -> Manifest:
    """Rows, files and key, compared in the end with what the backup says. Sessions of then are ended.

    Raises DamagedError before anything is written, BrokenError where the journal in it is not as it was sealed,
    DomainError where the installation is not empty. Cut off, it is
    called again.
    """
    told = reading.verify(path, secret)
    mark = Path(settings.HOME) / RESTORE_MARK
    if mark.exists():
        _clear()
    filling.require_empty("default")
    mark.touch()
    apps = filling.make_tables(told.migrations, "default")
    with transaction.atomic():
        _fill(path, secret, apps)
        filling.set_sequences(apps, "default")
    for name in filling.differing(apps, told.tables, "default"):
        raise DamagedError("ops.backup.table_differs", name=name)
    filling.bring_up_to_date("default")
    check_store()
    grants.give(settings.APPLICATION_ROLE)
    with transaction.atomic():
        Session.objects.all().delete()
        after = {"version": told.version, "made": told.made_at}
        record(actor=PROGRAM, act="ops.store.restored", after=after)
    mark.unlink()
    return told


def _fill(path: Path, secret: bytes | None, apps: Apps) -> None:
    models = {model._meta.db_table: model for model in tables(apps)}

    def take(table: str, lines: list[bytes]) -> None:
        load(models[table], lines, "default")

    reading.read(path, secret, take, _write_file)


def _write_file(name: str, pieces: Iterator[bytes]) -> None:
    """A file or the key, first under another name."""
    folder = Path(settings.HOME)
    unfinished = folder / f".{KEY}.unfinished"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    if name == of.KEY:
        unfinished.replace(folder / KEY)
    else:
        place().link(place().stage(name.removeprefix(of.FILES), unfinished))
        unfinished.unlink()


def _clear() -> None:
    """What a restore that was cut off left: its tables."""
    from django.db import connection

    names = connection.introspection.table_names()
    with connection.constraint_checks_disabled(), connection.schema_editor(atomic=False) as editor:
        for name in names:
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TABLE {editor.quote_name(name)}{cascade}")
