"""Keeping acts: the same act entered twice is one row."""

from __future__ import annotations

from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import Act


def keep_act(given: ActGiven) -> Act:
    """The row of *given*, made where there is none yet. Part of a service's transaction, not one itself."""
    kind, number, issuer = (" ".join(part.split()) for part in (given.kind, given.number, given.issuer))
    act, _ = Act.objects.get_or_create(
        kind=kind, number=number, day=given.day, issuer=issuer, defaults={"title": given.title.strip()}
    )
    return act
