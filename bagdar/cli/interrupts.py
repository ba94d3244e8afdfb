"""Ctrl+C ends a command as interrupted, wherever it strikes.

It strikes between any two steps of Python. In a class that is being made, for one, the language itself answers it
with a RuntimeError; in a destructor it is told and dropped.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

AGAIN: Final = 0.02
"""Seconds until an interrupt that was dropped strikes once more."""


class Interrupts:
    """``struck``: whether there was one, whatever has become of it."""

    struck = False

    def strike(self, _number: int, _frame: FrameType | None) -> None:
        self.struck = True
        raise KeyboardInterrupt

    def dropped(self, told: Any) -> None:
        """Instead of the interpreter's lines about an exception that nobody can catch."""
        if issubclass(told.exc_type, KeyboardInterrupt):
            later = threading.Timer(AGAIN, _thread.interrupt_main)
            later.daemon = True
            later.start()
        else:
            sys.__unraisablehook__(told)


@contextmanager
def watched() -> Iterator[Interrupts]:
    """Interrupts while it is open. Where they are ignored (``nohup``) or taken by others they stay so."""
    interrupts = Interrupts()
    here = threading.current_thread() is threading.main_thread()
    if not here or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield interrupts
        return
    hook = sys.unraisablehook
    signal.signal(signal.SIGINT, interrupts.strike)
    sys.unraisablehook = interrupts.dropped
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = hook
