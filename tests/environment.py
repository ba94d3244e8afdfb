"""Surroundings of every test run, set before the framework reads its settings."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

if "BAGDAR_HOME" not in os.environ:
    # Processes that run tests in parallel inherit it and do not clear it away.
    os.environ["BAGDAR_HOME"] = tempfile.mkdtemp(prefix="bagdar-tests-")
    atexit.register(shutil.rmtree, os.environ["BAGDAR_HOME"], ignore_errors=True)
os.environ.setdefault("BAGDAR_SECRET_KEY", "only-for-tests-" + "x" * 40)
# Requests of tests come over plain HTTP; the settings of a real installation have tests of their own.
os.environ.setdefault("BAGDAR_TLS", "0")
Path(os.environ["BAGDAR_HOME"], "static").mkdir(exist_ok=True)


@pytest.fixture
def fast_passwords(settings: Any) -> None:
    """A cheap hash where a test is not about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
