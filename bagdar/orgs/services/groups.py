"""Who belongs to a group of bodies, from a day, by an act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from bagdar.journal.services import record
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.services import service
from bagdar.orgs.checks import Faults
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import Body, GroupMember
from bagdar.orgs.services.acts import keep_act
from bagdar.orgs.services.bodies import refuse
from bagdar.orgs.services.facts import locked
from bagdar.orgs.services.names import touch
from bagdar.orgs.services.reorganisation import faults_of_day_and_act

ACTION: Final = "orgs.group.change"
_ONE_DAY: Final = timedelta(days=1)


@service(ACTION, journal=("orgs.group.changed",))
def change_members(
    *,
    actor: Actor,
    group: UUID,
    added: Sequence[UUID],
    removed: Sequence[UUID],
    day: date,
    act: ActGiven,
) -> Body:
    """From *day* the bodies *added* belong to *group* and those *removed* do not; what was before stays on record.

    Raises InvalidError; nothing is changed then.
    """
    policy.require(actor, ACTION)
    with transaction.atomic():
        rows = locked([group, *added, *removed])
        body = rows[group]
        decision = policy.require(actor, ACTION, body)
        lasting = {row.member_id: row for row in GroupMember.objects.filter(group=body, valid_to=None)}
        coming = [rows[one] for one in dict.fromkeys(added)]
        going = [rows[one] for one in dict.fromkeys(removed)]
        faults = {**faults_of_day_and_act(day, act), **_faults(body, coming, going, lasting, day)}
        refuse(faults)
        kept = keep_act(act)
        end_memberships([lasting[one.pk] for one in going], day)
        last = max((row.position for row in lasting.values()), default=-1)
        GroupMember.objects.bulk_create(
            GroupMember(group=body, member=one, position=place, valid_from=day, act=kept)
            for place, one in enumerate(coming, last + 1)
        )
        touch(body)
        record(
            actor=actor,
            act="orgs.group.changed",
            object=body,
            body=body,
            before={"left": [str(one) for one in going]} if going else {},
            after={"day": day, "act": str(kept), "joined": [str(one) for one in coming]},
            capacity=decision.capacity,
        )
    return body


def end_memberships(rows: Sequence[GroupMember], day: date) -> None:
    """*rows* hold until the day before *day*. Part of a service's transaction, not one itself."""
    GroupMember.objects.filter(pk__in=[row.pk for row in rows]).update(
        valid_to=day - _ONE_DAY, version=F("version") + 1
    )


def _faults(
    group: Body, coming: Sequence[Body], going: Sequence[Body], lasting: dict[UUID, GroupMember], day: date
) -> Faults:
    if not group.group:
        return {"": ("orgs.bodies.no_group", {"body": str(group)})}
    if not coming and not going:
        return {"": ("orgs.bodies.members_same", {})}
    found: Faults = {}
    for one in coming:
        if one.group or one.pk == group.pk:
            found["added"] = ("orgs.bodies.group_in_group", {"body": str(one)})
        elif one.pk in lasting:
            found["added"] = ("orgs.bodies.member_already", {"body": str(one)})
        elif not one.exists_on(day):
            found["added"] = ("orgs.bodies.not_living", {"body": str(one), "day": day})
    for one in going:
        row = lasting.get(one.pk)
        if row is None:
            found["removed"] = ("orgs.bodies.member_not", {"body": str(one)})
        elif row.valid_from is not None and day <= row.valid_from:
            found["day"] = ("orgs.bodies.member_later", {"body": str(one), "day": row.valid_from})
    return found
