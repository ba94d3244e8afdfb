"""Rows of bodies: structure is seen by every known person and account, changed by few."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from bagdar.journal.models import Entry
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.policy import SIGNED_IN, Grant, Rule, grant, own_body
from bagdar.orgs.models import Body


def planning_body(_actor: Actor, capacity: Capacity | None, _thing: Any) -> bool:
    """The role is held in the body that today holds the office of state planning. Two queries."""
    from bagdar.orgs.pack import planning_office
    from bagdar.orgs.selectors.days import today
    from bagdar.orgs.selectors.succession import office_holders

    office = planning_office()
    return (
        capacity is not None and office is not None and office_holders(today()).get(office) == capacity.body
    )


_PLANNERS = Grant(frozenset({"analyst"}), planning_body, "orgs.bodies.reach.planning")
_STRUCTURE = Rule((grant("administrator"), _PLANNERS))

RULES = {
    "orgs.body.see": Rule((grant(SIGNED_IN), grant("system")), scope="bodies.read"),
    "orgs.body.journal": Rule(
        (grant("administrator auditor"), grant("coordinator head", own_body), _PLANNERS), strong=False
    ),
    "orgs.body.register": _STRUCTURE,
    "orgs.body.edit": Rule((grant("administrator"),)),
    "orgs.body.contacts": Rule(
        (grant("administrator"), grant("coordinator system", own_body)), scope="bodies.contacts"
    ),
    "orgs.body.reorganise": _STRUCTURE,
    "orgs.group.change": _STRUCTURE,
    "orgs.body.import": Rule((grant("administrator"),)),
    "orgs.body.fill": Rule((grant("administrator"),)),
    "orgs.office.assign": _STRUCTURE,
    "orgs.region.keep": Rule((grant("administrator"),)),
}


def visible_bodies(actor: Actor) -> QuerySet[Body]:
    """Bodies are structure, not content: every known person and account may see them."""
    return Body.objects.all() if actor.known or actor.capacities else Body.objects.none()


def visible_entries_of(body: Body) -> QuerySet[Entry]:
    """What the journal says of a body's structure; whoever asks needs the row ``orgs.body.journal``."""
    return Entry.objects.filter(object_type="orgs.body", object_id=str(body.pk), mark="")
