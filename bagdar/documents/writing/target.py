"""Where a document goes: a path, replaced only when the whole file is written, or an open file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

Target = Path | str | IO[bytes]


def write_bytes(target: Target, data: bytes) -> None:
    """Write *data*; a reader of the path never sees half a file."""
    if not isinstance(target, (Path, str)):
        target.write(data)
        return
    target = Path(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
