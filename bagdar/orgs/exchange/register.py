"""Bodies of the database as the register that documents are read against."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from bagdar.documents import bodies as reference
from bagdar.kernel.text import Text
from bagdar.orgs.models import Body, BodyName, GroupMember, ReorganisationLine
from bagdar.orgs.naming import Named, in_language
from bagdar.orgs.pack import methodology, reference_bodies
from bagdar.orgs.selectors.days import on_day


def register(*, on: date) -> reference.Bodies:
    """All bodies, ended ones too, each called as on the day *on*. Four queries.

    What a plan of that day calls a body is found under its name of then. Regions, the words that only say
    whose a body is, and which kinds may be responsible are the methodology's.
    """
    rows = list(Body.objects.select_related("region", "parent"))
    keys = {row.pk: row.key for row in rows}
    names: dict[UUID, list[Named]] = defaultdict(list)
    for name in BodyName.objects.all():
        names[name.body_id].append(name.named())
    members: dict[UUID, list[str]] = defaultdict(list)
    for group, member in GroupMember.objects.filter(on_day(on)).values_list("group", "member"):
        members[group].append(keys[member])
    successors = {
        source: keys[target]
        for source, target in ReorganisationLine.objects.filter(
            ends=True, subject="", reorganisation__withdrawn_at=None
        ).values_list("source", "target")
    }
    pack = reference_bodies()
    return reference.Bodies(
        (_body(row, names[row.pk], on, tuple(members[row.pk]), successors.get(row.pk)) for row in rows),
        regions=[region for region in pack.regions if region.body in keys.values()],
        state=pack.state,
        responsible=[kind.id for kind in methodology().body_kinds if kind.responsible != "no"],
    )


def _body(
    row: Body, names: list[Named], day: date, members: tuple[str, ...], successor: str | None
) -> reference.Body:
    used = {
        language: found
        for language in sorted({name.language for name in names})
        if (found := in_language(names, language, day)) is not None
    }
    return reference.Body(
        id=row.key,
        kind=row.kind,
        name=Text({language: name.name for language, name in used.items()}),
        abbreviations={
            language: (name.abbreviation, *name.others)
            for language, name in used.items()
            if name.abbreviation
        },
        variants={language: name.variants for language, name in used.items() if name.variants},
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=successor,
        parent=row.parent.key if row.parent else None,
        number=row.number or None,
        region=(row.region.key or None) if row.region else None,
        group=row.group,
        members=members,
        higher=row.higher,
    )
