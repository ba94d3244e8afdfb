"""Where the bytes of files lie: one stated place, a folder or a bucket, chosen by the setting ``FILES``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from bagdar.files.storage.base import INCOMING, Content, Found, Staged, Storage
from bagdar.files.storage.directory import Directory

__all__ = ["INCOMING", "Content", "Found", "Staged", "Storage", "place"]


def place() -> Storage:
    """The place of this installation."""
    return _made(str(settings.FILES))


@cache
def _made(stated: str) -> Storage:
    if stated.startswith("s3:"):
        from bagdar.files.storage.bucket import Bucket  # its library is needed nowhere else

        return Bucket.stated(stated)
    return Directory(Path(stated).resolve())
