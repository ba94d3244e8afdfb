"""Makes a process one of an installation: its folder, its key, its settings, the framework set up."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from bagdar.kernel.errors import DomainError

SETTINGS: Final = "bagdar.config.settings"
KEY: Final = "secret-key"
DEFAULT_HOME: Final = "var/home"
OWNER: Final = "BAGDAR_OWNER_DATABASE_URL"
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def enter(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """The folder of the installation, made where it lacks; from here on the process belongs to it.

    *environment*: settings that hold whatever stands outside. To be called before anything imports settings.
    """
    os.environ.update(environment or {})
    folder = (home or Path(os.environ.get("BAGDAR_HOME") or DEFAULT_HOME)).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["BAGDAR_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if not os.environ.get("BAGDAR_SECRET_KEY"):
        _make_key(folder / KEY)
    from bagdar.store import sqlite

    sqlite.install()
    import django

    django.setup()
    return folder


def as_owner() -> dict[str, str]:
    """Settings of a process that makes tables: the address of their owner, where the operator has given one.

    Raises DomainError where the service's own address does not say which role is to be given their rows.
    """
    owner, own = os.environ.get(OWNER, ""), os.environ.get("DATABASE_URL", "")
    if not owner:
        return {}
    role = unquote(urlsplit(own).username or "")
    if not role:
        raise DomainError("ops.grants.no_role")
    return {"DATABASE_URL": owner, "BAGDAR_APPLICATION_ROLE": role}


def key_of(path: Path) -> str:
    """Fingerprint of the key in force, given in the environment or kept in the file *path*."""
    key = os.environ.get("BAGDAR_SECRET_KEY") or path.read_text("ascii").strip()
    return hashlib.sha256(b"bagdar fingerprint " + key.encode()).hexdigest()[:32]


def _make_key(path: Path) -> None:
    """A key of the installation's own, readable to its owner alone; one that is there stays."""
    with suppress(FileExistsError), os.fdopen(os.open(path, _NEW, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
