"""The served installation of journeys, for attacks from outside."""

from __future__ import annotations

from tests.journeys.browser import chromium
from tests.journeys.service import common, fresh, prepared, service

__all__ = ["chromium", "common", "fresh", "prepared", "service"]
