"""Offices of the methodology and who holds them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from bagdar.kernel.text import Text
from bagdar.orgs.models import OfficeHolding
from bagdar.orgs.pack import methodology
from bagdar.orgs.selectors.days import on_day
from bagdar.orgs.selectors.names import labels
from bagdar.orgs.selectors.succession import duty_of_office, succession
from bagdar.orgs.succession import Succession


class OfficeLine(msgspec.Struct, frozen=True, kw_only=True):
    """``body``: who answers on the day. ``recorded``: whom the record names, where duties have passed since."""

    id: str
    name: Text
    clause: str
    body: UUID | None = None
    body_name: str = ""
    recorded: str = ""
    since: date | None = None
    act: str = ""


def offices(
    language: str, day: date, passed: Succession | None = None, *, of: UUID | None = None
) -> tuple[OfficeLine, ...]:
    """All offices of the methodology on *day*, or those for which *of* answers. Four queries at most.

    ``passed``: if known already.
    """
    held = {row.office: row for row in OfficeHolding.objects.filter(on_day(day)).select_related("act")}
    passed = passed or succession()
    holders = {office: passed.on(row.body_id, day, duty_of_office(office)) for office, row in held.items()}
    if of is not None:
        held = {office: row for office, row in held.items() if holders[office] == of}
        if not held:
            return ()
    called = labels(
        [*(holders[office] for office in held), *(row.body_id for row in held.values())], language, day
    )

    def line(office: str, name: Text, clause: str) -> OfficeLine:
        row = held.get(office)
        if row is None:
            return OfficeLine(id=office, name=name, clause=clause)
        holder = holders[office]
        moved = holder != row.body_id
        return OfficeLine(
            id=office,
            name=name,
            clause=clause,
            body=holder,
            body_name=called[holder].name if holder in called else "",
            recorded=called[row.body_id].name if moved and row.body_id in called else "",
            since=row.valid_from,
            act=str(row.act) if row.act else "",
        )

    return tuple(
        line(office.id, office.name, office.clause)
        for office in methodology().offices
        if of is None or office.id in held
    )
