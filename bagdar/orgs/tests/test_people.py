"""Who runs a body's house, and what nobody may do to themselves or to another body's people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.errors import ConflictError, FactorNeededError, ForbiddenError, InvalidError
from bagdar.orgs.actors import actor_of, of_system_account
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import Body, OfficeHolding
from bagdar.orgs.services.acting import end_acting_head, enter_acting_head
from bagdar.orgs.services.hand_over import hand_over
from bagdar.orgs.services.memberships import admit_auditor, end_role, grant_role, roles_to_give
from bagdar.orgs.services.people import deactivate_person, edit_person, reactivate_person
from bagdar.orgs.services.systems import account_of, open_system_account, revoke_system_account
from bagdar.orgs.tests.make import make_actor, make_body, make_membership, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Body:
    return make_body("energy")


def faults(error: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {field: message for field, (message, _) in error.value.faults.items()}


def new_act() -> ActGiven:
    return ActGiven(kind="бұйрық", number="12-ж", day=date(2026, 1, 5), issuer="Министр")


def test_a_coordinator_edits_a_person_of_the_own_body_and_the_journal_tells_what_changed(house: Body) -> None:
    aigerim = make_person("aigerim", body=house)
    edit_person(
        actor=make_actor("coordinator", house),
        person=aigerim.pk,
        version=1,
        values={"position": "бас сарапшы", "login": "other", "state": "deactivated"},
    )
    aigerim.refresh_from_db()
    assert (aigerim.position, aigerim.login, aigerim.state, aigerim.version) == (
        "бас сарапшы",
        "aigerim",
        "active",
        2,
    )
    entry = Entry.objects.get()
    assert (entry.act, entry.before, entry.after) == (
        "orgs.person.edited",
        {"position": ""},
        {"position": "бас сарапшы"},
    )
    assert entry.body == house.pk


def test_an_edit_on_an_older_version_is_refused_and_changes_nothing(house: Body) -> None:
    person, actor = make_person(body=house), make_actor("coordinator", house)
    edit_person(actor=actor, person=person.pk, version=1, values={"phone": "1"})
    with pytest.raises(ConflictError) as error:
        edit_person(actor=actor, person=person.pk, version=1, values={"phone": "2"})
    assert error.value.current.phone == "1"


@pytest.mark.parametrize("role", ["preparer", "head", "reader", "analyst", "auditor", "methodologist"])
def test_other_roles_run_no_house(house: Body, role: str) -> None:
    person = make_person(body=house)
    with pytest.raises(ForbiddenError):
        deactivate_person(actor=make_actor(role, house), person=person.pk, reason="x")


def test_a_coordinator_without_a_second_factor_is_asked_for_it(house: Body) -> None:
    with pytest.raises(FactorNeededError):
        deactivate_person(
            actor=make_actor("coordinator", house, factor=False),
            person=make_person(body=house).pk,
            reason="x",
        )


def test_a_strange_coordinator_may_nothing(house: Body) -> None:
    person, stranger = make_person(body=house), make_actor("coordinator")
    with pytest.raises(ForbiddenError):
        edit_person(actor=stranger, person=person.pk, version=1, values={"phone": "1"})
    with pytest.raises(ForbiddenError):
        grant_role(actor=stranger, person=person.pk, body=house.pk, role="reader")


def test_whoever_works_for_two_bodies_is_deactivated_by_an_administrator_alone(house: Body) -> None:
    person = make_person(body=house)
    make_membership(person, make_body(), "reader")
    with pytest.raises(ForbiddenError) as error:
        deactivate_person(actor=make_actor("coordinator", house), person=person.pk, reason="x")
    assert error.value.message == "orgs.people.also_elsewhere"
    deactivate_person(actor=make_actor("administrator"), person=person.pk, reason="жұмыстан шықты")
    person.refresh_from_db()
    assert person.state == "deactivated"


def test_a_deactivated_person_is_nobody_and_comes_back_with_the_roles(house: Body) -> None:
    person, actor = make_person(body=house), make_actor("coordinator", house)
    person.set_password("x" * 20)
    person.save()
    deactivate_person(actor=actor, person=person.pk, reason="декрет")
    person.refresh_from_db()
    assert actor_of(person).kind == "anonymous"
    reactivate_person(actor=actor, person=person.pk, reason="оралды")
    person.refresh_from_db()
    assert actor_of(person).roles == {"preparer"}


def test_a_reason_is_needed(house: Body) -> None:
    with pytest.raises(InvalidError) as error:
        deactivate_person(
            actor=make_actor("coordinator", house), person=make_person(body=house).pk, reason="  "
        )
    assert faults(error) == {"reason": "orgs.people.reason_missing"}


@pytest.mark.parametrize("role", ["preparer", "head", "coordinator", "risk_owner", "reader"])
def test_a_coordinator_gives_the_roles_of_the_house(house: Body, role: str) -> None:
    person = make_person()
    grant_role(actor=make_actor("coordinator", house), person=person.pk, body=house.pk, role=role)
    assert actor_of(person).roles == {role}


@pytest.mark.parametrize(
    "role", ["administrator", "auditor", "analyst", "methodologist", "section_coordinator", "system"]
)
def test_a_coordinator_of_an_ordinary_body_gives_no_others(house: Body, role: str) -> None:
    with pytest.raises(InvalidError) as error:
        grant_role(actor=make_actor("coordinator", house), person=make_person().pk, body=house.pk, role=role)
    assert faults(error) == {"role": "orgs.people.role_not_yours"}


def test_only_the_lead_body_of_a_section_has_its_coordinator(house: Body) -> None:
    OfficeHolding.objects.create(office="environment", body=house)
    actor, person = make_actor("coordinator", house), make_person()
    given: dict[str, Any] = {
        "actor": actor,
        "person": person.pk,
        "body": house.pk,
        "role": "section_coordinator",
    }
    for section, fault in ((None, "section_missing"), (99, "section_missing"), (1, "section_of_another")):
        with pytest.raises(InvalidError) as error:
            grant_role(**given, section=section)
        assert faults(error) == {"section": f"orgs.people.{fault}"}
    grant_role(**given, section=3)
    assert [capacity.section for capacity in actor_of(person).capacities] == [3]


def test_nobody_gives_a_role_to_themselves_whatever_the_role(house: Body) -> None:
    actor = make_actor("coordinator", house)
    with pytest.raises(InvalidError) as error:
        grant_role(actor=actor, person=actor.person, body=house.pk, role="reader")
    assert faults(error) == {"": "orgs.people.own_role"}


def test_a_preparer_becomes_head_only_with_a_recorded_reason(house: Body) -> None:
    person, actor = make_person(body=house), make_actor("coordinator", house)
    with pytest.raises(InvalidError) as error:
        grant_role(actor=actor, person=person.pk, body=house.pk, role="head")
    assert faults(error) == {"exception": "orgs.people.preparer_signs"}
    grant_role(actor=actor, person=person.pk, body=house.pk, role="head", exception="органда бір адам")
    assert Entry.objects.latest("id").after["exception"] == "органда бір адам"


def test_an_ended_role_counts_no_more_from_that_instant(house: Body) -> None:
    person, actor = make_person(), make_actor("coordinator", house)
    row = grant_role(actor=actor, person=person.pk, body=house.pk, role="reader")
    end_role(actor=actor, membership=row.pk)
    end_role(actor=actor, membership=row.pk)
    assert actor_of(person).roles == set()
    assert Entry.objects.filter(act="orgs.membership.ended").count() == 1
    grant_role(actor=actor, person=person.pk, body=house.pk, role="reader")


def test_the_last_administrator_stays() -> None:
    house = make_body()
    first, second = make_person(), make_person()
    row = make_membership(first, house, "administrator")
    other = make_membership(second, house, "administrator")
    end_role(actor=actor_of(first, factor=True), membership=other.pk)
    with pytest.raises(InvalidError) as error:
        end_role(actor=actor_of(first, factor=True), membership=row.pk)
    assert faults(error) == {"": "orgs.people.last_administrator"}


def test_what_may_be_given_depends_on_offices(house: Body) -> None:
    actor = make_actor("coordinator", house)
    assert "analyst" not in roles_to_give(actor, house)
    OfficeHolding.objects.create(office="state_planning", body=house)
    assert {"analyst", "methodologist"} <= roles_to_give(actor, house)
    assert roles_to_give(make_actor("preparer", house), house) == frozenset()


def test_an_auditor_reads_by_an_act_until_a_day_and_administers_nothing(house: Body) -> None:
    actor, kanat = make_actor("administrator"), make_person("kanat")
    until = date.today() + timedelta(days=30)
    admit_auditor(actor=actor, person=kanat.pk, body=house.pk, act=new_act(), valid_to=until)
    assert [(c.role, c.until) for c in actor_of(kanat).capacities] == [("auditor", until)]
    with clock.at(clock.now() + timedelta(days=32)):
        assert actor_of(kanat).roles == set()
        later = until + timedelta(days=60)
        admit_auditor(actor=actor, person=kanat.pk, body=house.pk, act=new_act(), valid_to=later)
        assert actor_of(kanat).roles == {"auditor"}
    with pytest.raises(ForbiddenError):
        admit_auditor(
            actor=make_actor("coordinator", house),
            person=kanat.pk,
            body=house.pk,
            act=new_act(),
            valid_to=until,
        )
    administrator = make_person(body=house, role="administrator")
    with pytest.raises(InvalidError) as error:
        admit_auditor(actor=actor, person=administrator.pk, body=house.pk, act=new_act(), valid_to=until)
    assert faults(error) == {"": "orgs.people.auditor_administers"}


def acting(house: Body, **fields: Any) -> Any:
    today = clock.today("Asia/Almaty")
    given: dict[str, Any] = {
        "actor": make_actor("coordinator", house),
        "body": house.pk,
        "act": new_act(),
        "valid_from": today,
        "valid_to": today + timedelta(days=10),
    }
    return enter_acting_head(**{**given, **fields})


def test_an_acting_head_acts_for_the_period_by_the_act(house: Body) -> None:
    deputy = make_person(body=house, role="reader")
    row = acting(house, person=deputy.pk)
    held = [c for c in actor_of(deputy).capacities if c.role == "head"]
    assert [(c.acting, c.act) for c in held] == [(True, str(row.act))]
    with clock.at(clock.now() + timedelta(days=12)):
        assert "head" not in actor_of(deputy).roles
    end_acting_head(actor=make_actor("coordinator", house), acting=row.pk)
    assert "head" not in actor_of(deputy).roles


def test_two_do_not_act_on_the_same_day(house: Body) -> None:
    acting(house, person=make_person(body=house, role="reader").pk)
    with pytest.raises(InvalidError) as error:
        acting(house, person=make_person(body=house, role="reader").pk)
    assert faults(error) == {"valid_from": "orgs.people.acting_overlaps"}


def test_refusals_of_acting_heads(house: Body) -> None:
    today = clock.today("Asia/Almaty")
    coordinator = make_person(body=house, role="coordinator")
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"person": make_person().pk}, "person", "not_of_the_body"),
        ({"person": make_person(body=house, role="head").pk}, "person", "head_already"),
        ({"person": make_person(body=house).pk}, "exception", "preparer_signs"),
        (
            {"person": coordinator.pk, "actor": actor_of(coordinator, factor=True)},
            "person",
            "own_acting",
        ),
        (
            {
                "person": make_person(body=house, role="reader").pk,
                "valid_from": today - timedelta(days=9),
                "valid_to": today - timedelta(days=1),
            },
            "valid_to",
            "period_over",
        ),
    ]
    for fields, field, fault in cases:
        with pytest.raises(InvalidError) as error:
            acting(house, **fields)
        assert faults(error) == {field: f"orgs.people.{fault}"}


def test_a_hand_over_passes_all_roles_in_one_step(house: Body) -> None:
    leaving, coming = make_person(body=house), make_person()
    make_membership(leaving, house, "risk_owner")
    passed = hand_over(
        actor=make_actor("coordinator", house),
        body=house.pk,
        source=leaving.pk,
        target=coming.pk,
        reason="ауысты",
    )
    assert passed["orgs.people.work_roles"] == 2
    assert actor_of(coming).roles == {"preparer", "risk_owner"}
    assert actor_of(leaving).roles == set()
    assert sorted(Entry.objects.values_list("act", flat=True)) == [
        "orgs.membership.ended",
        "orgs.membership.ended",
        "orgs.membership.granted",
        "orgs.membership.granted",
        "orgs.person.handed_over",
    ]


def test_a_hand_over_that_is_refused_passes_nothing(house: Body) -> None:
    leaving, head = make_person(body=house), make_person(body=house, role="head")
    with pytest.raises(InvalidError) as error:
        hand_over(
            actor=make_actor("coordinator", house),
            body=house.pk,
            source=leaving.pk,
            target=head.pk,
            reason="x",
        )
    assert faults(error) == {"exception": "orgs.people.preparer_signs"}
    assert actor_of(leaving).roles == {"preparer"}


def test_a_system_account_works_by_its_token_until_it_ends(house: Body) -> None:
    actor = make_actor("coordinator", house)
    account, token = open_system_account(
        actor=actor,
        body=house.pk,
        name="Статистика",
        scopes=["bodies.read"],
        expires_at=clock.now() + timedelta(days=30),
    )
    assert token not in str(account.__dict__)
    found = account_of(token)
    assert found == account
    assert of_system_account(found).scopes == frozenset({"bodies.read"})
    assert account_of(token + "x") is None
    assert account_of("bgd_00000000_x") is None
    with clock.at(clock.now() + timedelta(days=31)):
        assert of_system_account(found).kind == "anonymous"
    revoke_system_account(actor=actor, account=account.pk)
    again = account_of(token)
    assert again is not None
    assert of_system_account(again).kind == "anonymous"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("scopes", []), ("scopes", ["all"]), ("expires_at", 0), ("expires_at", 400)],
)
def test_a_system_account_needs_name_scopes_and_an_end_within_a_year(
    house: Body, field: str, value: Any
) -> None:
    given: dict[str, Any] = {"name": "Статистика", "scopes": ["bodies.read"], "expires_at": 30, field: value}
    given["expires_at"] = clock.now() + timedelta(days=given["expires_at"])
    with pytest.raises(InvalidError) as error:
        open_system_account(actor=make_actor("coordinator", house), body=house.pk, **given)
    assert list(error.value.faults) == [field]
