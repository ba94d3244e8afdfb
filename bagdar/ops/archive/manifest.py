"""What a backup says of itself."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

NAME: Final = "manifest.json"
TABLES, FILES, KEY = "tables/", "files/", "secret-key"


class Table(msgspec.Struct, frozen=True):
    rows: int
    digest: str


class File(msgspec.Struct, frozen=True):
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """``migrations``: (application, name) of each that the tables had gone through. ``key``: fingerprint of the
    installation's key, by which it is seen whether sealed secrets can be opened after a restore."""

    version: str
    made_at: datetime
    engine: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table]
    files: dict[str, File]
    key: str
