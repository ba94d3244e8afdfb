"""Makes a backup: a view of the database at one moment, then the files, which are never changed once written."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import msgspec
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from bagdar import __version__
from bagdar.files.storage import place
from bagdar.kernel import clock
from bagdar.ops.archive import manifest as of
from bagdar.ops.archive.container import Writer
from bagdar.ops.archive.manifest import Manifest
from bagdar.ops.archive.rows import Sum, lines, tables
from bagdar.ops.archive.snapshot import snapshot
from bagdar.ops.doctor.service import BACKUP_MARK
from bagdar.ops.surroundings import KEY, key_of

PART: Final = 4 << 20
"""Bytes of rows that are held in memory at a time."""
Progress = Callable[[int, int], None]
"""Called with how many of how many tables and files are done."""


def backup(target: Path, secret: bytes | None, progress: Progress = lambda *_: None) -> Manifest:
    """Write everything to *target*, which appears only when it is whole. Raises OSError."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        try:
            writer = Writer(file, secret)
            with tarfile.open(fileobj=writer, mode="w|gz", format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
                made = _Backup(tar, progress).run()
            writer.finish()
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.replace(target)
    (Path(settings.HOME) / BACKUP_MARK).write_text(made.made_at.isoformat(), "ascii")
    return made


class _Backup:
    def __init__(self, tar: tarfile.TarFile, progress: Progress) -> None:
        self.tar, self.progress = tar, progress
        self.done, self.whole = 0, 0

    def run(self) -> Manifest:
        instant = clock.now()
        models_ = tables(apps)
        self.whole = len(models_)
        with snapshot() as using:
            applied = sorted(MigrationRecorder.Migration.objects.using(using).values_list("app", "name"))
            rows = {model._meta.db_table: self._table(model, using) for model in models_}
        # After the rows: what they tell of is there by then, and no file is ever changed.
        names = [found.name for found in place().names()]
        self.whole += len(names)
        made = Manifest(
            version=__version__,
            made_at=instant,
            engine=connection.vendor,
            migrations=[(app, name) for app, name in applied],
            tables=rows,
            files={name: file for name in names if (file := self._file(name)) is not None},
            key=key_of(Path(settings.HOME) / KEY),
        )
        key = Path(settings.HOME) / KEY
        if key.is_file():
            self._put(of.KEY, key.read_bytes())
        self._put(of.NAME, msgspec.json.encode(made))
        return made

    def _table(self, model: type[models.Model], using: str) -> of.Table:
        found, part, number = Sum(), bytearray(), 0
        for line in lines(model, using):
            found.add(line)
            part += line + b"\n"
            if len(part) > PART:
                number += 1
                self._put(f"{of.TABLES}{model._meta.db_table}/{number:06}", bytes(part))
                part.clear()
        if part:
            self._put(f"{of.TABLES}{model._meta.db_table}/{number + 1:06}", bytes(part))
        self._step()
        return of.Table(found.rows, found.digest)

    def _file(self, name: str) -> of.File | None:
        """None: somebody has it cleared away since."""
        told = hashlib.sha256()
        try:
            file = place().open(name)
        except FileNotFoundError:
            return None
        with file:
            size = _size(file)
            entry = tarfile.TarInfo(of.FILES + name)
            entry.size = size
            self.tar.addfile(entry, _Hashing(file, told))  # type: ignore[arg-type]
        self._step()
        return of.File(size, told.hexdigest())

    def _put(self, name: str, content: bytes) -> None:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        self.tar.addfile(entry, io.BytesIO(content))

    def _step(self) -> None:
        self.done += 1
        self.progress(self.done, self.whole)


class _Hashing:
    def __init__(self, file: IO[bytes], told: hashlib._Hash) -> None:
        self._file, self._told = file, told

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._told.update(data)
        return data


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size
