"""Who may do what to bodies: the table written by hand, compared with the rows of the policy."""

from __future__ import annotations

import pytest

from bagdar.kernel import policy
from bagdar.kernel.actors import ANONYMOUS, ROLES, Actor, Capacity
from bagdar.orgs.models import OfficeHolding
from bagdar.orgs.tests.make import make_actor, make_body

pytestmark = pytest.mark.django_db

ALL = set(ROLES) - {"system"}
TABLE = {
    # action: who in the body itself, who in a strange body
    "orgs.body.see": (ALL, ALL),
    "orgs.body.journal": ({"administrator", "auditor", "coordinator", "head"}, {"administrator", "auditor"}),
    "orgs.body.register": ({"administrator"}, {"administrator"}),
    "orgs.body.edit": ({"administrator"}, {"administrator"}),
    "orgs.body.contacts": ({"administrator", "coordinator"}, {"administrator"}),
    "orgs.group.change": ({"administrator"}, {"administrator"}),
    "orgs.body.reorganise": ({"administrator"}, {"administrator"}),
    "orgs.body.import": ({"administrator"}, {"administrator"}),
    "orgs.body.fill": ({"administrator"}, {"administrator"}),
    "orgs.office.assign": ({"administrator"}, {"administrator"}),
    "orgs.region.keep": ({"administrator"}, {"administrator"}),
}
PLANNING = {
    "orgs.body.see",
    "orgs.body.journal",
    "orgs.body.register",
    "orgs.body.reorganise",
    "orgs.group.change",
    "orgs.office.assign",
}
"""What an analyst of the state planning body may besides."""


@pytest.mark.parametrize("action", sorted(TABLE))
def test_the_rows_say_what_the_table_says(action: str) -> None:
    own, strange = make_body("own"), make_body("strange")
    inside, outside = TABLE[action]
    for role in sorted(ALL):
        actor = make_actor(role, own)
        assert bool(policy.may(actor, action, own)) == (role in inside), role
        assert bool(policy.may(actor, action, strange)) == (role in outside), role
    assert not policy.may(ANONYMOUS, action, own)


@pytest.mark.parametrize("action", sorted(TABLE))
def test_analysts_of_the_state_planning_body_keep_the_structure(action: str) -> None:
    planner, other = make_body("planner"), make_body("other")
    OfficeHolding.objects.create(office="state_planning", body=planner)
    analyst = make_actor("analyst", planner)
    assert bool(policy.may(analyst, action, other)) == (action in PLANNING)
    assert bool(policy.may(make_actor("preparer", planner), action, other)) == (action == "orgs.body.see")


def test_a_system_account_sees_bodies_within_its_scope() -> None:
    body = make_body()
    capacities = (Capacity(role="system", body=body.pk),)
    with_scope = Actor(kind="system", id=body.pk, capacities=capacities, scopes=frozenset({"bodies.read"}))
    without = Actor(kind="system", id=body.pk, capacities=capacities, scopes=frozenset())
    assert policy.may(with_scope, "orgs.body.see", body)
    assert not policy.may(without, "orgs.body.see", body)


def test_a_strong_role_needs_the_second_factor_to_change_structure() -> None:
    actor = make_actor("administrator", factor=False)
    assert policy.may(actor, "orgs.body.edit").reason == "kernel.refused.factor"


def test_the_table_has_every_row_of_bodies() -> None:
    from bagdar.orgs.policy import bodies

    assert set(TABLE) == set(bodies.RULES)
