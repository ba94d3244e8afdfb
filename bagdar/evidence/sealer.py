"""Who seals, and when: right after a commit, in the service by one thread for each process.

In the service many commits share one sealing transaction and no answer waits for it; a command seals before it ends.
Whatever a crash leaves is sealed by the next nudge, or by the worker within a minute.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import Final

from django.db import DatabaseError, close_old_connections

from bagdar.evidence.services.sealing import seal_waiting

log = logging.getLogger(__name__)

GATHERING: Final = 0.1
"""Seconds between a nudge and sealing, in which other commits join."""


class Sealer:
    """``in_background``: set by whoever serves; each process made afterwards has a thread of its own."""

    def __init__(self) -> None:
        self.in_background = False
        self._process = 0
        self._wanted = threading.Event()

    def nudge(self) -> None:
        """Something was committed. Never raises: the act stands, sealed or not yet."""
        if not self.in_background:
            seal_quietly()
            return
        if self._process != os.getpid():
            self._process, self._wanted = os.getpid(), threading.Event()
            threading.Thread(target=self._run, args=(self._wanted,), name="sealer", daemon=True).start()
        self._wanted.set()

    def _run(self, wanted: threading.Event) -> None:
        while True:
            wanted.wait()
            time.sleep(GATHERING)
            wanted.clear()
            close_old_connections()
            seal_quietly()


def seal_quietly() -> None:
    """Seal what waits; a database that does not answer is logged, and sealing is tried again later."""
    try:
        seal_waiting()
    except DatabaseError:
        log.exception("entries wait for their seals")


SEALER: Final = Sealer()
"""The one of this process."""
