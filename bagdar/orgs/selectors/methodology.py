"""Which methodologies there are, and which of them governs on a day."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import DateField, Value

from bagdar.kernel.errors import AbsentError
from bagdar.methodology.archive import lay_out
from bagdar.methodology.loader import available, load
from bagdar.methodology.model import Methodology
from bagdar.orgs.models import Installation, InstalledMethodology, MethodologyInForce


def known_packs() -> tuple[str, ...]:
    """Ids: those that come with the program, then those brought in."""
    return (*available(), *InstalledMethodology.objects.values_list("pack", flat=True))


def methodology_of(pack: str) -> Methodology:
    """The methodology *pack*. Raises AbsentError where there is none of that id."""
    if pack in available():
        return load(pack)
    row = InstalledMethodology.objects.filter(pack=pack).first()
    if row is None:
        raise AbsentError("kernel.absent")
    return _installed(row)


def governing_pack(day: date) -> str:
    """Id of the methodology that governs what begins on *day*: by the last act before it, else the one chosen
    at the first set-up, else that of the settings. One query."""
    first = Value(date.min, output_field=DateField())
    chosen = Installation.objects.exclude(methodology="").annotate(valid_from=first)
    decided = MethodologyInForce.objects.filter(valid_from__lte=day).order_by()
    packs = decided.values_list("valid_from", "pack").union(
        chosen.values_list("valid_from", "methodology"), all=True
    )
    found = packs.order_by("-valid_from").first()
    return str(found[1] if found else settings.METHODOLOGY)


def decision_on(day: date) -> MethodologyInForce | None:
    """The decision by which the methodology of *day* governs; None where no act has put one in force."""
    rows = MethodologyInForce.objects.select_related("act").filter(valid_from__lte=day)
    return rows.order_by("-valid_from").first()


def decisions() -> list[MethodologyInForce]:
    """Every decision that put a methodology in force, the latest day first."""
    return list(MethodologyInForce.objects.select_related("act", "decided_by"))


def load_files(files: dict[str, str]) -> Methodology:
    """The methodology made of *files*, read as any other. Raises PackError."""
    with tempfile.TemporaryDirectory(prefix="bagdar-pack-") as name:
        folder = Path(name, "pack")
        lay_out(files, folder)
        return load(folder)


_read: dict[str, Methodology] = {}
"""Digest → methodology, read once in a process: content behind a digest never changes."""


def _installed(row: InstalledMethodology) -> Methodology:
    if row.digest not in _read:
        _read[row.digest] = load_files(row.files)
    return _read[row.digest]
