"""What has become of a body: its names, the reorganisations it took part in, and the journal's entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Q

from bagdar.journal.models import Entry
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.orgs.models import Body, BodyName, Reorganisation, ReorganisationLine
from bagdar.orgs.pack import methodology
from bagdar.orgs.policy.bodies import visible_entries_of
from bagdar.orgs.selectors.names import labels

ENTRIES = 100
"""Of the journal, the last first; all stand in the journal."""


class Passed(msgspec.Struct, frozen=True):
    """``subject``: key of the duty; empty, all the rest."""

    source: UUID
    source_name: str
    target: UUID
    target_name: str
    subject: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A reorganisation in which the body took part."""

    id: UUID
    kind: str
    day: date
    act: str
    note: str
    withdrawn: bool
    names: tuple[BodyName, ...] = ()
    passed: tuple[Passed, ...] = ()
    duties: tuple[str, ...] = ()
    """Keys of what nobody answers for since a body ended without a successor."""


def names_of(body: Body) -> list[BodyName]:
    """All names of *body*, by the methodology's languages in their order, the latest first."""
    order = {language: place for place, language in enumerate(methodology().languages)}
    rows = BodyName.objects.filter(body=body).select_related("act")
    return sorted(
        rows, key=lambda row: (order.get(row.language, len(order)), -(row.valid_from or date.min).toordinal())
    )


def events_of(body: Body, names: Sequence[BodyName], language: str) -> tuple[Event, ...]:
    """Reorganisations, the latest first. Three queries, and one for each day on which something passed."""
    part = ReorganisationLine.objects.filter(Q(source=body) | Q(target=body)).values("reorganisation")
    rows = (
        Reorganisation.objects.filter(Q(body=body) | Q(pk__in=part))
        .select_related("act")
        .prefetch_related("lines")
        .order_by("-day", "-id")
    )
    return tuple(_event(row, body, names, language) for row in rows)


def _event(row: Reorganisation, body: Body, names: Sequence[BodyName], language: str) -> Event:
    lines = list(row.lines.all())
    called = labels({key for line in lines for key in (line.source_id, line.target_id)}, language, row.day)

    def name(key: UUID) -> str:
        return called[key].name if key in called else str(key)

    return Event(
        id=row.pk,
        kind=row.kind,
        day=row.day,
        act=str(row.act) if row.act else "",
        note=row.note,
        withdrawn=row.withdrawn_at is not None,
        duties=tuple(row.duties),
        names=tuple(
            one
            for one in names
            if row.kind == "renamed" and (one.valid_from, one.act_id) == (row.day, row.act_id)
        ),
        passed=tuple(
            Passed(line.source_id, name(line.source_id), line.target_id, name(line.target_id), line.subject)
            for line in lines
            if row.body_id == body.pk or body.pk in (line.source_id, line.target_id)
        ),
    )


def entries_of(actor: Actor, body: Body) -> list[Entry] | None:
    """What the journal says of the body's structure, the last first; None for whoever may not read it."""
    if not policy.may(actor, "orgs.body.journal", body):
        return None
    return list(visible_entries_of(body).order_by("-id")[:ENTRIES])
