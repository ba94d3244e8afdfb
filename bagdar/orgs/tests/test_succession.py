"""To whom a duty has passed, over chains of reorganisations (the worked example of docs/explain)."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

import pytest

from bagdar.orgs.succession import Passing, Succession


def body(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def passing(day: date, source: str, target: str, subject: str = "") -> Passing:
    return Passing(day=day, source=body(source), target=body(target), subject=subject)


MIIR = [
    passing(date(2018, 12, 26), "mir", "miir"),
    passing(date(2023, 9, 1), "miir", "transport", "2.1/activity/3"),
    passing(date(2023, 9, 1), "miir", "industry"),
    passing(date(2025, 3, 1), "industry", "construction", "2.1/activity/7"),
]


@pytest.mark.parametrize(
    "source, day, subject, answers",
    [
        ("mir", date(2018, 12, 25), "", "mir"),
        ("mir", date(2018, 12, 26), "", "miir"),
        ("mir", date(2023, 8, 31), "2.1/activity/3", "miir"),
        ("mir", date(2023, 9, 1), "2.1/activity/3", "transport"),
        ("mir", date(2023, 9, 1), "2.1/activity/7", "industry"),
        ("mir", date(2025, 3, 1), "2.1/activity/7", "construction"),
        ("mir", date(2025, 3, 1), "", "industry"),
        ("construction", date(2025, 3, 1), "", "construction"),
    ],
)
def test_a_duty_is_followed_to_who_answers_on_the_day(
    source: str, day: date, subject: str, answers: str
) -> None:
    assert Succession(MIIR).on(body(source), day, subject) == body(answers)


def test_a_duty_passed_before_its_body_took_it_over_does_not_carry_what_came_later() -> None:
    passed = Succession([passing(date(2020, 1, 1), "b", "c", "x"), passing(date(2021, 1, 1), "a", "b")])
    assert passed.on(body("a"), date(2022, 1, 1), "x") == body("b")
    assert passed.on(body("b"), date(2022, 1, 1), "x") == body("c")


def test_a_duty_that_came_back_stays_where_it_came() -> None:
    passed = Succession([passing(date(2020, 1, 1), "a", "b", "x"), passing(date(2022, 1, 1), "b", "a", "x")])
    assert passed.on(body("a"), date(2021, 1, 1), "x") == body("b")
    assert passed.on(body("a"), date(2023, 1, 1), "x") == body("a")


def test_those_who_went_before_are_found() -> None:
    assert Succession(MIIR).before(body("industry"), date(2024, 1, 1)) == {body("mir"), body("miir")}
    assert Succession(MIIR).before(body("industry"), date(2020, 1, 1)) == frozenset()


def test_the_way_is_told_step_by_step() -> None:
    way = Succession(MIIR).chain(body("mir"), date(2026, 1, 1), "2.1/activity/7")
    assert [step.day.year for step in way] == [2018, 2023, 2025]
