"""Mutated files are read or refused, never anything else.

2,000 files a run; BAGDAR_FUZZ sets another number, BAGDAR_SEED another beginning. The seed is printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

COUNT = int(os.environ.get("BAGDAR_FUZZ", "2000"))
SEED = int(os.environ.get("BAGDAR_SEED", str(time.time_ns() % 1_000_000)))
WORKERS = 2


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_mutated_files_are_read_or_refused_and_nothing_else(kind: str) -> None:
    share = COUNT // (2 * WORKERS)
    print(f"{kind}: seed {SEED}")
    command = [sys.executable, "-m", "bagdar.documents.opening.tests.mutate", kind, str(share)]
    workers = [
        subprocess.Popen(
            [*command, str(SEED + n * share)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for n in range(WORKERS)
    ]
    for worker in workers:
        told, _ = worker.communicate()
        assert worker.returncode == 0, told
        print(told)
        assert f"{share} files" in told
