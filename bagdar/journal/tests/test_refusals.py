"""Refusals are written down, and nobody fills the journal with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bagdar.journal.models import Entry, Refused
from bagdar.journal.refusals import KEPT, note_refusal, tell_rest
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import ForbiddenError

pytestmark = pytest.mark.django_db
MINUTE = datetime(2027, 1, 10, 7, tzinfo=UTC)
HOUSE = UUID(int=9)
ZHANAR = Actor(kind="person", id=UUID(int=1), name="Жанар", capacities=(Capacity(role="reader", body=HOUSE),))
DANA = Actor(kind="person", id=UUID(int=2), name="Дана")


def refuse(actor: Actor, times: int, at: datetime = MINUTE) -> None:
    error = ForbiddenError("kernel.refused.role", action="orgs.body.edit")
    with clock.at(at):
        for _ in range(times):
            note_refusal(actor=actor, error=error, page="bodies.edit", method="POST", things={"body": "b"})


def entries(actor: Actor) -> list[tuple[str, dict[str, object]]]:
    return [(one.act, one.after) for one in Entry.objects.filter(actor_id=actor.id).order_by("pk")]


def test_a_refusal_tells_who_asked_for_what_and_why_not() -> None:
    refuse(ZHANAR, 1)
    entry = Entry.objects.get()
    assert (entry.act, entry.actor_name, entry.capacity) == ("journal.access.refused", "Жанар", "reader")
    assert entry.actor_body == HOUSE
    assert entry.after == {
        "page": "bodies.edit",
        "method": "POST",
        "action": "orgs.body.edit",
        "refusal": "kernel.refused.role",
        "body": "b",
    }


def test_of_a_minute_some_are_told_and_the_rest_is_counted() -> None:
    refuse(ZHANAR, KEPT + 200)
    refuse(DANA, 2)
    assert len(entries(ZHANAR)) == KEPT
    assert len(entries(DANA)) == 2
    with clock.at(MINUTE + timedelta(seconds=59)):
        tell_rest()
    assert len(entries(ZHANAR)) == KEPT, "the minute is not over"
    with clock.at(MINUTE + timedelta(seconds=60)):
        tell_rest()
        tell_rest()
    last = entries(ZHANAR)[-1]
    assert len(entries(ZHANAR)) == KEPT + 1
    assert (last[0], last[1]["count"]) == ("journal.access.refused_more", 200)
    assert len(entries(DANA)) == 2
    assert not Refused.objects.exists()


def test_the_next_minute_is_told_anew() -> None:
    refuse(ZHANAR, KEPT + 1)
    refuse(ZHANAR, 1, MINUTE + timedelta(minutes=1))
    assert len(entries(ZHANAR)) == KEPT + 1
