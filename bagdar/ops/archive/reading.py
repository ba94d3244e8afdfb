"""Reads a backup from end to end: every piece, row and file is compared with what the backup says of itself."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

import msgspec

from bagdar.ops.archive import manifest as of
from bagdar.ops.archive.container import DamagedError, Reader
from bagdar.ops.archive.manifest import Manifest
from bagdar.ops.archive.rows import Sum

PIECE: Final = 1 << 20
TakeRows = Callable[[str, list[bytes]], None]
TakeFile = Callable[[str, Iterator[bytes]], None]


def verify(path: Path, secret: bytes | None) -> Manifest:
    """What the backup holds, when all of it is as it was written. Raises DamagedError."""
    return _Reading().run(path, secret)


def read(path: Path, secret: bytes | None, rows: TakeRows, file: TakeFile) -> Manifest:
    """The same, while *rows* is given the lines of a table's part and *file* the pieces of a file."""
    return _Reading(rows, file).run(path, secret)


@contextmanager
def _members(path: Path, secret: bytes | None) -> Iterator[tarfile.TarFile]:
    with path.open("rb") as file:
        reader = Reader(file, secret)
        try:
            with tarfile.open(fileobj=reader, mode="r|gz") as tar:  # type: ignore[call-overload]
                yield tar
        except tarfile.TarError as error:
            raise DamagedError("ops.backup.damaged", piece=0) from error
        reader.finish()


class _Reading:
    def __init__(
        self, rows: TakeRows = lambda *_: None, file: TakeFile = lambda _, pieces: [*pieces].clear()
    ) -> None:
        self.rows, self.file = rows, file
        self.tables: dict[str, Sum] = {}
        self.files: dict[str, of.File] = {}

    def run(self, path: Path, secret: bytes | None) -> Manifest:
        told: Manifest | None = None
        with _members(path, secret) as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None or told is not None:
                    raise DamagedError("ops.backup.strange", name=member.name)
                if member.name == of.NAME:
                    told = msgspec.json.decode(content.read(), type=Manifest)
                else:
                    self._take(member.name, content)
        if told is None:
            raise DamagedError("ops.backup.no_manifest")
        self._compare(told)
        return told

    def _take(self, name: str, content: IO[bytes]) -> None:
        if name.startswith(of.TABLES):
            table = PurePosixPath(name).parent.name
            lines = content.read().splitlines()
            known = self.tables.setdefault(table, Sum())
            for line in lines:
                known.add(line)
            self.rows(table, lines)
        elif name.startswith(of.FILES):
            self._take_file(name.removeprefix(of.FILES), content)
        elif name == of.KEY:
            self.file(of.KEY, _pieces(content))
        else:
            raise DamagedError("ops.backup.strange", name=name)

    def _take_file(self, name: str, content: IO[bytes]) -> None:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise DamagedError("ops.backup.strange", name=name)
        told, size = hashlib.sha256(), 0

        def pieces() -> Iterator[bytes]:
            nonlocal size
            for piece in _pieces(content):
                told.update(piece)
                size += len(piece)
                yield piece

        self.file(of.FILES + name, pieces())
        self.files[name] = of.File(size, told.hexdigest())

    def _compare(self, told: Manifest) -> None:
        for name, table in told.tables.items():
            found = self.tables.pop(name, Sum())
            if (found.rows, found.digest) != (table.rows, table.digest):
                raise DamagedError("ops.backup.table_differs", name=name)
        for name in {**told.files, **self.files}:
            if told.files.get(name) != self.files.get(name):
                raise DamagedError("ops.backup.file_differs", name=name)
        if self.tables:
            raise DamagedError("ops.backup.table_differs", name=next(iter(self.tables)))


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
