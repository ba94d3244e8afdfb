"""One seed for every random test of a run, told at its head, so that a run can be repeated."""

from __future__ import annotations

import os
import time


def pytest_configure() -> None:
    # Processes that run tests in parallel inherit it.
    os.environ.setdefault("BAGDAR_SEED", str(time.time_ns() % 1_000_000))


def pytest_report_header() -> str:
    return f"mutated files: BAGDAR_SEED={os.environ['BAGDAR_SEED']}"
