"""A snapshot is what was there then: the same bytes for ever, and its digest over all of them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from bagdar.evidence.canonical import canonical_json
from bagdar.evidence.codes import code_of
from bagdar.evidence.models import Receipt, Register, Snapshot, SnapshotDocument
from bagdar.evidence.services import issue_receipt, take_snapshot
from bagdar.evidence.tests.make import make_paper, make_receipt, make_snapshot
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.text import Text
from bagdar.orgs.tests.make import make_actor, make_body

pytestmark = pytest.mark.django_db


class Line(msgspec.Struct, frozen=True):
    text: Text
    amount: Decimal
    day: date


LINE = Line(Text({"kk": "Көрсеткіш", "ru": "Показатель"}), Decimal("3.10"), date(2027, 1, 10))


def test_canonical_json_is_one_row_of_bytes() -> None:
    assert (
        canonical_json({"b": [LINE], "a": datetime(2027, 1, 10, 5, tzinfo=UTC)})
        == (
            '{"a":"2027-01-10T05:00:00.000000Z","b":[{"amount":"3.10","day":"2027-01-10",'
            '"text":{"kk":"Көрсеткіш","ru":"Показатель"}}]}'
        ).encode()
    )


def test_equal_texts_are_equal_bytes_and_floats_are_refused() -> None:
    assert canonical_json({"й": "й"}) == canonical_json({"и\u0306": "и\u0306"})
    with pytest.raises(TypeError):
        canonical_json({"share": 0.1})


def test_a_snapshot_tells_of_everything_and_its_digest_is_over_all_of_it() -> None:
    body = make_body("own")
    paper = make_paper(body)
    snapshot = make_snapshot(body, content={"line": LINE}, documents=[paper])
    kept = Snapshot.objects.get()
    told = json.loads(bytes(kept.content))
    assert told["content"] == {
        "line": {"text": dict(LINE.text), "amount": "3.10", "day": "2027-01-10"},
    }
    assert told["object"] == {"id": str(body.pk), "type": "orgs.body"}
    assert told["documents"][0]["sha256"] == paper.sha256
    assert kept.sha256 == sha256(kept.content).hexdigest()
    assert kept.code == code_of(bytes.fromhex(kept.sha256))
    assert SnapshotDocument.objects.get().file == paper
    entry = Entry.objects.get(pk=kept.entry_id)
    assert (entry.act, entry.object_id) == ("evidence.snapshot.taken", str(snapshot.pk))
    assert entry.after["sha256"] == kept.sha256


def test_the_same_content_twice_is_two_snapshots() -> None:
    body = make_body("own")
    assert make_snapshot(body).code != make_snapshot(body).code


def test_outside_the_transaction_of_an_act_nothing_is_taken() -> None:
    body: Any = make_body("own")
    given: dict[str, Any] = {"actor": make_actor("preparer", body), "of": body}
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            take_snapshot(**given, form="report", content={}, body=body)
        with pytest.raises(RuntimeError):
            issue_receipt(**given, snapshot=Snapshot(), recipient=None)
    finally:
        connection.in_atomic_block = before


TABLES = (
    ("evidence_snapshot", "form"),
    ("evidence_snapshotdocument", "name"),
    ("evidence_receipt", "register"),
)


@pytest.mark.parametrize("table, column", TABLES)
def test_the_database_refuses_to_change_or_remove_what_was_handed_over(table: str, column: str) -> None:
    make_receipt(make_body("own"))
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_digest_stays_whatever_the_language_and_the_time_zone() -> None:
    body = make_body("own")
    at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    kept = set()
    for language in ("kk", "ru", "en"):
        for zone in ("Asia/Almaty", "America/New_York", "UTC"):
            with translation.override(language), timezone.override(zone), clock.at(at):
                kept.add(canonical_json({"at": clock.now(), "line": LINE}))
                snapshot = make_snapshot(body, content={"line": LINE})
            told = Snapshot.objects.get(pk=snapshot.pk)
            assert sha256(told.content).hexdigest() == told.sha256
            assert json.loads(bytes(told.content))["taken_at"] == "2026-12-31T22:30:00.000000Z"
    assert len(kept) == 1


def test_a_receipt_has_the_next_number_of_its_register_and_year() -> None:
    sender, recipient = make_body("own"), make_body("recipient")
    late = datetime(2026, 12, 31, 18, 59, tzinfo=UTC)
    with clock.at(late):
        first, second = make_receipt(sender, recipient), make_receipt(sender, recipient)
        other = make_receipt(sender, recipient, register="opinion")
    with clock.at(datetime(2026, 12, 31, 19, 1, tzinfo=UTC)):  # already next year in Almaty
        next_year = make_receipt(sender, recipient)
    numbers = [one.shown_number for one in (first, second, other, next_year)]
    assert numbers == [
        "report-2026/000001",
        "report-2026/000002",
        "opinion-2026/000001",
        "report-2027/000001",
    ]


def test_a_number_that_was_not_kept_is_given_again() -> None:
    sender, recipient = make_body("own"), make_body("recipient")

    def undone() -> None:
        with transaction.atomic():
            make_receipt(sender, recipient)
            raise ZeroDivisionError

    make_receipt(sender, recipient)
    with pytest.raises(ZeroDivisionError):
        undone()
    assert make_receipt(sender, recipient).number == 2
    assert Register.objects.get().last == 2


def test_a_receipt_says_what_when_from_whom_and_to_whom_and_the_journal_holds_its_digest() -> None:
    sender, recipient = make_body("own"), make_body("recipient")
    made = make_receipt(sender, recipient)
    kept = Receipt.objects.get()
    told = json.loads(bytes(kept.content))
    assert told["sender"]["id"] == str(sender.pk)
    assert told["sender"]["names"]["kk"]
    assert told["recipient"]["id"] == str(recipient.pk)
    assert told["snapshot"]["sha256"] == made.snapshot.sha256
    assert kept.code == code_of(sha256(kept.content).digest())
    assert Entry.objects.get(pk=kept.entry_id).after["sha256"] == kept.sha256
