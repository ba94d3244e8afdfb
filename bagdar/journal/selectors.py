"""Reading the journal: what is asked for, as conditions of the database; one page of it by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Q, QuerySet

from bagdar.journal.codes import GROUPS
from bagdar.journal.exceptions import KINDS, Hit, Kind, Seen, find
from bagdar.journal.models import Entry


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader asks for; nothing given: everything that they may see.

    ``people``: who acted or whom it concerns (None: anybody; empty: nobody, so nothing is found).
    ``first``, ``last``: days in the installation's zone, both counted. ``thing``: type and id of an object.
    """

    people: tuple[UUID, ...] | None = None
    body: UUID | None = None
    group: str = ""
    first: date | None = None
    last: date | None = None
    thing: tuple[str, str] | None = None


def matching(rows: QuerySet[Entry], wanted: Wanted, zone: str) -> QuerySet[Entry]:
    """Entries of *rows* that are wanted."""
    if wanted.people is not None:
        concerned = Q(object_type="orgs.person", object_id__in=[str(one) for one in wanted.people])
        rows = rows.filter(Q(actor_id__in=wanted.people) | concerned)
    if wanted.body is not None:
        rows = rows.filter(Q(body=wanted.body) | Q(actor_body=wanted.body))
    if wanted.group:
        known = GROUPS.get(wanted.group)
        rows = rows.filter(act__in=sorted(known.codes) if known else [])
    if wanted.thing is not None:
        rows = rows.filter(object_type=wanted.thing[0], object_id=wanted.thing[1])
    if wanted.first is not None:
        rows = rows.filter(at__gte=midnight(wanted.first, zone))
    if wanted.last is not None:
        rows = rows.filter(at__lt=midnight(wanted.last + timedelta(days=1), zone))
    return rows


def midnight(day: date, zone: str) -> datetime:
    """The instant at which *day* begins in *zone*."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


class Sheet(msgspec.Struct, frozen=True):
    """A page of entries, the newest first. ``newer``, ``older``: keys by which the pages beside it begin."""

    entries: Sequence[Entry]
    newer: int | None
    older: int | None


def sheet(rows: QuerySet[Entry], size: int, *, before: int | None = None, after: int | None = None) -> Sheet:
    """At most *size* entries next to a key; one query, whatever stands before and behind.

    ``before``: those older than this number; ``after``: those newer, the nearest of them. Neither: the newest.
    """
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        more, kept = len(found) > size, found[:size][::-1]
        return Sheet(kept, kept[0].pk if more else None, kept[-1].pk if kept else None)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    kept = found[:size]
    newer = kept[0].pk if before is not None and kept else None
    return Sheet(kept, newer, kept[-1].pk if len(found) > size else None)


def exceptions(rows: QuerySet[Entry], zone: str, kinds: Sequence[Kind] = KINDS) -> dict[str, list[Hit]]:
    """Kind → its exceptions among *rows*, the newest first. One query, of the acts that the kinds speak of alone."""
    acts = sorted({act for kind in kinds for act in kind.acts})
    columns = (
        "pk",
        "at",
        "act",
        "actor_id",
        "capacity",
        "acting_by",
        "object_type",
        "object_id",
        "before",
        "after",
    )
    entries = [
        Seen(number, at, act, actor, capacity, acting, (kind, thing), before, after)
        for number, at, act, actor, capacity, acting, kind, thing, before, after in rows.filter(act__in=acts)
        .order_by("pk")
        .values_list(*columns)
        .iterator(chunk_size=2000)
    ]
    return {kind.id: find(kind, [one for one in entries if one.act in kind.acts], zone) for kind in kinds}
