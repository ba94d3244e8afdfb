"""The methodology that governs what begins today, as bodies and people need it."""

from __future__ import annotations

import tempfile
from contextvars import ContextVar
from pathlib import Path

from bagdar.documents.bodies import Bodies
from bagdar.methodology.archive import lay_out
from bagdar.methodology.loader import available, load_bodies
from bagdar.methodology.model import Methodology
from bagdar.orgs.models import InstalledMethodology
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.methodology import governing_pack, methodology_of

kept: ContextVar[dict[str, Methodology] | None] = ContextVar("kept", default=None)
"""Where a request that changes nothing keeps the answer; None: it is asked for anew each time."""


def methodology() -> Methodology:
    """One query. Raises AbsentError where the installation names a pack it does not have."""
    known = kept.get()
    if known is None:
        return methodology_of(governing_pack(today()))
    if "" not in known:
        known[""] = methodology_of(governing_pack(today()))
    return known[""]


def reference_bodies() -> Bodies:
    """The register that comes with the methodology."""
    pack = governing_pack(today())
    if pack in available():
        return load_bodies(pack)
    with tempfile.TemporaryDirectory(prefix="bagdar-pack-") as name:
        folder = Path(name, "pack")
        lay_out(InstalledMethodology.objects.get(pack=pack).files, folder)
        return load_bodies(folder)


def planning_office() -> str | None:
    """Office of the state planning body: the one that sends the report of the whole, the "planner" of the chain."""
    return next((level.sender_office for level in methodology().levels if level.sender == "planner"), None)
