"""Opening a file safely: the guard, the limited child process, and the walkers that give a RawDocument."""

from __future__ import annotations

from pathlib import Path

from bagdar.documents.raw import RawDocument


def open_document(path: Path, *, limited: bool = True) -> RawDocument:
    """The document in the file *path* as a person sees it, read in a limited child process.

    ``limited=False`` reads it in this process. Raises FileRefusedError saying what is wrong and what to do.
    """
    from bagdar.documents.opening import runner  # the child imports this package and needs no runner

    return runner.open_document(path, limited=limited)


def parse_document(data: bytes, name: str) -> RawDocument:
    """The document in *data*, read in this process; *name* gives the extension. Raises FileRefusedError."""
    from bagdar.documents.opening.parse import parse

    return parse(data, name)
