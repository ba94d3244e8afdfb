"""Bytes of an office file → RawDocument, in this process: the guard first, then the walker of its kind."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from bagdar.documents.opening.guard import admit
from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.documents.opening.properties import asides
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError


@contextmanager
def _without_search_for_cycles() -> Iterator[None]:
    """What is read has no cycles, and looking for them among so many new objects costs a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_without_search_for_cycles()
def parse(data: bytes, name: str, limits: Limits = LIMITS, *, guarded: bool = True) -> RawDocument:
    """The document in *data*, called *name*. Raises FileRefusedError and nothing else."""
    try:
        admitted = admit(data, name, limits, guarded=guarded)
        sha256 = hashlib.sha256(data).hexdigest()
        if admitted.kind == "docx":
            from bagdar.documents.opening.docx import read_docx

            document = read_docx(admitted.package, admitted.main, name, sha256)
        else:
            from bagdar.documents.opening.xlsx import read_xlsx

            document = read_xlsx(admitted.package, admitted.main, name, sha256)
    except RecursionError as error:
        raise FileRefusedError("opening.depth", part=name, limit=limits.depth) from error
    beside = asides(admitted.package)
    if not (admitted.remarks or beside):
        return document
    remarks = {**admitted.remarks, **document.remarks}
    return msgspec.structs.replace(document, remarks=remarks, asides=beside)
