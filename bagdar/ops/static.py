"""Puts stylesheets, fonts and scripts where the server takes them from: compressed, under names by content."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.utils.module_loading import import_string

from bagdar import __version__

MARK: Final = ".collected"


def collect() -> bool:
    """Whether anything had to be done: a second start with the same files does nothing.

    A running server of the same folder sees the old files or the new ones, never half of them.
    """
    root = Path(settings.STATIC_ROOT)
    mark, wanted = root / MARK, _fingerprint()
    if mark.is_file() and mark.read_text("ascii") == wanted:
        return False
    made, old = root.with_name(f"{root.name}.new"), root.with_name(f"{root.name}.old")
    for folder in (made, old):
        shutil.rmtree(folder, ignore_errors=True)
    made.mkdir(parents=True)
    _write(made)
    (made / MARK).write_text(wanted, "ascii")
    if root.exists():
        root.rename(old)
    made.rename(root)
    shutil.rmtree(old, ignore_errors=True)
    return True


def _write(folder: Path) -> None:
    storage: Any = import_string(settings.STORAGES["staticfiles"]["BACKEND"])(location=folder)
    written = {}
    for path, source in _files():
        with source.open(path) as file:
            storage.save(path, file)
        written[path] = (storage, path)
    for _, _, outcome in storage.post_process(written):
        if isinstance(outcome, Exception):
            raise outcome


def _files() -> Iterator[tuple[str, Any]]:
    """Path and where it comes from; the first that has a path wins, as for the framework."""
    seen = set()
    for finder in get_finders():
        for path, source in sorted(finder.list([]), key=lambda found: str(found[0])):
            if path not in seen:
                seen.add(path)
                yield str(path), source


def _fingerprint() -> str:
    """Of the files by their names, sizes and times: to read them all would delay every start."""
    told = hashlib.sha256(__version__.encode())
    for path, source in _files():
        state = Path(source.path(path)).stat()
        told.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return told.hexdigest()
