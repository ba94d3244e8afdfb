"""Keeping regions: a new one by the classifier, its names, and the days on which it exists."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.services import service
from bagdar.orgs.checks import Faults
from bagdar.orgs.given import RegionGiven
from bagdar.orgs.models import Region
from bagdar.orgs.pack import methodology
from bagdar.orgs.services.bodies import refuse
from bagdar.store.base import save_version

_COLUMNS = ("code", "level", "names", "valid_from", "valid_to")


@service("orgs.region.keep", journal=("orgs.region.kept",))
def keep_region(*, actor: Actor, given: RegionGiven, region: UUID | None = None, version: int = 0) -> Region:
    """Enter a region, or change *region* last seen in *version*. Raises InvalidError and ConflictError."""
    with transaction.atomic():
        decision = policy.require(actor, "orgs.region.keep")
        row = Region() if region is None else Region.objects.filter(pk=region).first()
        if row is None:
            raise AbsentError("kernel.absent")
        refuse(_faults(given, row))
        before = {} if region is None else {name: getattr(row, name) for name in _COLUMNS}
        row.code, row.level, row.names = given.code, given.level, given.names
        row.valid_from, row.valid_to = given.valid_from, given.valid_to
        if region is None:
            row.save(force_insert=True)
        else:
            save_version(row, version, _COLUMNS)
        record(
            actor=actor,
            act="orgs.region.kept",
            object=row,
            before=before,
            after={name: getattr(row, name) for name in _COLUMNS},
            capacity=decision.capacity,
        )
    return row


def _faults(given: RegionGiven, row: Region) -> Faults:
    found: Faults = {}
    first = methodology().languages[0]
    if not given.code:
        found["code"] = ("orgs.bodies.needed", {})
    elif Region.objects.filter(code=given.code, key=row.key).exclude(pk=row.pk).exists():
        found["code"] = ("orgs.bodies.code_taken", {"code": given.code})
    if given.level not in ("region", "city"):
        found["level"] = ("orgs.bodies.needed", {})
    if not given.names.get(first):
        found[f"name_{first}"] = ("orgs.bodies.name_needed", {})
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        found["valid_to"] = ("orgs.bodies.ends_before_it_begins", {"day": given.valid_from})
    return found
