"""How much work something is, counted and not timed, so that a busy machine changes nothing.

Timings belong to ``bench``. Here calls of Python and C functions are counted; what blows up inside one
call (a regular expression) is caught by :data:`CATASTROPHE`, a cap that no busy machine reaches.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

CATASTROPHE = 60
"""CPU seconds."""
LINEAR = 2.5
"""Bound on :func:`growth` of linear work: what looks a few words ahead reaches its full work a word
only in longer texts. A square is found where the sizes are three times apart or more."""
_FLOOR = 1_000
"""Calls below which nothing is said about growth."""


def calls(work: Callable[[], object]) -> int:
    """Calls of Python and C functions that *work* makes; making an object of a built-in type is none."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    collecting, before = gc.isenabled(), sys.getprofile()
    gc.disable()  # collections come when they will, and call what others have hung on them
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collecting:
            gc.enable()
    return count


def growth(prepare: Callable[[int], Callable[[], object]], small: int, large: int) -> float:
    """By how much more than its input the work grows: 1 for linear work, *large* / *small* for a square.

    *prepare* makes the work for a size; what it does itself is not counted.
    """
    few, many = calls(prepare(small)), calls(prepare(large))
    return (max(many, _FLOOR) / max(few, _FLOOR)) / (large / small)


def cpu_seconds(work: Callable[[], object]) -> float:
    """For comparison with :data:`CATASTROPHE` alone."""
    begin = time.process_time()
    work()
    return time.process_time() - begin
