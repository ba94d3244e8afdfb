"""LibreOffice in tests: one profile for a whole run, and what it made kept for all processes of the run."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_LONGEST = 300
"""Seconds to wait for another process."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that *make* fills once, whatever the number of processes the tests run in."""
    base = _base(factory)
    done = base / f"{name}.done"
    try:
        (base / f"{name}.begun").mkdir()
    except FileExistsError:
        until = time.monotonic() + _LONGEST
        while not done.exists():
            assert time.monotonic() < until, f"{name} was begun elsewhere and not finished"
            time.sleep(0.1)
    else:
        make(base / name)
        done.touch()
    return base / name


def convert(factory: pytest.TempPathFactory, kind: str, out: Path, *sources: Path) -> list[Path]:
    """*sources* saved as *kind* in *out*: one start of LibreOffice, with the profile of the run.

    A profile serves one process at a time, so that each waits for its turn.
    """
    out.mkdir(parents=True, exist_ok=True)
    base = _base(factory)
    command = ["soffice", f"-env:UserInstallation=file://{base / 'office-profile'}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(out), *map(str, sources)]
    turn = base / "office-turn"
    until = time.monotonic() + _LONGEST
    while True:
        try:
            turn.mkdir()
            break
        except FileExistsError:
            assert time.monotonic() < until, "LibreOffice is busy elsewhere"
            time.sleep(0.1)
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=180)
    finally:
        turn.rmdir()
    return [out / f"{source.stem}.{kind}" for source in sources]


def _base(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of the run share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
