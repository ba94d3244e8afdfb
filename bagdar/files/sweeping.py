"""Bytes without a row, rows without bytes, and pieces of what never became whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from bagdar.files.models import StoredFile, Upload
from bagdar.files.storage import INCOMING, place
from bagdar.kernel import clock

log = logging.getLogger(__name__)

GRACE: Final = timedelta(days=1)
"""An act under way has its bytes before its row."""
_OURS: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{32})(\.clean)?")
_KEPT: Final = ("quarantined", "accepted")
_AT_ONCE: Final = 500


def sweep(now: datetime | None = None) -> list[str]:
    """Names of what was cleared away: nobody could have got at it any more."""
    before = (now or clock.now()) - GRACE
    gone = [*_unfinished(before), *_without_row(before)]
    for name in gone:
        place().delete(name)
    Upload.objects.filter(changed_at__lt=before).delete()
    if gone:
        log.info("cleared away: %d files without a row", len(gone))
    return gone


def _unfinished(before: datetime) -> Iterator[str]:
    for found in place().names(INCOMING):
        if found.changed < before:
            yield found.name


def _without_row(before: datetime) -> Iterator[str]:
    """What no row tells of, or only one that keeps nothing any more. Names that are not ours are left alone."""
    waiting: dict[str, UUID] = {}
    for found in place().names():
        ours = _OURS.fullmatch(found.name)
        if ours and found.changed < before:
            waiting[found.name] = UUID(ours[1])
        if len(waiting) == _AT_ONCE:
            yield from _unknown(waiting)
            waiting = {}
    yield from _unknown(waiting)


def _unknown(names: dict[str, UUID]) -> Iterator[str]:
    rows = StoredFile.objects.filter(pk__in=set(names.values()), state__in=_KEPT)
    kept = dict(rows.values_list("pk", "clean_sha256"))
    for name, number in names.items():
        if number not in kept or (name.endswith(".clean") and not kept[number]):
            yield name


def missing(most: int = 20) -> list[StoredFile]:
    """Rows whose bytes are not in their place: to be brought back from a backup."""
    there = {found.name for found in place().names()}
    rows = StoredFile.objects.filter(state__in=_KEPT).iterator(_AT_ONCE)
    found = (
        row for row in rows if row.place not in there or (row.clean_sha256 and row.clean_place not in there)
    )
    return [row for row, _ in zip(found, range(most), strict=False)]
