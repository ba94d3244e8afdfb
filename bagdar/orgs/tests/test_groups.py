"""Members of groups by an act from a day; a body that ends without a successor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bagdar.journal.models import Entry
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import InvalidError
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import Body, GroupMember, OfficeHolding, Reorganisation
from bagdar.orgs.selectors.groups import members_of
from bagdar.orgs.selectors.succession import duties_of, office_holders
from bagdar.orgs.services.ending import end_body
from bagdar.orgs.services.groups import change_members
from bagdar.orgs.services.reorganisation import succeed_body
from bagdar.orgs.services.withdrawal import withdraw_reorganisation
from bagdar.orgs.tests.make import make_body

pytestmark = pytest.mark.django_db
MARAT = Actor(kind="program", name="Марат", capacities=(Capacity(role="administrator"),))
DAY = date(2025, 3, 1)
BEFORE = DAY - timedelta(days=1)
ACT = ActGiven(kind="қаулы", number="7", day=date(2025, 2, 1), issuer="Үкімет")
PLANNING = "office:state_planning"


def group_of(*members: Body) -> Body:
    group = make_body("akimats", group=True)
    for place, member in enumerate(members):
        GroupMember.objects.create(group=group, member=member, position=place)
    return group


def names(group: Body, day: date) -> list[str]:
    return [one.name for one in members_of(group, "kk", day) if one.now]


def faults(error: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {field: message for field, (message, _) in error.value.faults.items()}


def test_members_change_from_the_day_and_the_old_list_stays() -> None:
    old, stays, new = make_body("old"), make_body("stays"), make_body("new")
    group = group_of(old, stays)
    before = group.changed_at
    change_members(actor=MARAT, group=group.pk, added=[new.pk], removed=[old.pk], day=DAY, act=ACT)
    assert names(group, BEFORE) == ["old kk", "stays kk"]
    assert names(group, DAY) == ["stays kk", "new kk"]
    assert Body.objects.get(pk=group.pk).changed_at > before
    entry = Entry.objects.get(act="orgs.group.changed")
    assert (entry.before, entry.after["joined"]) == ({"left": ["old kk"]}, ["new kk"])


@pytest.mark.parametrize(
    ("added", "removed", "wrong"),
    [
        ([], [], {"": "orgs.bodies.members_same"}),
        (["in"], [], {"added": "orgs.bodies.member_already"}),
        (["akimats"], [], {"added": "orgs.bodies.group_in_group"}),
        (["gone"], [], {"added": "orgs.bodies.not_living"}),
        ([], ["out"], {"removed": "orgs.bodies.member_not"}),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_changes(
    added: list[str], removed: list[str], wrong: dict[str, str]
) -> None:
    member = make_body("in")
    group = group_of(member)
    ids = {"in": member.pk, "akimats": group.pk, "out": make_body("out").pk}
    ids["gone"] = make_body("gone", valid_to=BEFORE).pk
    with pytest.raises(InvalidError) as caught:
        change_members(
            actor=MARAT,
            group=group.pk,
            added=[ids[one] for one in added],
            removed=[ids[one] for one in removed],
            day=DAY,
            act=ACT,
        )
    assert faults(caught) == wrong
    assert names(group, DAY) == ["in kk"]


def test_a_body_that_is_no_group_has_no_members() -> None:
    with pytest.raises(InvalidError) as caught:
        change_members(
            actor=MARAT, group=make_body().pk, added=[make_body().pk], removed=[], day=DAY, act=ACT
        )
    assert faults(caught) == {"": "orgs.bodies.no_group"}


def test_an_ended_body_leaves_its_duties_open_and_its_groups() -> None:
    body = make_body("agency")
    group = group_of(body)
    OfficeHolding.objects.create(office="state_planning", body=body)
    end_body(actor=MARAT, body=body.pk, duties=[PLANNING], day=DAY, act=ACT)
    assert Body.objects.get(pk=body.pk).valid_to == BEFORE
    assert (office_holders(BEFORE), office_holders(DAY)) == ({"state_planning": body.pk}, {})
    assert (names(group, BEFORE), names(group, DAY)) == (["agency kk"], [])
    assert Reorganisation.objects.get().duties == [PLANNING]
    assert Entry.objects.get(act="orgs.body.ended").after["duties"] == [PLANNING]


def test_an_office_that_had_come_to_the_body_is_among_its_duties() -> None:
    old, body = make_body("old"), make_body("agency")
    OfficeHolding.objects.create(office="state_planning", body=old)
    succeed_body(actor=MARAT, source=old.pk, target=body.pk, day=date(2025, 2, 10), act=ACT)
    assert duties_of(body, BEFORE) == (PLANNING,)
    end_body(actor=MARAT, body=body.pk, duties=[PLANNING], day=DAY, act=ACT)
    assert office_holders(DAY) == {}


def test_duties_that_were_not_shown_stop_the_act() -> None:
    body = make_body("agency")
    OfficeHolding.objects.create(office="state_planning", body=body)
    with pytest.raises(InvalidError) as caught:
        end_body(actor=MARAT, body=body.pk, duties=[], day=DAY, act=ACT)
    assert faults(caught) == {"duties": "orgs.bodies.duties_differ"}
    assert Body.objects.get(pk=body.pk).valid_to is None


@pytest.mark.parametrize("assigned_since", [False, True])
def test_withdrawn_all_comes_back_but_an_office_given_to_another(assigned_since: bool) -> None:
    body, other = make_body("agency"), make_body("other")
    group = group_of(body)
    OfficeHolding.objects.create(office="state_planning", body=body)
    entered = end_body(actor=MARAT, body=body.pk, duties=[PLANNING], day=DAY, act=ACT)
    if assigned_since:
        OfficeHolding.objects.create(office="state_planning", body=other, valid_from=DAY)
    withdraw_reorganisation(actor=MARAT, reorganisation=entered.pk, reason="қате")
    assert Body.objects.get(pk=body.pk).valid_to is None
    assert names(group, DAY) == ["agency kk"]
    assert office_holders(DAY) == {"state_planning": (other if assigned_since else body).pk}
