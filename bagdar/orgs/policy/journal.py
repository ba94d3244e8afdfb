"""Rows of the journal: a body's people read its own acts, the planning body those of the cycle, auditors all."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from bagdar.journal.codes import GROUPS, codes_of, group_of
from bagdar.journal.models import Entry
from bagdar.kernel.actors import ROLES, Actor, Capacity
from bagdar.kernel.policy import SIGNED_IN, Grant, Rule, grant
from bagdar.orgs.policy.bodies import planning_body

_RUN = frozenset({"coordinator", "head"})
"""Who reads of the ways in of the own body's people too."""


def technical_act(_actor: Actor, _capacity: Capacity | None, entry: Any) -> bool:
    group = GROUPS.get(group_of(entry.act))
    return group is not None and group.technical


def planning_act(actor: Actor, capacity: Capacity | None, entry: Any) -> bool:
    group = GROUPS.get(group_of(entry.act))
    return group is not None and group.planning and planning_body(actor, capacity, entry)


def act_of_own_body(_actor: Actor, capacity: Capacity | None, entry: Any) -> bool:
    group = GROUPS.get(group_of(entry.act))
    private = group is not None and group.private
    own = capacity is not None and capacity.body is not None and capacity.body == entry.body
    return own and capacity is not None and (not private or capacity.role in _RUN)


def own_act(actor: Actor, _capacity: Capacity | None, entry: Any) -> bool:
    return actor.id is not None and actor.id == entry.actor_id


_READERS = Grant(frozenset(ROLES), act_of_own_body, "orgs.journal.reach.own_body")
_EXPORTERS = Grant(_RUN, act_of_own_body, "orgs.journal.reach.own_body")
_TECHNICAL = Grant(frozenset({"administrator"}), technical_act, "orgs.journal.reach.technical")

RULES = {
    "journal.entry.see": Rule(
        (
            grant("auditor"),
            _TECHNICAL,
            Grant(frozenset({"analyst"}), planning_act, "orgs.journal.reach.planning"),
            _READERS,
            Grant(frozenset({SIGNED_IN}), own_act, "orgs.journal.reach.own"),
        ),
        strong=False,
        scope="journal.read",
    ),
    "journal.entry.export": Rule((grant("auditor"), _TECHNICAL, _EXPORTERS)),
    "journal.exceptions.see": Rule((grant("auditor"),)),
    "journal.sample.draw": Rule((grant("auditor"),)),
}
"""A second factor is asked for where something is taken away, not for reading: the row of a person's own acts
must open to whoever has just come in."""


def visible_entries(actor: Actor) -> QuerySet[Entry]:
    """The same as the row ``journal.entry.see``, in SQL. At most three queries, none of entries."""
    rows = Entry.objects.all()
    if "auditor" in actor.roles:
        return rows
    seen = Q(actor_id=actor.id) if actor.id is not None else Q(pk__in=())
    if "administrator" in actor.roles:
        seen |= Q(act__in=codes_of(technical=True))
    if any(planning_body(actor, capacity, None) for capacity in actor.holding({"analyst"})):
        seen |= Q(act__in=codes_of(planning=True))
    seen |= Q(body__in=actor.bodies(*_RUN))
    open_to_all = Q(body__in=actor.bodies()) & ~Q(act__in=codes_of(private=True))
    return rows.filter(seen | open_to_all)
