"""Shipped files as files of the system, also when the package itself lies inside a zip."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from importlib import resources
from pathlib import Path


def real_folder(package: str, *endings: str) -> Path:
    """A folder that holds the files of *package* whose names end so.

    It is the package's own folder; out of a zip the files are copied to a temporary folder that goes
    away with the process. Raises OSError where nothing may be written.
    """
    source = resources.files(package)
    if isinstance(source, Path):
        return source
    folder = Path(tempfile.mkdtemp(prefix="bagdar-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for file in source.iterdir():
        if file.name.endswith(endings):
            (folder / file.name).write_bytes(file.read_bytes())
    return folder
