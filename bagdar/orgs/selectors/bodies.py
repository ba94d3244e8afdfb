"""The list of bodies: in Kazakh order, searched and filtered, at the same cost whatever its length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property

from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Body, BodyEntry, Region
from bagdar.orgs.policy import visible_bodies
from bagdar.orgs.rules import fold
from bagdar.orgs.selectors.days import on_day
from bagdar.orgs.selectors.names import Label, labels
from bagdar.orgs.selectors.succession import succession
from bagdar.store.lookups import within

PER_PAGE = 20


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """``state``: "existing", "ended" or "all", on ``day``. ``text``: every word must be met."""

    day: date
    text: str = ""
    kind: str = ""
    region: UUID | None = None
    state: str = "existing"
    under: UUID | None = None
    """Only those right under this body, or under one whose duties have passed to it."""


class BodyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list."""

    id: UUID
    key: str
    name: str
    abbreviation: str
    kind: str
    number: str
    region: str
    parent: UUID | None
    parent_name: str
    valid_from: date | None
    valid_to: date | None


class BodyPage(msgspec.Struct, frozen=True):
    """``sheet``: which rows of how many."""

    rows: tuple[BodyRow, ...]
    sheet: Page[BodyEntry]

    @property
    def total(self) -> int:
        return self.sheet.paginator.count


def find_body(actor: Actor, body: UUID) -> Body:
    """The body *body*. Raises AbsentError where there is none that *actor* may see."""
    row = visible_bodies(actor).select_related("region").filter(pk=body).first()
    if row is None:
        raise AbsentError("kernel.absent")
    return row


def matching(actor: Actor, wanted: Wanted, language: str) -> QuerySet[BodyEntry]:
    """Lines of the list in its order, one for each body."""
    rows = BodyEntry.objects.filter(
        _asked(wanted, "body__"), language=language, valid_from__lte=wanted.day, valid_to__gte=wanted.day
    )
    for word in fold(wanted.text).split():
        rows = rows.filter(search__holds=word)
    return within(rows, "body", visible_bodies(actor)).order_by("sort", "id")


def _asked(wanted: Wanted, prefix: str = "") -> Q:
    """What is asked of the body itself."""
    asked = Q()
    if wanted.state == "existing":
        asked &= on_day(wanted.day, prefix)
    elif wanted.state == "ended":
        asked &= Q(**{f"{prefix}valid_to__lt": wanted.day})
    if wanted.kind:
        asked &= Q(**{f"{prefix}kind": wanted.kind})
    if wanted.region is not None:
        asked &= Q(**{f"{prefix}region": wanted.region})
    if wanted.under is not None:
        above = {wanted.under, *succession().before(wanted.under, wanted.day)}
        asked &= Q(**{f"{prefix}parent__in": above})
    return asked


class _Sheets(Paginator[BodyEntry]):
    """Counts bodies and not their lines, for each has one line a day: a tenth of the work."""

    def __init__(self, rows: QuerySet[BodyEntry], per_page: int, actor: Actor, wanted: Wanted) -> None:
        super().__init__(rows, per_page)
        self._rows, self._actor, self._wanted = rows, actor, wanted

    @cached_property
    def count(self) -> int:
        if self._wanted.text:
            return self._rows.count()
        return visible_bodies(self._actor).filter(_asked(self._wanted)).count()


def list_bodies(
    actor: Actor, wanted: Wanted, language: str, *, page: int = 1, per_page: int = PER_PAGE
) -> BodyPage:
    """A page of the list, the last one where *page* is beyond it. Three queries."""
    rows = matching(actor, wanted, language).select_related("body", "body__region")
    sheet = _Sheets(rows, per_page, actor, wanted).get_page(page)
    return BodyPage(rows_of(list(sheet.object_list), language, wanted.day), sheet)


def rows_of(entries: Sequence[BodyEntry], language: str, day: date) -> tuple[BodyRow, ...]:
    """Lines with the names of parents. One query."""
    parents = {entry.body.parent_id for entry in entries if entry.body.parent_id}
    called = labels(parents, language, day) if parents else {}
    return tuple(_row(entry, called, language) for entry in entries)


def _row(entry: BodyEntry, called: dict[UUID, Label], language: str) -> BodyRow:
    body = entry.body
    parent = called.get(body.parent_id) if body.parent_id else None
    return BodyRow(
        id=body.pk,
        key=body.key,
        name=entry.name,
        abbreviation=entry.abbreviation,
        kind=body.kind,
        number=body.number,
        region=body.region.name_in(language) if body.region else "",
        parent=body.parent_id,
        parent_name=parent.name if parent else "",
        valid_from=body.valid_from,
        valid_to=body.valid_to,
    )


def regions(day: date | None = None) -> QuerySet[Region]:
    """Regions by code, with how many bodies are in each (``bodies``); *day*: only those of that day."""
    rows = Region.objects.annotate(bodies=Count("body"))
    return rows.filter(on_day(day)) if day else rows


def changed_since(
    actor: Actor, since: datetime | None, after: UUID | None = None, *, limit: int = 100
) -> Sequence[Body]:
    """Bodies changed at or after *since* in the order of change, those of one instant by id.

    *after*: the last id already seen of the instant *since*. Ended bodies are among them: nothing is
    ever deleted. Names and region are fetched along: three queries.
    """
    rows = visible_bodies(actor).select_related("region", "parent").prefetch_related("names")
    if since is not None and after is not None:
        rows = rows.filter(Q(changed_at__gt=since) | Q(changed_at=since, id__gt=after))
    elif since is not None:
        rows = rows.filter(changed_at__gte=since)
    return list(rows.order_by("changed_at", "id")[:limit])
