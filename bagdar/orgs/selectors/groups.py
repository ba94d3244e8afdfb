"""Who belongs to a group of bodies on a day, and who did before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from bagdar.orgs.models import Body, GroupMember
from bagdar.orgs.selectors.names import labels


class MemberLine(msgspec.Struct, frozen=True, kw_only=True):
    """``since``, ``until``: first and last day, None where open. ``now``: belongs on the day asked for."""

    body: UUID
    name: str
    since: date | None
    until: date | None
    act: str
    now: bool


def members_of(group: Body, language: str, day: date) -> tuple[MemberLine, ...]:
    """Members on *day* in their order, then those to come, then those that were. Two queries."""
    rows = list(GroupMember.objects.filter(group=group).select_related("act"))
    called = labels([row.member_id for row in rows], language, day)

    def line(row: GroupMember) -> MemberLine:
        begun = row.valid_from is None or row.valid_from <= day
        return MemberLine(
            body=row.member_id,
            name=called[row.member_id].name if row.member_id in called else str(row.member_id),
            since=row.valid_from,
            until=row.valid_to,
            act=str(row.act) if row.act else "",
            now=begun and (row.valid_to is None or day <= row.valid_to),
        )

    return tuple(sorted(map(line, rows), key=lambda one: 0 if one.now else 1 if one.until is None else 2))
