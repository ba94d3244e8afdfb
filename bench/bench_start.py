"""What one waits for before anything is done: the command's start, a pack loaded, a bomb refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bagdar.documents.opening.tests.bombs import BOMBS
from bagdar.documents.writing.docx import write_docx
from bagdar.methodology import loader
from bench import material
from bench.measuring import Line, Measured, Work, Works, turns

ROUNDS = 4
_UNTIL_READING = """
import os, sys
from bagdar.documents.opening import runner
runner.run_child = lambda *_, **__: os._exit(0)
from bagdar.cli.main import main
main(["check", sys.argv[1]])
os._exit(1)
"""


def _help(_rows: int) -> Work:
    return lambda: subprocess.run(
        [sys.executable, "-m", "bagdar", "check", "--help"], capture_output=True, check=True
    )


def _until_reading(rows: int) -> Work:
    """A check as far as the process that reads its file."""
    folder = TemporaryDirectory()
    path = Path(folder.name) / "plan.docx"
    write_docx(material.layout(rows), path)

    def work() -> None:
        with folder:
            subprocess.run([sys.executable, "-c", _UNTIL_READING, str(path)], capture_output=True, check=True)

    return work


def _pack(_rows: int) -> Work:
    folder = loader.packs_folder().joinpath(loader.default_pack())
    return lambda: loader._Loading(folder).methodology()


def _slowest_bomb() -> Measured:
    """The longest that one takes, the most that one holds; each in a process of its own."""
    with TemporaryDirectory() as folder:
        tasks: list[dict[str, str]] = []
        for key, (name, _, build) in BOMBS.items():
            path = Path(folder) / str(len(tasks))
            path.write_bytes(build())
            tasks.append({"key": key, "path": str(path), "name": name})
        command = [sys.executable, "-m", "bagdar.documents.opening.tests.measure"]
        done = subprocess.run(command, input=json.dumps(tasks), capture_output=True, text=True, check=True)
    told = json.loads(done.stdout).values()
    seconds = max(one["seconds"] for one in told)
    return Measured(seconds, seconds, max(one["megabytes"] for one in told))


WORKS: Works = {"help": _help, "check": _until_reading, "pack": _pack}


def lines(rows: int = 200) -> list[Line]:
    found = turns(__name__, WORKS, rows, rounds=ROUNDS)
    return [
        Line("Help on the screen", "seconds", found["help"], None, "<= 0.4"),
        Line("Check as far as reading", "seconds", found["check"], None, "<= 0.4"),
        Line("Pack loaded", "seconds", found["pack"], None, "<= 0.12"),
        Line("Slowest bomb refused", "seconds", _slowest_bomb(), None, "<= 2"),
    ]
