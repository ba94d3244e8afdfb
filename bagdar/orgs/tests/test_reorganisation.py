"""Reorganisations: renamed, merged, divided, succeeded; old papers keep the old name, duties pass on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bagdar.journal.models import Entry
from bagdar.kernel.errors import AbsentError, InvalidError
from bagdar.orgs.exchange import register
from bagdar.orgs.given import ActGiven, NameGiven, PartGiven
from bagdar.orgs.models import Act, Body, BodyName, OfficeHolding, Reorganisation
from bagdar.orgs.naming import overlap
from bagdar.orgs.selectors.names import name_on
from bagdar.orgs.selectors.succession import office_holders, successor_on
from bagdar.orgs.services.offices import assign_office
from bagdar.orgs.services.reorganisation import merge_bodies, rename_body, split_body, succeed_body
from bagdar.orgs.services.withdrawal import withdraw_reorganisation
from bagdar.orgs.tests.make import make_body
from bagdar.orgs.tests.test_bodies import MARAT

pytestmark = pytest.mark.django_db
ACT = ActGiven(kind="Жарлық", number="318", day=date(2023, 9, 1), issuer="Президент")
DAY = date(2023, 9, 1)
BEFORE = date(2023, 8, 31)


def fields(caught: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {field: message for field, (message, _) in caught.value.faults.items()}


def test_a_renamed_body_keeps_its_old_name_in_old_papers() -> None:
    body = make_body("mks", name="Мәдениет")
    new = {"kk": NameGiven(name="Мәдениет және ақпарат министрлігі", abbreviation="МАМ")}
    rename_body(actor=MARAT, body=body.pk, names=new, day=DAY, act=ACT)
    assert name_on(body, "kk", BEFORE) == "Мәдениет kk"
    assert name_on(body, "kk", DAY) == "Мәдениет және ақпарат министрлігі"
    assert name_on(body, "ru", DAY) == "Мәдениет ru"
    assert register(on=BEFORE)["mks"].name["kk"] == "Мәдениет kk"
    assert register(on=DAY)["mks"].abbreviations["kk"] == ("МАМ",)
    assert overlap([row.named() for row in body.names.all()]) is None


def test_a_rename_needs_a_difference_a_later_day_and_an_act() -> None:
    body = make_body("mks", name="Мәдениет")
    with pytest.raises(InvalidError) as caught:
        rename_body(actor=MARAT, body=body.pk, names={"kk": NameGiven(name="Мәдениет kk")}, day=DAY, act=ACT)
    assert fields(caught) == {"": "orgs.bodies.same_name"}
    rename_body(actor=MARAT, body=body.pk, names={"kk": NameGiven(name="Жаңа")}, day=DAY, act=ACT)
    with pytest.raises(InvalidError) as caught:
        rename_body(actor=MARAT, body=body.pk, names={"kk": NameGiven(name="Тағы")}, day=DAY, act=ACT)
    assert fields(caught) == {"name_kk": "orgs.bodies.named_later"}
    empty = ActGiven(kind="", number=" ", day=date(2099, 1, 1), issuer="Президент")
    with pytest.raises(InvalidError) as caught:
        rename_body(
            actor=MARAT, body=body.pk, names={"kk": NameGiven(name="Тағы")}, day=date(2024, 1, 1), act=empty
        )
    assert set(fields(caught)) == {"act_kind", "act_number", "act_day"}


def test_two_names_of_one_language_in_use_are_refused_by_the_database() -> None:
    from django.db import IntegrityError, transaction

    body = make_body("mks")
    for first in (None, DAY):
        with pytest.raises(IntegrityError), transaction.atomic():
            BodyName.objects.create(body=body, language="kk", name="Екінші", valid_from=first)


def test_merged_bodies_go_on_as_one() -> None:
    one, two, new = make_body("one"), make_body("two"), make_body("new", valid_from=DAY)
    merge_bodies(actor=MARAT, sources=[one.pk, two.pk], target=new.pk, day=DAY, act=ACT)
    for body in (one, two):
        body.refresh_from_db()
        assert body.valid_to == BEFORE
        assert successor_on(body, BEFORE) == body
        assert successor_on(body, DAY) == new
    assert Entry.objects.filter(act="orgs.body.merged").count() == 3


def test_one_of_the_merged_may_take_the_others_in() -> None:
    one, two = make_body("one"), make_body("two")
    merge_bodies(actor=MARAT, sources=[one.pk, two.pk], target=one.pk, day=DAY, act=ACT)
    assert Body.objects.get(key="one").valid_to is None
    assert successor_on(two, DAY) == one
    with pytest.raises(InvalidError) as caught:
        merge_bodies(actor=MARAT, sources=[one.pk], target=one.pk, day=DAY, act=ACT)
    assert fields(caught) == {"sources": "orgs.bodies.merge_two"}


def test_a_divided_body_passes_its_duties_line_by_line() -> None:
    old, transport, industry = (make_body(key) for key in ("miir", "transport", "industry"))
    parts = [PartGiven("2.1/activity/3", transport.pk)]
    split_body(actor=MARAT, source=old.pk, parts=parts, rest=industry.pk, day=DAY, act=ACT)
    assert successor_on(old, DAY, "2.1/activity/3") == transport
    assert successor_on(old, DAY, "2.1/activity/4") == industry
    assert Body.objects.get(key="miir").valid_to == BEFORE


def test_a_body_may_give_away_some_duties_and_live_on() -> None:
    old, transport = make_body("miir"), make_body("transport")
    parts = [PartGiven("2.1/activity/3", transport.pk)]
    split_body(actor=MARAT, source=old.pk, parts=parts, rest=old.pk, day=DAY, act=ACT)
    assert successor_on(old, DAY, "2.1/activity/3") == transport
    assert successor_on(old, DAY) == old
    assert Body.objects.get(key="miir").valid_to is None
    with pytest.raises(InvalidError) as caught:
        split_body(actor=MARAT, source=old.pk, parts=parts, rest=old.pk, day=date(2024, 1, 1), act=ACT)
    assert fields(caught) == {"parts": "orgs.bodies.subject_passed"}


@pytest.mark.parametrize(
    "subjects, message",
    [
        ([], "orgs.bodies.split_nothing"),
        ([" "], "orgs.bodies.subject_needed"),
        (["a", "a "], "orgs.bodies.subject_twice"),
    ],
)
def test_a_division_names_each_duty_once(subjects: list[str], message: str) -> None:
    old, new = make_body("old"), make_body("new")
    parts = [PartGiven(subject, new.pk) for subject in subjects]
    with pytest.raises(InvalidError) as caught:
        split_body(actor=MARAT, source=old.pk, parts=parts, rest=old.pk, day=DAY, act=ACT)
    assert fields(caught) == {"parts": message}


def test_nothing_passes_twice_nor_to_or_from_a_body_that_is_not_there() -> None:
    old, new, later = make_body("old"), make_body("new"), make_body("later", valid_from=date(2024, 1, 1))

    def succeed(source: Body, target: Body, **other: Any) -> dict[str, str]:
        with pytest.raises(InvalidError) as caught:
            succeed_body(
                actor=MARAT, **{"source": source.pk, "target": target.pk, "day": DAY, "act": ACT, **other}
            )
        return fields(caught)

    assert succeed(old, later) == {"target": "orgs.bodies.not_living"}
    assert succeed(later, new) == {"source": "orgs.bodies.not_living"}
    assert succeed(old, old) == {"target": "orgs.bodies.to_itself"}
    assert succeed(old, new, day=date(2023, 8, 1)) == {"day": "orgs.bodies.before_its_act"}
    succeed_body(actor=MARAT, source=old.pk, target=new.pk, day=DAY, act=ACT)
    assert succeed(old, later, day=date(2024, 2, 1)) == {"source": "orgs.bodies.ended_already"}
    assert succeed(new, old) == {"target": "orgs.bodies.not_living"}


def test_a_refused_reorganisation_leaves_nothing_behind() -> None:
    old = make_body("old")
    with pytest.raises(InvalidError):
        succeed_body(actor=MARAT, source=old.pk, target=old.pk, day=DAY, act=ACT)
    assert (Reorganisation.objects.count(), Act.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_the_same_act_is_kept_once() -> None:
    one, two, three = (make_body(key) for key in ("one", "two", "three"))
    succeed_body(actor=MARAT, source=one.pk, target=three.pk, day=DAY, act=ACT)
    succeed_body(actor=MARAT, source=two.pk, target=three.pk, day=DAY, act=ACT)
    assert Act.objects.count() == 1


def test_an_office_passes_by_an_act_from_a_day() -> None:
    old, new = make_body("old"), make_body("new")
    OfficeHolding.objects.create(office="state_planning", body=old)
    assign_office(actor=MARAT, office="state_planning", body=new.pk, day=DAY, act=ACT)
    assert office_holders(BEFORE) == {"state_planning": old.pk}
    assert office_holders(DAY) == {"state_planning": new.pk}
    with pytest.raises(InvalidError) as caught:
        assign_office(actor=MARAT, office="state_planning", body=new.pk, day=date(2024, 1, 1), act=ACT)
    assert fields(caught) == {"body": "orgs.bodies.office_held"}
    assert caught.value.clause == "4"


def test_an_office_goes_with_the_duties_of_its_body() -> None:
    old, rest, planner = (make_body(key) for key in ("old", "rest", "planner"))
    for office in ("state_planning", "environment"):
        OfficeHolding.objects.create(office=office, body=old)
    parts = [PartGiven("office:state_planning", planner.pk)]
    split_body(actor=MARAT, source=old.pk, parts=parts, rest=rest.pk, day=DAY, act=ACT)
    assert office_holders(DAY) == {"state_planning": planner.pk, "environment": rest.pk}


def test_an_entry_made_by_mistake_is_withdrawn_and_stays_on_record() -> None:
    old, new = make_body("old"), make_body("new")
    entered = succeed_body(actor=MARAT, source=old.pk, target=new.pk, day=DAY, act=ACT)
    with pytest.raises(InvalidError):
        withdraw_reorganisation(actor=MARAT, reorganisation=entered.pk, reason=" ")
    withdraw_reorganisation(actor=MARAT, reorganisation=entered.pk, reason="күні қате")
    assert Body.objects.get(key="old").valid_to is None
    assert successor_on(old, DAY) == old
    assert Reorganisation.objects.get().withdrawn_at is not None
    with pytest.raises(AbsentError):
        withdraw_reorganisation(actor=MARAT, reorganisation=entered.pk, reason="тағы")
    succeed_body(actor=MARAT, source=old.pk, target=new.pk, day=date(2023, 10, 1), act=ACT)


def test_a_withdrawn_name_gives_way_to_the_one_before() -> None:
    body = make_body("mks", name="Мәдениет")
    first = rename_body(actor=MARAT, body=body.pk, names={"kk": NameGiven(name="Бірінші")}, day=DAY, act=ACT)
    second = rename_body(
        actor=MARAT, body=body.pk, names={"kk": NameGiven(name="Екінші")}, day=date(2024, 1, 1), act=ACT
    )
    with pytest.raises(InvalidError):
        withdraw_reorganisation(actor=MARAT, reorganisation=first.pk, reason="қате")
    withdraw_reorganisation(actor=MARAT, reorganisation=second.pk, reason="қате")
    assert name_on(body, "kk", date(2024, 1, 1)) == "Бірінші"
    assert body.names.get(language="kk", valid_to=None).name == "Бірінші"
