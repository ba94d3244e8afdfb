"""What the proof does by itself: what a crash left is sealed, and each day's root is kept and sent out."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings

from bagdar.evidence.leaving import leave
from bagdar.evidence.models import Anchor
from bagdar.evidence.sealer import seal_quietly
from bagdar.evidence.services.anchors import keep_root_of_the_day
from bagdar.kernel import clock
from bagdar.store.jobs import enqueue, every

TRIED: Final = timedelta(days=7)
"""How long a time stamp is asked for again when the authority does not answer."""


@every(seconds=60)
def seal_what_waits() -> None:
    seal_quietly()


@every(seconds=900)
def keep_root() -> None:
    anchor = keep_root_of_the_day()
    if anchor is not None:
        enqueue(leave, anchor.number, key=_key(anchor.number))


@every(seconds=3600)
def try_again() -> None:
    """Jobs that stand or are done are not begun anew: only those that failed."""
    if settings.TSA_URL:
        late = Anchor.objects.filter(stamp=None, at__gt=clock.now() - TRIED)
        for number in late.values_list("number", flat=True):
            enqueue(leave, number, key=_key(number))


def _key(number: int) -> str:
    return f"evidence-root-{number}"
