"""What a place of files can do. A name is a relative path; content is written once and never changed."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Final, Protocol

import msgspec

from bagdar.kernel.errors import DomainError

Content = bytes | Path
PIECE: Final = 1 << 20
INCOMING: Final = "incoming/"
"""Names of what is not whole yet: never served, never backed up, cleared away when it is old."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class StorageError(DomainError):
    """The place of files does not take or give what was asked of it."""


class Staged(msgspec.Struct, frozen=True):
    """Content that is safe on the disk and seen by nobody. ``at``: where, as the place itself names it."""

    name: str
    size: int
    sha256: str
    at: str


class Found(msgspec.Struct, frozen=True):
    """``changed``: when it was written, an aware instant."""

    name: str
    size: int
    changed: datetime


class Storage(Protocol):
    """All may raise StorageError; ``open`` raises FileNotFoundError where there is no such name."""

    def stage(self, name: str, content: Content) -> Staged:
        """Write *content* so that it survives a cut of power, under a name that nobody looks at."""
        ...

    def link(self, staged: Staged) -> None:
        """Show it under its name: the last step of the transaction that tells of it."""
        ...

    def drop(self, staged: Staged) -> None:
        """It is not wanted after all."""
        ...

    def open(self, name: str) -> IO[bytes]: ...

    def delete(self, name: str) -> None:
        """Gone afterwards, whether it was there or not."""
        ...

    def names(self, within: str = "") -> Iterator[Found]:
        """What there is, with ``within`` only below that folder; without it, nothing of :data:`INCOMING`."""
        ...


def pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


class Counted:
    """Pieces as they pass: how many bytes, and their SHA-256."""

    def __init__(self, content: Content) -> None:
        self._content, self._sum, self.size = content, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in pieces(self._content):
            self._sum.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


@contextmanager
def told() -> Iterator[None]:
    """Faults of the system, said so that an official knows whom to call."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        message = "files.storage.full" if error.errno in _FULL else "files.storage.fails"
        raise StorageError(message) from error
