"""How often one actor may ask for what costs much: counted in each process, over a minute that slides.

A limit on cost, not on guessing: a worker more means room for more, so nothing is shared between them.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from bagdar.kernel import clock
from bagdar.kernel.errors import TooManyError

A_MINUTE: Final[dict[str, int]] = {"export": 30, "import": 30, "search": 240, "feed": 600}
"""Kind of work → how often an actor may ask for it within a minute."""
MINUTE: Final = timedelta(minutes=1)
_MOST: Final = 10_000
"""Actors remembered; whoever was longest quiet is forgotten first."""

_asked: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
_guard: Final = Lock()


def take(kind: str, who: str) -> None:
    """Count a request of *who* for work of *kind*. Raises TooManyError, which says when to come back."""
    now, most = clock.now(), A_MINUTE[kind]
    with _guard:
        instants = _asked.setdefault((kind, who), deque())
        _asked.move_to_end((kind, who))
        while instants and now - instants[0] >= MINUTE:
            instants.popleft()
        if len(instants) < most:
            instants.append(now)
            while len(_asked) > _MOST:
                _asked.popitem(last=False)
            return
        left = MINUTE - (now - instants[0])
    seconds = int(left.total_seconds()) + 1
    raise TooManyError("kernel.too_often", seconds=seconds)
