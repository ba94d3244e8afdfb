"""Opening a file safely: the guard, the limited child process, and the walkers that give a RawDocument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError


def open_document(path: Path, *, limited: bool = True) -> RawDocument:
    """The document in the file *path* as a person sees it, read in a limited child process.

    ``limited=False`` reads it in this process. Raises FileRefusedError saying what is wrong and what to do.
    """
    from bagdar.documents.opening import runner  # the child imports this package and needs no runner

    return runner.open_document(path, limited=limited)


def open_documents(paths: Sequence[Path]) -> Iterator[RawDocument | FileRefusedError]:
    """For each of *paths* in order the document or the refusal, many read by few limited children."""
    from bagdar.documents.opening import batch

    return batch.open_documents(paths)


def parse_document(data: bytes, name: str) -> RawDocument:
    """The document in *data*, read in this process; *name* gives the extension. Raises FileRefusedError."""
    from bagdar.documents.opening.parse import parse

    return parse(data, name)
