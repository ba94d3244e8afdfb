"""The whole register at a moment, in a few queries: what an import is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import msgspec

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.model import Methodology
from bagdar.orgs.models import Body, BodyName, Region, ReorganisationLine
from bagdar.orgs.pack import methodology
from bagdar.orgs.rules import fold


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """``names``: body → language → the name in use. ``named``: language and folded name → living bodies.

    ``kinds``, ``regions``: folded word → what it means. ``ended``: bodies that a reorganisation ended.
    """

    pack: Methodology
    day: date
    bodies: dict[UUID, Body]
    keys: dict[str, UUID]
    numbers: dict[str, UUID]
    names: dict[UUID, dict[str, BodyName]]
    named: dict[tuple[str, str], list[UUID]]
    kinds: dict[str, str]
    regions: dict[str, Region]
    ended: frozenset[UUID]

    def label(self, body: UUID) -> str:
        """What a message calls a body of the register."""
        own = self.names.get(body, {})
        name = next((own[language] for language in (*UI_LANGUAGES, *own) if language in own), None)
        return name.name if name else self.bodies[body].key


def snapshot(day: date, *, found: bool = True) -> Snapshot:
    """The register on *day*. Four queries. *found*: names can be looked up; what is only written out needs none."""
    bodies = {body.pk: body for body in Body.objects.select_related("region")}
    names: dict[UUID, dict[str, BodyName]] = defaultdict(dict)
    named: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    rows = BodyName.objects.filter(valid_to=None)
    for row in rows if found else rows.defer("others", "variants"):
        names[row.body_id][row.language] = row
        if found and bodies[row.body_id].exists_on(day):
            named[row.language, fold(row.name)].append(row.body_id)
    ended = ReorganisationLine.objects.filter(ends=True, reorganisation__withdrawn_at=None)
    pack = methodology()
    return Snapshot(
        pack=pack,
        day=day,
        bodies=bodies,
        keys={body.key: body.pk for body in bodies.values()},
        numbers={body.number: body.pk for body in bodies.values() if body.number},
        names=dict(names),
        named=dict(named),
        kinds=dict(_kinds(pack)),
        regions=dict(_regions(day)),
        ended=frozenset(ended.values_list("source", flat=True)),
    )


def _kinds(pack: Methodology) -> Iterator[tuple[str, str]]:
    for kind in pack.body_kinds:
        yield fold(kind.id), kind.id
        for name in kind.name.values():
            yield fold(name), kind.id


def _regions(day: date) -> Iterator[tuple[str, Region]]:
    """By code with name, by name, and by code alone; a code that two names share means the one of *day*."""

    def of_the_day(region: Region) -> bool:
        return (region.valid_from or date.min) <= day <= (region.valid_to or date.max)

    rows = sorted(Region.objects.all(), key=of_the_day)
    for region in rows:
        yield fold(region.code), region
        if region.key:
            yield fold(region.key), region
        for name in region.names.values():
            yield fold(name), region
            yield fold(written(region, name)), region


def written(region: Region, name: str) -> str:
    """How a region stands in a cell: "710000000 Астана қаласы"."""
    return f"{region.code} {name}"
