"""Surroundings of every test run, set before the framework reads its settings."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("BAGDAR_HOME", tempfile.mkdtemp(prefix="bagdar-tests-"))
os.environ.setdefault("BAGDAR_SECRET_KEY", "only-for-tests-" + "x" * 40)
Path(os.environ["BAGDAR_HOME"], "static").mkdir(exist_ok=True)
