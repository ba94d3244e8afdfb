"""Bodies are entered, edited, found; what does not hold is told by the field."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from bagdar.journal.models import Entry
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from bagdar.methodology.loader import load_bodies
from bagdar.orgs.exchange import register
from bagdar.orgs.given import BodyGiven, NameGiven
from bagdar.orgs.models import Body, BodyEntry, Region
from bagdar.orgs.selectors.bodies import Wanted, changed_since, list_bodies
from bagdar.orgs.selectors.names import labels, name_on
from bagdar.orgs.selectors.succession import office_holders, successor_on
from bagdar.orgs.selectors.tree import tree_of
from bagdar.orgs.services.bodies import change_contacts, edit_body, register_body
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.orgs.services.names import correct_name
from bagdar.orgs.tests.make import make_actor, make_body

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
MARAT = Actor(
    kind="program", id=UUID(int=1), name="Марат", capacities=(Capacity(role="administrator"),), factor=True
)


def given(**fields: Any) -> BodyGiven:
    names = fields.pop(
        "names",
        {
            "kk": NameGiven(name="Су министрлігі", abbreviation="СМ"),
            "ru": NameGiven(name="Министерство воды"),
        },
    )
    return BodyGiven(**{"kind": "central_body", "names": names, **fields})


def faults(**fields: Any) -> dict[str, str]:
    with pytest.raises(InvalidError) as caught:
        register_body(actor=MARAT, given=given(**fields))
    return {field: message for field, (message, _) in caught.value.faults.items()}


def test_a_body_is_entered_with_names_and_journal() -> None:
    body = register_body(actor=MARAT, given=given(number="020240000555"))
    assert body.key == "ministerstvo-vody"
    assert name_on(body, "kk", DAY) == "Су министрлігі"
    assert name_on(body, "en", DAY) == "Су министрлігі"
    entry = Entry.objects.get(act="orgs.body.registered")
    assert entry.body == body.pk
    assert entry.object_name == "Су министрлігі"


@pytest.mark.parametrize(
    "fields, fault",
    [
        ({"kind": "kingdom"}, {"kind": "orgs.bodies.kind_unknown"}),
        ({"kind": ""}, {"kind": "orgs.bodies.needed"}),
        ({"number": "02024000055"}, {"number": "orgs.bodies.number_length"}),
        ({"number": "020240000556"}, {"number": "orgs.bodies.number_digit"}),
        ({"names": {"ru": NameGiven(name="Министерство")}}, {"name_kk": "orgs.bodies.name_needed"}),
        (
            {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
            {"valid_to": "orgs.bodies.ends_before_it_begins"},
        ),
        ({"email": "kense"}, {"email": "orgs.bodies.email_wrong"}),
        ({"key": "Су"}, {"key": "orgs.bodies.key_wrong"}),
    ],
)
def test_what_does_not_hold_is_told_by_the_field(fields: dict[str, Any], fault: dict[str, str]) -> None:
    assert faults(**fields) == fault


def test_number_name_and_key_belong_to_one_body() -> None:
    register_body(actor=MARAT, given=given(number="020240000555", key="water"))
    assert faults(number="020240000555", key="water") == {
        "number": "orgs.bodies.number_taken",
        "key": "orgs.bodies.key_taken",
        "name_kk": "orgs.bodies.name_taken",
        "name_ru": "orgs.bodies.name_taken",
    }


def test_subordination_never_goes_round() -> None:
    top = make_body("top", kind="central_body")
    middle = make_body("middle", kind="subordinate", parent=top)
    below = make_body("below", kind="subordinate", parent=middle)
    for parent in (below, middle, top):
        with pytest.raises(InvalidError) as caught:
            edit_body(actor=MARAT, body=top.pk, version=1, given=given(parent=parent.pk))
        assert set(caught.value.faults) == {"parent"}
    edit_body(actor=MARAT, body=below.pk, version=1, given=given(parent=top.pk))


def test_whoever_comes_second_is_shown_what_stands_there() -> None:
    body = make_body("water", kind="central_body")
    edit_body(actor=MARAT, body=body.pk, version=1, given=given(phone="1"))
    with pytest.raises(ConflictError) as caught:
        edit_body(actor=MARAT, body=body.pk, version=1, given=given(phone="2"))
    assert caught.value.current.phone == "1"


def test_an_edit_tells_the_journal_only_what_changed() -> None:
    body = make_body("water", kind="central_body")
    edit_body(actor=MARAT, body=body.pk, version=1, given=given(phone="1"))
    entry = Entry.objects.get(act="orgs.body.edited")
    assert (entry.before, entry.after) == ({"phone": ""}, {"phone": "1"})


def test_a_coordinator_keeps_the_contacts_of_the_own_body_only() -> None:
    own, other = make_body("own"), make_body("other")
    coordinator = make_actor("coordinator", own)
    change_contacts(actor=coordinator, body=own.pk, version=1, email="kense@su.gov.kz", phone="")
    with pytest.raises(ForbiddenError):
        change_contacts(actor=coordinator, body=other.pk, version=1, email="", phone="")
    with pytest.raises(ForbiddenError):
        edit_body(actor=coordinator, body=own.pk, version=2, given=given())


def test_a_slip_in_a_name_is_mended_without_an_act() -> None:
    body = make_body("water", kind="central_body")
    row = body.names.get(language="ru")
    correct_name(
        actor=MARAT, name=row.pk, version=1, given=NameGiven(name="Министерство  воды", abbreviation="МВ")
    )
    assert labels([body.pk], "ru", DAY)[body.pk].name == "Министерство воды"


def test_the_list_stands_in_kazakh_order_and_is_searched_blind_to_case_and_script() -> None:
    for name in ("Қаржы", "Ішкі істер", "Әділет", "Қорғаныс", "Ұлттық қор", "Аудит"):
        register_body(actor=MARAT, given=given(names={"kk": NameGiven(name=name)}))
    rows = list_bodies(MARAT, Wanted(day=DAY), "kk").rows
    assert [row.name for row in rows] == ["Аудит", "Әділет", "Қаржы", "Қорғаныс", "Ұлттық қор", "Ішкі істер"]
    for text in ("ҰЛТТЫҚ", "қор ұлт", "i"):
        assert list_bodies(MARAT, Wanted(day=DAY, text=text), "ru").total > 0
    assert list_bodies(MARAT, Wanted(day=DAY, text="iшкi"), "kk").rows[0].name == "Ішкі істер"
    assert list_bodies(MARAT, Wanted(day=DAY, text="жоқ"), "kk").total == 0


def test_the_list_is_filtered_by_kind_region_and_life() -> None:
    region = Region.objects.create(code="710000000", level="city", names={"kk": "Астана"})
    make_body("old", kind="central_body", valid_to=date(2023, 1, 1))
    make_body("here", kind="local_body", region=region)

    def keys(**wanted: Any) -> list[str]:
        return [row.key for row in list_bodies(MARAT, Wanted(**{"day": DAY, **wanted}), "kk").rows]

    assert keys() == ["here"]
    assert keys(state="ended") == ["old"]
    assert keys(state="all") == ["here", "old"]
    assert keys(day=date(2023, 1, 1)) == ["here", "old"]
    assert keys(kind="local_body", region=region.pk) == ["here"]


def test_the_list_costs_the_same_for_20_and_for_2000(django_assert_num_queries: Any) -> None:
    parent = make_body("parent")
    names = {"kk": NameGiven(name="Мекеме")}
    for start, end in ((0, 20), (20, 2000)):
        many(start, end, parent, names)
        with django_assert_num_queries(3):
            assert list_bodies(MARAT, Wanted(day=DAY), "kk", per_page=20).total == end + 1


def many(start: int, end: int, parent: Body, names: dict[str, NameGiven]) -> None:
    from bagdar.orgs.services.bodies import new_body, new_names
    from bagdar.orgs.services.entries import relist

    bodies = [new_body(given(parent=parent.pk, names=names), f"b{n}") for n in range(start, end)]
    Body.objects.bulk_create(bodies)
    type(new_names(parent, names)[0]).objects.bulk_create(
        name for body in bodies for name in new_names(body, names)
    )
    relist(bodies)


def test_the_methodologys_register_is_loaded_once_and_reads_back_the_same() -> None:
    reference = load_bodies()
    assert fill_from_pack(actor=MARAT) == len(reference)
    with pytest.raises(DomainError):
        fill_from_pack(actor=MARAT)
    read_back = register(on=DAY)
    assert {body.id: body for body in read_back} == {body.id: body for body in reference}
    assert read_back.regions == reference.regions
    assert read_back.responsible == reference.responsible


def test_loaded_regions_have_their_code_and_days() -> None:
    fill_from_pack(actor=MARAT)
    new = {
        region.code: region.valid_from
        for region in Region.objects.filter(key__in=("abai", "zhetisu", "ulytau"))
    }
    assert new == {code: date(2022, 6, 8) for code in ("100000000", "330000000", "620000000")}
    assert Body.objects.get(key="akimat-abai").region == Region.objects.get(key="abai")


def test_loaded_offices_and_successions_answer() -> None:
    fill_from_pack(actor=MARAT)
    keys = dict(Body.objects.values_list("pk", "key"))
    assert keys[office_holders(DAY)["state_planning"]] == "mne"
    # The pack still names the Prime Minister's Office, which ended in 2023: its duties have passed.
    assert keys[office_holders(DAY)["prime_ministers_office"]] == "government-office"
    ministry = Body.objects.get(key="moap")
    assert successor_on(ministry, DAY).key == "ai-digital"
    assert successor_on(ministry, date(2019, 6, 16)).key == "mcroap"


def test_those_under_an_ended_parent_stand_under_its_successor() -> None:
    fill_from_pack(actor=MARAT)
    old, new = Body.objects.get(key="mcriap"), Body.objects.get(key="ai-digital")
    make_body("centre", kind="subordinate", parent=old)
    assert [(node.key, node.level) for node in tree_of(new, "kk", DAY)] == [("ai-digital", 0), ("centre", 1)]
    assert [node.key for node in tree_of(Body.objects.get(key="centre"), "kk", DAY)] == [
        "ai-digital",
        "centre",
    ]
    assert [node.key for node in tree_of(old, "kk", date(2024, 1, 1))] == ["mcriap", "centre"]


def test_what_changed_since_is_told_page_by_page_with_the_ended() -> None:
    make_body("one")
    make_body("two", valid_to=date(2020, 1, 1))
    first = changed_since(MARAT, None, limit=1)
    assert [body.key for body in first] == ["one"]
    rest = changed_since(MARAT, first[0].changed_at, first[0].pk)
    assert [body.key for body in rest] == ["two"]
    assert changed_since(MARAT, rest[0].changed_at, rest[0].pk) == []


def test_every_body_has_one_line_for_each_day_and_language() -> None:
    fill_from_pack(actor=MARAT)
    for language in ("kk", "ru", "en"):
        on_day = BodyEntry.objects.filter(language=language, valid_from__lte=DAY, valid_to__gte=DAY)
        assert on_day.count() == on_day.values("body").distinct().count() == Body.objects.count()
