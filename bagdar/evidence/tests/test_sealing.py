"""Sealing: one line of all entries, from which every proof can be made again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from bagdar.evidence import tree
from bagdar.evidence.models import Node, Seal
from bagdar.evidence.sealer import SEALER
from bagdar.evidence.services import sealing
from bagdar.evidence.services.sealing import CHAIN_START, chained, read_places, seal_waiting
from bagdar.evidence.tests.make import make_entries
from bagdar.journal.canonical import canonical_bytes
from bagdar.journal.models import Entry, Unsealed
from bagdar.journal.services import on_recorded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another test of this process may have made the service's application, which seals in the background."""
    monkeypatch.setattr(SEALER, "in_background", False)


def test_sealed_entries_stand_in_one_chain_and_one_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 7)
    make_entries(5)
    assert seal_waiting() == 5
    make_entries(20)
    assert seal_waiting() == 20
    assert not Unsealed.objects.exists()
    chain, leaves = CHAIN_START, []
    for number, seal in enumerate(Seal.objects.order_by("seq"), start=1):
        leaves.append(tree.leaf_hash(canonical_bytes(Entry.objects.get(pk=seal.entry_id))))
        chain = chained(chain, number, seal.entry_id, seal.at, leaves[-1])
        assert (seal.seq, bytes(seal.leaf), bytes(seal.chain)) == (number, leaves[-1], chain)
    alone: dict[tree.Place, bytes] = dict(enumerate_leaves(leaves))
    alone |= tree.append(0, leaves, lambda _: {})
    assert tree.root(25, read_places) == tree.root(25, lambda places: {one: alone[one] for one in places})
    assert Node.objects.count() == len(alone) - 25


def enumerate_leaves(leaves: list[bytes]) -> list[tuple[tree.Place, bytes]]:
    return [((0, at), leaf) for at, leaf in enumerate(leaves)]


def test_an_entry_that_stands_later_under_a_lower_number_is_sealed_after_those_before_it() -> None:
    """On PostgreSQL numbers are given before the commit; the seal's order is that of sealing."""
    early, late = make_entries(2)
    Unsealed.objects.filter(pk=early.pk).delete()
    seal_waiting()
    Unsealed.objects.create(entry_id=early.pk)
    seal_waiting()
    assert list(Seal.objects.order_by("seq").values_list("entry_id", flat=True)) == [late.pk, early.pk]


def test_an_entry_that_was_removed_before_its_seal_does_not_stop_the_others() -> None:
    make_entries(1)
    Unsealed.objects.create(entry_id=1_000_000)
    assert seal_waiting() == 1
    assert seal_waiting() == 0
    assert Unsealed.objects.get().entry_id == 1_000_000


def test_a_proof_over_a_large_tree_asks_the_database_twice(django_assert_num_queries: Any) -> None:
    make_entries(100)
    seal_waiting()
    with django_assert_num_queries(2):
        proof = tree.inclusion_proof(41, 100, read_places)
    leaf = bytes(Seal.objects.get(seq=42).leaf)
    assert tree.root_from_inclusion(leaf, 41, 100, proof) == tree.root(100, read_places)


@pytest.mark.parametrize("table, column", [("evidence_seal", "entry_id"), ("evidence_node", "place")])
def test_the_database_refuses_to_change_a_seal(table: str, column: str) -> None:
    make_entries(2)
    seal_waiting()
    for statement in (f"UPDATE {table} SET {column} = 99", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_command_seals_right_after_its_commit(django_capture_on_commit_callbacks: Any) -> None:
    assert SEALER.nudge in on_recorded
    with django_capture_on_commit_callbacks(execute=True):
        make_entries(3)
        assert Seal.objects.count() == 0
    assert Seal.objects.count() == 3


def test_a_database_that_does_not_answer_spoils_no_act(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> int:
        raise DatabaseError("gone")

    monkeypatch.setattr("bagdar.evidence.sealer.seal_waiting", fail)
    SEALER.nudge()
    assert "wait for their seals" in caplog.text
