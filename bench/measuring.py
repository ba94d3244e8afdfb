"""One piece of work measured in a process of its own: CPU and wall seconds, peak memory.

A bench module has ``WORKS``: name → a function of the number of rows that prepares the work (not
measured) and gives what is to be measured. ``python -m bench.measuring MODULE NAME ROWS TIMES``
prints the best of TIMES as JSON; :func:`turns` asks for several works by turns, so that a busy moment
of the machine meets all of them alike.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

Work = Callable[[], object]
Works = dict[str, Callable[[int], Work]]


class Measured(NamedTuple):
    """``cpu``: of the process and of those it started and waited for.

    ``megabytes``: the most that the process held at a time, its interpreter and libraries included.
    """

    cpu: float
    wall: float
    megabytes: float


class Line(NamedTuple):
    """One line of the table. ``ratio`` is of CPU time; ``limit`` reads ">= 5" or "<= 3".

    ``peer`` None: *limit* is on the CPU seconds themselves.
    """

    what: str
    against: str
    ours: Measured
    peer: Measured | None
    limit: str

    @property
    def ratio(self) -> float:
        """Times faster for a lower limit, times the peer's time for an upper one."""
        if self.peer is None:
            return self.ours.cpu
        return self.peer.cpu / self.ours.cpu if self.limit.startswith(">=") else self.ours.cpu / self.peer.cpu

    @property
    def good(self) -> bool:
        sign, figure = self.limit.split()
        return self.ratio >= float(figure) if sign == ">=" else self.ratio <= float(figure)


def turns(
    module: str, names: Iterable[str], rows: int, rounds: int, once: Iterable[str] = ()
) -> dict[str, Measured]:
    """Each work's best of *rounds* turns; those in *once* are slow and take part in the first turn only."""
    best: dict[str, Measured] = {}
    for number in range(rounds):
        for name in names:
            if number and name in once:
                continue
            told = _child(module, name, rows)
            known = best.get(name, told)
            best[name] = Measured(
                min(told.cpu, known.cpu), min(told.wall, known.wall), max(told.megabytes, known.megabytes)
            )
    return best


def _child(module: str, name: str, rows: int) -> Measured:
    command = [sys.executable, "-m", "bench.measuring", module, name, str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(*json.loads(done.stdout))


def peak_megabytes() -> float:
    """Peak resident memory of this process alone."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(module: str, name: str, rows: int) -> None:
    works: Works = importlib.import_module(module).WORKS
    work = works[name](rows)
    cpu, wall = cpu_seconds(), time.perf_counter()
    work()
    print(json.dumps([cpu_seconds() - cpu, time.perf_counter() - wall, peak_megabytes()]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
