"""Readers gone wrong, to be run in the place of the real one (``module:function``)."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from bagdar.documents.opening.sandbox import limit


def aborts(*_: str) -> None:
    os.abort()


def spins(name: str, memory: str, cpu: str, result: str) -> None:
    limit(int(memory), int(cpu), int(result))
    while True:
        pass


def sleeps(*_: str) -> None:
    time.sleep(600)


def devours(name: str, memory: str, cpu: str, result: str) -> None:
    limit(int(memory), int(cpu), int(result))
    hoard = []
    while True:
        hoard.append(bytearray(100_000_000))


def babbles(name: str, memory: str, cpu: str, result: str) -> None:
    limit(int(memory), int(cpu), int(result))
    while True:
        sys.stdout.buffer.write(b"D" * 1_000_000)


def lies(*_: str) -> None:
    sys.stdout.buffer.write(b'D{"file": 7}')


def says_nothing(*_: str) -> None:
    sys.exit(0)


def leaves_a_child(name: str, memory: str, cpu: str, result: str) -> None:
    """Starts a process that would outlive it, and tells its number in the file that is being read."""
    child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
    sys.stdout.buffer.write(
        b'R{"message": "opening.empty", "place": {}, "params": {"child": %d}}' % child.pid
    )
