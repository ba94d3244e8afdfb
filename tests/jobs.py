"""Background jobs of the tests: each writes down when it begins and ends."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


def _note(path: str, word: str) -> None:
    with Path(path).open("a", encoding="ascii") as file:
        file.write(f"{word} {os.getpid()} {time.monotonic_ns()}\n")


@task()
def note(path: str, seconds: float = 0) -> str:
    _note(path, "begins")
    time.sleep(seconds)
    _note(path, "ends")
    return "done"


@task()
def fail() -> None:
    raise ValueError("as meant")
