"""The tree against the vectors of RFC 6962's authors and against pymerkle, for every size up to a thousand."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from pymerkle import InmemoryTree

from bagdar.evidence import tree

INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Of the Certificate Transparency project: the tree over the first 1, 2, … inputs."""
MOST = 1000


class Stored:
    """Keeps nodes as a table does, and counts what is read."""

    def __init__(self) -> None:
        self.nodes: dict[tree.Place, bytes] = {}
        self.size = self.asked = 0

    def read(self, places: Iterable[tree.Place]) -> Mapping[tree.Place, bytes]:
        wanted = list(places)
        self.asked += len(wanted)
        return {place: self.nodes[place] for place in wanted}

    def add(self, *contents: bytes) -> None:
        leaves = [tree.leaf_hash(content) for content in contents]
        self.nodes |= tree.append(self.size, leaves, self.read)
        self.nodes |= {(0, self.size + at): leaf for at, leaf in enumerate(leaves)}
        self.size += len(leaves)


@pytest.fixture(scope="module")
def both() -> tuple[Stored, Any]:
    """A thousand leaves in our tree, added in batches of many sizes, and in the judge's."""
    chance, ours, judge = (
        random.Random(int(os.environ["BAGDAR_SEED"])),
        Stored(),
        InmemoryTree(algorithm="sha256"),
    )
    contents = [b"entry %d" % number for number in range(MOST)]
    while contents:
        some = [contents.pop(0) for _ in range(min(len(contents), chance.randint(1, 40)))]
        ours.add(*some)
        for content in some:
            judge.append_entry(content)
    return ours, judge


def test_roots_are_those_of_the_vectors() -> None:
    stored = Stored()
    assert tree.root(0, stored.read).hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    for content, root in zip(INPUTS, ROOTS, strict=True):
        stored.add(bytes.fromhex(content))
        assert tree.root(stored.size, stored.read).hex() == root


def test_roots_of_all_sizes_are_those_of_the_judge(both: tuple[Stored, Any]) -> None:
    ours, judge = both
    for size in range(1, MOST + 1):
        assert tree.root(size, ours.read) == judge.get_root(size), size


def test_a_proof_of_every_leaf_leads_to_the_root_and_the_judge_gives_the_same(
    both: tuple[Stored, Any],
) -> None:
    ours, judge = both
    for size in (1, 2, 3, 7, 8, 64, 333, MOST):
        root = judge.get_root(size)
        for index in range(0, size, 7 if size > 64 else 1):
            proof = tree.inclusion_proof(index, size, ours.read)
            leaf = ours.nodes[0, index]
            assert tree.root_from_inclusion(leaf, index, size, proof) == root
            theirs = judge.prove_inclusion(index + 1, size).path  # the leaf is among them
            assert sorted([leaf, *proof]) == sorted(theirs)


def test_the_earlier_of_any_two_roots_is_the_beginning_of_the_later(both: tuple[Stored, Any]) -> None:
    ours, judge = both
    for old, new in _pairs():
        roots = judge.get_root(old), judge.get_root(new)
        proof = tree.consistency_proof(old, new, ours.read)
        assert tree.is_consistent(old, roots[0], new, roots[1], proof), (old, new)


def _pairs() -> list[tuple[int, int]]:
    chance = random.Random(int(os.environ["BAGDAR_SEED"]))
    small = [(old, new) for new in range(1, 34) for old in range(1, new + 1)]
    return small + [(old, chance.randint(old, MOST)) for old in chance.choices(range(1, MOST), k=300)]


def test_bad_proofs_are_refused(both: tuple[Stored, Any]) -> None:
    """A flipped bit, a missing or added hash, another place, another size: none leads to the root."""
    ours, judge = both
    chance, refused = random.Random(int(os.environ["BAGDAR_SEED"])), 0
    for _ in range(100):
        size = chance.randint(2, MOST)
        index = chance.randrange(size)
        leaf, root = ours.nodes[0, index], judge.get_root(size)
        proof = tree.inclusion_proof(index, size, ours.read)
        at = chance.randrange(len(proof))
        flipped = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        others = [
            (leaf, index, [*proof[:at], flipped, *proof[at + 1 :]]),
            (leaf, index, proof[:at] + proof[at + 1 :]),
            (leaf, index, [*proof, leaf]),
            (tree.leaf_hash(leaf), index, proof),
            (leaf, index + 1 if index + 1 < size else index - 1, proof),
            (leaf, size, proof),
        ]
        for wrong, place, path in others:
            assert tree.root_from_inclusion(wrong, place, size, path) != root
            refused += 1
    assert refused == 600


def test_a_rewritten_beginning_is_not_consistent(both: tuple[Stored, Any]) -> None:
    ours, judge = both
    for old, new in _pairs():
        if old == new:
            continue
        proof = tree.consistency_proof(old, new, ours.read)
        other = tree.leaf_hash(judge.get_root(old))
        assert not tree.is_consistent(old, other, new, judge.get_root(new), proof)
        assert not tree.is_consistent(old, judge.get_root(old), new, other, proof)
        assert not tree.is_consistent(old, judge.get_root(old), new, judge.get_root(new), [*proof, other])


def test_a_proof_reads_few_nodes() -> None:
    """Toy: computing the tree anew from all leaves. Of a million leaves a few dozen nodes are read."""

    class Endless(Stored):
        def read(self, places: Iterable[tree.Place]) -> Mapping[tree.Place, bytes]:
            wanted = list(places)
            self.asked += len(wanted)
            return dict.fromkeys(wanted, bytes(32))

    stored = Endless()
    proof = tree.inclusion_proof(123_456, 999_999, stored.read)
    assert len(proof) == 20
    assert stored.asked < 80
