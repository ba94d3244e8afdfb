"""One seed for every random test of a run, told at its head, so that a run can be repeated; what all tests share."""

from __future__ import annotations

import os
import time

import pytest

pytest_plugins = ["tests.databases", "tests.journalled", "tests.journeys.service", "tests.journeys.browser"]


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    # Processes that run tests in parallel inherit it.
    os.environ.setdefault("BAGDAR_SEED", str(time.time_ns() % 1_000_000))

    from django.conf import settings

    # A password costs a fifth of a second to check, by design; tests that are about that set their own.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_report_header() -> str:
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    return f"random tests: BAGDAR_SEED={os.environ['BAGDAR_SEED']}; database: {database}"
