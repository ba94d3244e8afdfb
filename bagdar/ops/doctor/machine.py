"""Examinations of the machine: time zones, folders, keys, room on the disk."""

from __future__ import annotations

import os
import shutil
import stat
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import connection

from bagdar.ops.doctor.database import one
from bagdar.ops.doctor.found import Found, check, wrong
from bagdar.ops.surroundings import KEY

LITTLE, TOO_LITTLE = 1024**3, 64 * 1024**2
"""Bytes left on the disk."""
_YEARS: Final = range(2024, 2033)


def facts(zone: str) -> dict[datetime, timedelta]:
    """Local instant in *zone* → its distance from UTC, where the program knows any."""
    table = tomllib.loads(resources.files("bagdar.ops").joinpath("zones.toml").read_text("utf-8"))
    return {datetime.fromisoformat(at): timedelta(hours=hours) for at, hours in table.get(zone, {}).items()}


@check("time_zone", gate=True)
def time_zone() -> Iterator[Found]:
    """The zone of the deadlines, to the program and to the database's server, which has data of its own."""
    zone = settings.TIME_ZONE
    try:
        info = ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        yield wrong("time_zone", "error", "unknown", zone=zone)
        return
    for local, distance in facts(zone).items():
        if local.replace(tzinfo=info).utcoffset() != distance:
            yield wrong("time_zone", "error", "program", zone=zone, day=local.date())
            return
    if connection.vendor == "postgresql":
        yield from _server_zone(zone, info)


def _server_zone(zone: str, info: ZoneInfo) -> Iterator[Found]:
    months = [datetime(year, month, 1, 12) for year in _YEARS for month in range(1, 13)]
    for local in (*facts(zone), *months):
        there = one("SELECT (%s::timestamp AT TIME ZONE %s) AT TIME ZONE 'UTC'", local, zone)
        if there != local - (local.replace(tzinfo=info).utcoffset() or timedelta()):
            yield wrong("time_zone", "error", "server", zone=zone, day=local.date())
            return


@check("key")
def key() -> Iterator[Found]:
    path = Path(settings.HOME) / KEY
    if len(settings.SECRET_KEY) < 40:
        yield wrong("key", "error", "short")
    if os.name != "nt" and path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield wrong("key", "error", "open", file=str(path))


@check("folder")
def folder() -> Iterator[Found]:
    home = Path(settings.HOME)
    if not os.access(home, os.W_OK):
        yield wrong("folder", "error", "closed", folder=str(home))
        return
    if os.name != "nt" and home.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP):
        yield wrong("folder", "warning", "open", folder=str(home))
    free = shutil.disk_usage(home).free
    if free < LITTLE:
        state: Found = wrong(
            "folder", "error" if free < TOO_LITTLE else "warning", "full", megabytes=free >> 20
        )
        yield state


@check("user")
def user() -> Iterator[Found]:
    is_root = getattr(os, "geteuid", None)
    if is_root is not None and is_root() == 0:
        yield wrong("user", "warning")
