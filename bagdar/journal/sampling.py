"""Which entries a seed draws: anybody who has the numbers and the seed finds the same ones.

The worked example stands in docs/explain/sampling.md.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable


def rank(seed: str, number: int) -> bytes:
    """SHA-256 of ``<seed>:<number>`` in UTF-8."""
    return hashlib.sha256(f"{seed}:{number}".encode()).digest()


def draw(seed: str, numbers: Iterable[int], size: int) -> list[int]:
    """The *size* of *numbers* with the smallest rank, in the order of the numbers; all of them if there are fewer."""
    return sorted(heapq.nsmallest(size, numbers, key=lambda number: rank(seed, number)))
