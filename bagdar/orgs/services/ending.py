"""A body that ends by an act without a successor: its duties are listed and stay open until given to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.services import service
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import Body, GroupMember, OfficeHolding, Reorganisation
from bagdar.orgs.selectors.succession import duties_of, offices_among
from bagdar.orgs.services.acts import keep_act
from bagdar.orgs.services.bodies import refuse
from bagdar.orgs.services.facts import locked
from bagdar.orgs.services.groups import end_memberships
from bagdar.orgs.services.reorganisation import ACTION, enter, faults_of_day_and_act, faults_of_passing
from bagdar.store.base import save_version

_ONE_DAY: Final = timedelta(days=1)


@service(ACTION, journal=("orgs.body.ended",))
def end_body(
    *, actor: Actor, body: UUID, duties: Sequence[str], day: date, act: ActGiven, note: str = ""
) -> Reorganisation:
    """*body* ceases the day before *day* and nobody succeeds it; its offices have no holder, groups lose it.

    *duties*: keys of those that were shown; raises InvalidError where others stand there now.
    """
    with transaction.atomic():
        row = locked([body])[body]
        decision = policy.require(actor, ACTION, row)
        left = duties_of(row, day - _ONE_DAY)
        faults = {**faults_of_day_and_act(day, act), **faults_of_passing([row], [], day)}
        if set(left) != set(duties):
            faults["duties"] = ("orgs.bodies.duties_differ", {})
        refuse(faults)
        entered = enter("ended", row, day, keep_act(act), note)
        entered.duties = list(left)
        entered.save(update_fields=["duties"])
        held = OfficeHolding.objects.filter(office__in=offices_among(left), valid_to=None)
        held.update(valid_to=day - _ONE_DAY, version=F("version") + 1)
        end_memberships(list(_groups(row).filter(valid_to=None)), day)
        row.valid_to, row.changed_at = day - _ONE_DAY, clock.now()
        save_version(row, row.version, ("valid_to", "changed_at"))
        record(
            actor=actor,
            act="orgs.body.ended",
            object=row,
            body=row,
            after={"day": day, "act": str(entered.act), "duties": list(left)},
            capacity=decision.capacity,
        )
    return entered


def bring_back(entered: Reorganisation, body: Body) -> None:
    """Undo what :func:`end_body` did beside the body's own row; an office given to another meanwhile stays there.

    Part of a service's transaction, not one itself.
    """
    last = entered.day - _ONE_DAY
    _groups(body).filter(valid_to=last).update(valid_to=None, version=F("version") + 1)
    for office in offices_among(entered.duties):
        if not OfficeHolding.objects.filter(office=office, valid_to=None).exists():
            OfficeHolding.objects.filter(office=office, valid_to=last).update(
                valid_to=None, version=F("version") + 1
            )


def _groups(body: Body) -> QuerySet[GroupMember]:
    """Where the body belongs, and who belongs to it."""
    return GroupMember.objects.filter(Q(group=body) | Q(member=body))
