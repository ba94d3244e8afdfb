"""Kinds of exceptions as rules over entries: each has cases that are one and cases that are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bagdar.journal.exceptions import BY_ID, KINDS, MEANINGS, Seen, find, means
from bagdar.kernel.messages import is_message

ZONE = "Asia/Almaty"
NOON = datetime(2027, 1, 10, 7, tzinfo=UTC)
REPORT, OTHER = ("reports.report", "1"), ("reports.report", "2")
BOLAT, KANAT = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Acts of domains that are yet to come, in the words of the kinds."""
    kept = {meaning: set(acts) for meaning, acts in MEANINGS.items()}
    for meaning in (
        "submitted",
        "accepted",
        "returned",
        "changed",
        "signed",
        "late",
        "excused",
        "overridden",
    ):
        means(meaning, f"t.{meaning}")
    means("role_granted", "t.granted")
    means("role_ended", "t.ended")
    means("acting_entered", "t.acting")
    yield
    MEANINGS.clear()
    MEANINGS.update(kept)


def entries(*told: tuple[str, timedelta] | tuple[str, timedelta, dict[str, Any]]) -> list[Seen]:
    """Acts at a distance from noon, numbered from 1."""
    return [
        Seen(
            **{
                "id": number,
                "at": NOON + one[1],
                "act": f"t.{one[0]}",
                "actor": BOLAT,
                "capacity": "head",
                "acting": "",
                "thing": REPORT,
                "before": {},
                "after": {},
                **(one[2] if len(one) > 2 else {}),
            }
        )
        for number, one in enumerate(told, start=1)
    ]


def found(kind: str, *told: Any) -> list[tuple[int, tuple[int, ...]]]:
    rows = [one for one in entries(*told) if one.act in BY_ID[kind].acts]
    return [(hit.entry, hit.beside) for hit in find(BY_ID[kind], rows, ZONE)]


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@pytest.mark.parametrize("kind", ["late", "excused", "overridden"])
def test_some_acts_are_exceptions_by_themselves(kind: str) -> None:
    assert found(kind, ("submitted", after(0)), (kind, after(1)), (kind, after(2))) == [(3, ()), (2, ())]


def test_a_second_return_is_seen_with_the_first() -> None:
    told = [("returned", after(0)), ("returned", after(9), {"thing": OTHER}), ("returned", after(99))]
    assert found("returned_twice", *told) == [(3, (1,))]
    assert found("returned_twice", *told[:2]) == []


@pytest.mark.parametrize("seconds, hits", [(60, [(2, (1,))]), (61, []), (0, [(2, (1,))])])
def test_acceptance_within_a_minute(seconds: int, hits: list[Any]) -> None:
    assert found("accepted_fast", ("submitted", after(0)), ("accepted", after(seconds))) == hits


def test_acceptance_is_measured_from_the_last_submission_of_the_same_thing() -> None:
    told = [
        ("submitted", after(0)),
        ("submitted", after(900)),
        ("accepted", after(920)),
        ("accepted", after(925), {"thing": OTHER}),
    ]
    assert found("accepted_fast", *told) == [(3, (2,))]


def test_a_change_after_acceptance() -> None:
    told = [
        ("changed", after(0)),
        ("accepted", after(1)),
        ("changed", after(2)),
        ("changed", after(3), {"thing": OTHER}),
    ]
    assert found("changed_after", *told) == [(3, (2,))]


def test_who_was_let_act_and_what_they_signed() -> None:
    told = [("acting", after(0)), ("signed", after(1)), ("signed", after(2), {"acting": "№ 5 бұйрық"})]
    assert found("acting", *told) == [(3, ()), (1, ())]


def given(person: UUID, role: str = "head") -> dict[str, Any]:
    return {"actor": KANAT, "thing": ("orgs.person", str(person)), "after": {"role": role}}


def test_a_signature_on_the_day_of_the_role() -> None:
    told = [("granted", after(0), given(BOLAT)), ("signed", after(60))]
    assert found("role_that_day", *told) == [(2, (1,))]


@pytest.mark.parametrize(
    "granted, person",
    [(after(-12 * 3600 - 1), BOLAT), (after(0), KANAT), (after(120), BOLAT)],
    ids=["yesterday in the installation's zone", "somebody else's role", "signed before it"],
)
def test_no_exception_without_a_role_of_that_day(granted: timedelta, person: UUID) -> None:
    told: list[Any] = [("granted", granted, given(person)), ("signed", after(60))]
    if granted > after(60):
        told.reverse()
    assert found("role_that_day", *told) == []


def test_the_day_is_the_installation_s() -> None:
    """00:10 and 23:50 of one day in Almaty are two days in UTC."""
    told = [
        ("granted", timedelta(hours=-11, minutes=-50), given(BOLAT)),
        ("signed", timedelta(hours=11, minutes=50)),
    ]
    assert found("role_that_day", *told) == [(2, (1,))]


def taken(person: UUID, role: str = "administrator") -> dict[str, Any]:
    return {"actor": KANAT, "thing": ("orgs.person", str(person)), "before": {"role": role}}


def test_an_administrator_for_a_day() -> None:
    granted = ("granted", after(0), given(BOLAT, "administrator"))
    assert found("administrator_for_a_day", granted, ("ended", after(60), taken(BOLAT))) == [(2, (1,))]
    assert found("administrator_for_a_day", granted, ("ended", timedelta(days=1), taken(BOLAT))) == []
    assert found("administrator_for_a_day", granted, ("ended", after(60), taken(KANAT))) == []
    assert found("administrator_for_a_day", granted, ("ended", after(60), taken(BOLAT, "head"))) == []


def test_every_kind_has_its_words_and_a_meaning_that_no_kind_knows_is_refused() -> None:
    for kind in KINDS:
        assert is_message(f"journal.exception.{kind.id}")
        assert is_message(f"journal.exception_about.{kind.id}")
    with pytest.raises(ValueError, match="no exception"):
        means("odd", "t.odd")
