"""Which methodology the pages of this installation cite."""

from __future__ import annotations

from django.conf import settings

from bagdar.methodology.loader import load
from bagdar.methodology.model import Methodology


def methodology() -> Methodology:
    """The methodology named in the settings, until an act puts another in force."""
    return load(settings.METHODOLOGY)
