"""Who answers for a line: by the kind of the body, by what the cell says, by the day asked about."""

from __future__ import annotations

from datetime import date

import pytest

from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.roles import LineRoles, roles_of
from bagdar.methodology.tests.make import body, item, plan, register

DAY = date(2025, 12, 31)

# cell → main; other responsible bodies; co-executors; asked only; names that lead to nobody
CELLS: list[tuple[str, str | None, set[str], set[str], set[str], int]] = [
    ("МНЭ", "mne", set(), set(), set(), 0),
    ("МНЭ, МФ", "mne", {"mf"}, set(), set(), 0),
    ("МФ, МНЭ", "mf", {"mne"}, set(), set(), 0),
    # Subordinate and quasi-public organisations are co-executors, even when named first.
    ("АО «ИЭИ», МНЭ", "mne", set(), {"ieri"}, set(), 0),
    ("АО «ИЭИ»", None, set(), {"ieri"}, set(), 0),
    # The three kinds of §32 may be responsible.
    ("АО «НК «KAZAKH INVEST»", "kazakh-invest", set(), set(), set(), 0),
    # First-named and unconditional: who answers "by agreement" does not keep the line and is not bound.
    ("МНЭ (по согласованию), МФ", "mf", {"mne"}, set(), {"mne"}, 0),
    ("МНЭ, АО «ИЭИ» (по согласованию)", "mne", set(), {"ieri"}, {"ieri"}, 0),
    # Outside the Government: asked, never in breach.
    ("НБ, МФ", "nb", {"mf"}, set(), {"nb"}, 0),
    ("МНЭ, заинтересованные государственные органы", "mne", set(), set(), set(), 1),
    ("МНЭ, МФ, МНЭ", "mne", {"mf"}, set(), set(), 0),
    ("соисполнитель: МФ; ответственный: МНЭ", "mne", set(), {"mf"}, set(), 0),
]


@pytest.mark.parametrize("cell, main, responsible, co_executors, unbound, strangers", CELLS)
def test_roles_by_the_packs_rule(
    cell: str,
    main: str | None,
    responsible: set[str],
    co_executors: set[str],
    unbound: set[str],
    strangers: int,
) -> None:
    rows = plan(item("a", "activity", executors=cell))
    found = roles_of(rows, load(), load_bodies(), DAY)["a"]
    assert found.main == main
    assert set(found.responsible) == responsible
    assert set(found.co_executors) == co_executors
    assert set(found.unbound) == unbound
    assert len(found.unresolved) == strangers


def test_where_only_a_group_stands_nobody_keeps_the_line_and_every_member_answers() -> None:
    rows = plan(item("a", "activity", executors="акиматы областей, городов Астаны, Алматы и Шымкента"))
    found = roles_of(rows, load(), load_bodies(), DAY)["a"]
    assert found.main is None
    assert len(found.responsible) == 20  # 17 regions and three cities since 2022
    assert "akimat-abai" in found.responsible
    assert "akimat-south-kazakhstan" not in found.responsible


def test_a_group_has_its_members_of_the_day_not_of_the_plan() -> None:
    rows = plan(item("a", "activity", executors="акиматы областей"), years=(2020, 2026))
    before = roles_of(rows, load(), load_bodies(), date(2021, 12, 31))["a"]
    after = roles_of(rows, load(), load_bodies(), date(2022, 12, 31))["a"]
    assert len(before.responsible) == 14
    # Abai, Zhetisu and Ulytau were formed in June 2022.
    assert set(after.responsible) - set(before.responsible) == {
        "akimat-abai",
        "akimat-zhetisu",
        "akimat-ulytau",
    }


def test_a_line_without_executors_is_left_to_the_lead_body() -> None:
    rows = plan(
        item("s", "section", title="Раздел 2. Экономическая безопасность"),
        item("g", "goal", "s"),
        item("k", "task", "g"),
        item("a", "activity", "k"),
    )
    assert roles_of(rows, load(), load_bodies(), DAY)["a"] == LineRoles(lead="mne")


def test_a_reorganised_body_is_replaced_by_its_successor_from_the_day_on() -> None:
    bodies = register(
        body("old", valid_to=date(2025, 6, 30), successor="new"),
        body("new", valid_from=date(2025, 7, 1)),
        body("gone", valid_to=date(2025, 6, 30)),
    )
    rows = plan(item("a", "activity", executors="орган old, орган gone"))
    before = roles_of(rows, load(), bodies, date(2025, 6, 30))["a"]
    after = roles_of(rows, load(), bodies, date(2025, 7, 1))["a"]
    assert (before.main, before.responsible) == ("old", ("gone",))
    # Nobody took "gone" over as a whole: a person must say who has the line.
    assert (after.main, after.responsible, len(after.unresolved)) == ("new", (), 1)


def test_a_circle_of_successors_ends() -> None:
    past = date(2024, 1, 1)
    bodies = register(
        body("one", valid_to=past, successor="two"), body("two", valid_to=past, successor="one")
    )
    rows = plan(item("a", "activity", executors="орган one"))
    assert roles_of(rows, load(), bodies, DAY)["a"].main is None


def test_role_of_a_body_on_a_line() -> None:
    roles = LineRoles(main="a", responsible=("b",), co_executors=("c",), lead="d")
    assert [roles.role(key) for key in "abcde"] == [
        "main_responsible",
        "responsible",
        "co_executor",
        "lead",
        None,
    ]
    assert roles.bodies == ("a", "b", "c")
