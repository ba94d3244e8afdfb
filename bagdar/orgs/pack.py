"""The methodology that governs this installation, as bodies and people need it."""

from __future__ import annotations

from django.conf import settings

from bagdar.documents.bodies import Bodies
from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.model import Methodology


def methodology() -> Methodology:
    """Read once by the loader. Raises PackError where the installation names a pack it does not have."""
    return load(settings.METHODOLOGY)


def reference_bodies() -> Bodies:
    """The register that comes with the pack."""
    return load_bodies(settings.METHODOLOGY)


def planning_office() -> str | None:
    """Office of the state planning body: the pack's own lead of nothing but the whole, the "planner"."""
    pack = methodology()
    return next((level.sender_office for level in pack.levels if level.sender == "planner"), None)
