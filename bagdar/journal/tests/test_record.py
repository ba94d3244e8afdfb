"""Writing an entry: what it holds, that it waits for a seal, whom it tells, and its bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from bagdar.journal.canonical import FIELDS, VERSION, canonical_bytes
from bagdar.journal.models import Entry, Unsealed
from bagdar.journal.services import on_recorded, record
from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM, Actor, Capacity

pytestmark = pytest.mark.django_db
ACT = "journal.rows.rewritten"


def undo() -> None:
    """Writes an entry in a transaction that does not last."""
    with transaction.atomic():
        record(actor=PROGRAM, act=ACT)
        raise ZeroDivisionError


@pytest.fixture
def told() -> Iterator[list[int]]:
    """How many waited for a seal each time somebody was told."""
    counts: list[int] = []

    def count() -> None:
        counts.append(Unsealed.objects.count())

    others, on_recorded[:] = on_recorded[:], [count]
    yield counts
    on_recorded[:] = others


def test_each_entry_waits_for_a_seal() -> None:
    entries = [record(actor=PROGRAM, act=ACT) for _ in range(3)]
    assert list(Unsealed.objects.values_list("pk", flat=True).order_by("pk")) == [one.pk for one in entries]


def test_the_sealer_is_told_once_for_a_transaction(
    told: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(actor=PROGRAM, act=ACT)
        with transaction.atomic():
            record(actor=PROGRAM, act=ACT)
    assert told == [2]


def test_an_entry_after_one_that_was_undone_is_told_too(
    told: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError):
            undo()
        record(actor=PROGRAM, act=ACT)
    assert told == [1]


def test_nobody_is_told_of_what_was_undone(told: list[int], django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        undo()
    assert told == []


def test_a_sealer_that_fails_spoils_no_act(django_capture_on_commit_callbacks: Any) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    on_recorded.append(fail)
    try:
        with django_capture_on_commit_callbacks(execute=False) as waiting:
            record(actor=PROGRAM, act=ACT)
    finally:
        on_recorded.remove(fail)
    assert len(waiting) == 1
    assert Entry.objects.count() == 1


def test_texts_are_written_in_one_normal_form() -> None:
    apart = unicodedata.normalize("NFD", "Әділет й")
    actor = Actor(kind="person", id=UUID(int=1), name=apart)
    acting = Capacity(role="head", acting=True, act=apart)
    entry = record(actor=actor, act=ACT, capacity=acting, before={apart: apart}, after={"x": [apart]})
    whole = unicodedata.normalize("NFC", apart)
    assert whole != apart
    assert (entry.actor_name, entry.acting_by) == (whole, whole)
    assert (entry.before, entry.after) == ({whole: whole}, {"x": [whole]})


def test_the_bytes_are_these() -> None:
    """A worked example: whoever changes the form of entries that were sealed makes this red."""
    entry = Entry(
        id=7,
        at=datetime(2026, 1, 10, 18, 59, 59, 1, UTC),
        act="orgs.body.renamed",
        actor_kind="person",
        actor_id=UUID(int=1),
        actor_name="Айгерім",
        before={"b": 1, "a": None},
        after={"ә": [True, "x\n"]},
    )
    assert (
        canonical_bytes(entry)
        == b"\x01"
        + (
            '{"act":"orgs.body.renamed","acting_by":"","actor_body":null,'
            '"actor_id":"00000000-0000-0000-0000-000000000001","actor_kind":"person","actor_name":"Айгерім",'
            '"after":{"ә":[true,"x\\n"]},"at":1768071599000001,"before":{"a":null,"b":1},"body":null,"capacity":"",'
            '"id":7,"mark":"","object_id":"","object_name":"","object_type":"","request":"","set_clock":false}'
        ).encode()
    )


def test_the_bytes_are_the_same_once_stored() -> None:
    after = {
        "names": {"kk": "Ұлттық", "ru": "«Национальный»"},
        "n": 10**18,
        "day": None,
        "flags": [True, False],
    }
    entry = record(actor=PROGRAM, act=ACT, before={}, after=after)
    written = canonical_bytes(entry)
    assert canonical_bytes(Entry.objects.get()) == written
    assert json.loads(written.removeprefix(VERSION))["at"] == entry.at.timestamp() * 10**6


def test_every_column_is_among_the_bytes() -> None:
    assert sorted(field.attname for field in Entry._meta.concrete_fields) == sorted(FIELDS)


def test_a_number_that_is_not_whole_has_no_bytes() -> None:
    entry = Entry(at=clock.now(), act="x", after={"n": 0.5})
    with pytest.raises(ValueError, match="float"):
        canonical_bytes(entry)
