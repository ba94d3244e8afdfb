"""The first filling of an installation: the register of bodies that comes with the methodology."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bagdar.documents import bodies as reference
from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import DomainError
from bagdar.kernel.services import service
from bagdar.orgs.given import NameGiven
from bagdar.orgs.models import (
    Body,
    BodyName,
    GroupMember,
    OfficeHolding,
    Region,
    Reorganisation,
    ReorganisationLine,
)
from bagdar.orgs.pack import methodology, reference_bodies
from bagdar.orgs.services.bodies import new_names
from bagdar.orgs.services.entries import relist

AT_ONCE = 500
ONE_DAY = timedelta(days=1)


@service("orgs.body.fill", journal=("orgs.body.filled",))
def fill_from_pack(*, actor: Actor) -> int:
    """Enter the methodology's register: regions, bodies, groups, offices and who succeeded whom.

    How many bodies were entered. Raises DomainError where the installation already has bodies.
    """
    with transaction.atomic():
        decision = policy.require(actor, "orgs.body.fill")
        if Body.objects.exists():
            raise DomainError("orgs.bodies.filled_already")
        register = reference_bodies()
        rows = _bodies(register, _regions(register.regions))
        _groups(register, rows)
        _offices(rows)
        _successions(register, rows)
        record(
            actor=actor,
            act="orgs.body.filled",
            after={"methodology": methodology().id, "bodies": len(rows)},
            capacity=decision.capacity,
        )
    return len(rows)


def _regions(regions: Iterable[reference.Region]) -> dict[str, Region]:
    rows = {
        region.id: Region(
            key=region.id,
            code=region.code or region.id,
            level=region.level,
            names=dict(region.name)
            or {language: forms[0] for language, forms in region.names.items() if forms},
            valid_from=region.valid_from,
            valid_to=region.valid_to,
        )
        for region in regions
    }
    known = {region.key: region for region in Region.objects.exclude(key="")}
    Region.objects.bulk_create(row for key, row in rows.items() if key not in known)
    return {**rows, **known}


def _bodies(register: reference.Bodies, regions: dict[str, Region]) -> dict[str, Body]:
    rows = {
        body.id: Body(
            key=body.id,
            kind=body.kind,
            number=body.number or "",
            region=regions[body.region] if body.region else None,
            valid_from=body.valid_from,
            valid_to=body.valid_to,
            group=body.group,
            higher=body.higher,
            changed_at=clock.now(),
        )
        for body in register
    }
    for body in register:
        rows[body.id].parent = rows[body.parent] if body.parent else None
    # Parents first: the database checks each row as it comes.
    for some in _generations(rows.values()):
        Body.objects.bulk_create(some, batch_size=AT_ONCE)
    BodyName.objects.bulk_create(
        (name for body in register for name in new_names(rows[body.id], names_of(body))), batch_size=AT_ONCE
    )
    relist(list(rows.values()))
    return rows


def _generations(bodies: Iterable[Body]) -> Iterable[list[Body]]:
    left = list(bodies)
    made: set[UUID] = set()
    while left:
        ready = [body for body in left if body.parent_id is None or body.parent_id in made]
        yield ready
        made.update(body.pk for body in ready)
        left = [body for body in left if body.pk not in made]


def names_of(body: reference.Body) -> dict[str, NameGiven]:
    """Names of a body of the reference list, by language."""
    found = {}
    for language, name in body.name.items():
        short, *others = body.abbreviations.get(language, ()) or ("",)
        found[language] = NameGiven(
            name=name, abbreviation=short, others=tuple(others), variants=body.variants.get(language, ())
        )
    return found


def _groups(register: reference.Bodies, rows: dict[str, Body]) -> None:
    GroupMember.objects.bulk_create(
        GroupMember(group=rows[body.id], member=rows[member], position=position)
        for body in register
        for position, member in enumerate(body.members)
    )


def _offices(rows: dict[str, Body]) -> None:
    """The holders that the pack names; by which act and since when it does not say."""
    OfficeHolding.objects.bulk_create(
        OfficeHolding(office=office.id, body=rows[office.body])
        for office in methodology().offices
        if office.body is not None
    )


def _successions(register: reference.Bodies, rows: dict[str, Body]) -> None:
    """Whole successions, without an act: the reference list names none."""
    for body in register:
        if body.successor is None or body.valid_to is None:
            continue
        entered = Reorganisation.objects.create(
            kind="succeeded",
            body=rows[body.successor],
            day=body.valid_to + ONE_DAY,
            entered_at=clock.now(),
        )
        ReorganisationLine.objects.create(
            reorganisation=entered, source=rows[body.id], target=rows[body.successor], ends=True
        )
