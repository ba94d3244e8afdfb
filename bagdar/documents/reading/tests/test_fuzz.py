"""Mutated files go through the whole reading, or are refused; nothing else happens.

BAGDAR_READING_FUZZ sets how many, BAGDAR_SEED where they begin. The seed is printed.
"""

from __future__ import annotations

import os
import time

from bagdar.documents.reading.tests.fuzz import run

COUNT = int(os.environ.get("BAGDAR_READING_FUZZ", "240"))
SEED = int(os.environ.get("BAGDAR_SEED", str(time.time_ns() % 1_000_000)))


def test_mutated_files_are_read_to_the_end_or_refused() -> None:
    print(f"{COUNT} files from seed {SEED}")
    outcomes = run(COUNT, SEED)
    assert sum(outcomes.values()) == COUNT
    assert outcomes["read"] > COUNT // 5
