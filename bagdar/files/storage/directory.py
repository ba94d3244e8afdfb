"""A folder outside the web root: its own, or one that all servers see (its file system must keep what it acknowledges)."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from bagdar.files.storage.base import INCOMING, Content, Counted, Found, Staged, told


class Directory:
    """Written under another name, synced, renamed, and the folder synced: a name shows whole content or nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def stage(self, name: str, content: Content) -> Staged:
        path = self.root / INCOMING / f"staged-{secrets.token_hex(16)}"
        with told():
            self._make(path.parent)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                counted = Counted(content)
                with os.fdopen(handle, "wb") as file:
                    for piece in counted:
                        file.write(piece)
                    file.flush()
                    os.fsync(file.fileno())
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise
        return Staged(name, counted.size, counted.sha256, str(path))

    def link(self, staged: Staged) -> None:
        target = self._path(staged.name)
        with told():
            self._make(target.parent)
            Path(staged.at).replace(target)
            _sync(target.parent)

    def drop(self, staged: Staged) -> None:
        with suppress(OSError):
            Path(staged.at).unlink()

    def open(self, name: str) -> IO[bytes]:
        with told():
            return self._path(name).open("rb")

    def delete(self, name: str) -> None:
        with told():
            self._path(name).unlink(missing_ok=True)

    def names(self, within: str = "") -> Iterator[Found]:
        start = self.root / within if within else self.root
        for folder, folders, files in os.walk(start):
            folders.sort()
            if not within and Path(folder) == self.root and INCOMING.rstrip("/") in folders:
                folders.remove(INCOMING.rstrip("/"))
            for file in sorted(files):
                path = Path(folder) / file
                with suppress(FileNotFoundError):
                    seen = path.lstat()
                    if path.is_file() and not path.is_symlink():
                        changed = datetime.fromtimestamp(seen.st_mtime, UTC)
                        yield Found(path.relative_to(self.root).as_posix(), seen.st_size, changed)

    def _path(self, name: str) -> Path:
        path = self.root / name
        if ".." in path.parts or not path.is_relative_to(self.root):
            raise ValueError(f"no name of a file: {name!r}")
        return path

    def _make(self, folder: Path) -> None:
        """*folder* and those above it; each new one is synced into the one that holds it."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            with suppress(FileExistsError):
                one.mkdir(mode=0o700)
            _sync(one.parent)


def _sync(folder: Path) -> None:
    if sys.platform == "win32":  # there a folder cannot be opened for syncing
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
