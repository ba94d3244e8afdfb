"""Who holds an office of the methodology, from a day, by an act."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.services import service
from bagdar.orgs.checks import Faults, faults_of_act
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import Body, OfficeHolding
from bagdar.orgs.pack import methodology
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services.acts import keep_act
from bagdar.orgs.services.bodies import refuse
from bagdar.orgs.services.facts import label_of, locked
from bagdar.orgs.services.names import touch


@service("orgs.office.assign", journal=("orgs.office.assigned",))
def assign_office(*, actor: Actor, office: str, body: UUID, day: date, act: ActGiven) -> OfficeHolding:
    """From *day* the body holds *office* (an id of the pack); whoever held it until then does no longer."""
    clause = next((one.clause for one in methodology().offices if one.id == office), "practice")
    with transaction.atomic():
        row = locked([body])[body]
        decision = policy.require(actor, "orgs.office.assign", row)
        held = _last_holding(office)
        refuse(_faults(office, row, day, act, held), clause or "practice")
        before = {"body": label_of(held.body), "since": held.valid_from} if held else {}
        if held is not None:
            held.valid_to = day - timedelta(days=1)
            held.save(update_fields=["valid_to"])
            touch(locked([held.body_id])[held.body_id])
        holding = OfficeHolding.objects.create(office=office, body=row, valid_from=day, act=keep_act(act))
        if held is None or held.body_id != row.pk:
            touch(row)
        record(
            actor=actor,
            act="orgs.office.assigned",
            object=row,
            body=row,
            before=before,
            after={"office": office, "since": day, "act": str(holding.act)},
            capacity=decision.capacity,
        )
    return holding


def _last_holding(office: str) -> OfficeHolding | None:
    held = OfficeHolding.objects.select_for_update(of=("self",)).select_related("body")
    return held.filter(office=office, valid_to=None).first()


def _faults(office: str, body: Body, day: date, act: ActGiven, held: OfficeHolding | None) -> Faults:
    found = {field: (message, params) for field, message, params in faults_of_act(act, today())}
    if office not in {one.id for one in methodology().offices}:
        found["office"] = ("orgs.bodies.office_unknown", {"office": office})
    if not body.exists_on(day):
        found["body"] = ("orgs.bodies.not_living", {"body": str(body), "day": day})
    elif body.group:
        found["body"] = ("orgs.bodies.office_of_group", {})
    elif held is not None and held.body_id == body.pk:
        found["body"] = ("orgs.bodies.office_held", {"body": str(body)})
    if held is not None and held.valid_from is not None and day <= held.valid_from:
        found["day"] = ("orgs.bodies.office_later", {"day": held.valid_from})
    return found
