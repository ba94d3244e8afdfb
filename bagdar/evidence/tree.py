"""The Merkle tree of RFC 6962 over numbered leaves, from stored nodes: pure, whatever keeps the nodes.

A place is (level, index): level 0 are the leaves, the node (k, i) stands over the leaves i·2^k up to
(i+1)·2^k and is stored once all of them are there. So a proof needs about log n stored nodes, never the leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

Place = tuple[int, int]
Read = Callable[[Iterable[Place]], Mapping[Place, bytes]]
"""Hashes of stored places, all asked for at once."""

EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def append(size: int, leaves: Sequence[bytes], read: Read) -> dict[Place, bytes]:
    """The new nodes above level 0 when *leaves* (their hashes) follow the first *size*."""
    waiting = {place[0]: place for place in peaks(size)}
    known = read(waiting.values())
    open_ = {level: known[place] for level, place in waiting.items()}
    made: dict[Place, bytes] = {}
    for index, leaf in enumerate(leaves, start=size):
        level, at, found = 0, index, leaf
        while at & 1:
            found = node_hash(open_.pop(level), found)
            level, at = level + 1, at >> 1
            made[level, at] = found
        open_[level] = found
    return made


def root(size: int, read: Read) -> bytes:
    """The root over the first *size* leaves."""
    if size == 0:
        return EMPTY_ROOT
    places = peaks(size)
    return _fold(places, read(places))


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """From the leaf *index* (from 0) to the root over *size* leaves. Raises ValueError outside of them."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} among {size}")
    ranges, first, last = [], 0, size
    while last - first > 1:
        middle = first + _half(last - first)
        if index < middle:
            ranges.append((middle, last))
            last = middle
        else:
            ranges.append((first, middle))
            first = middle
    return _hashes(list(reversed(ranges)), read)


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """That the first *old* of *new* leaves are those of the earlier root. Raises ValueError unless 0 < old ≤ new."""
    if not 0 < old <= new:
        raise ValueError(f"{old} leaves are no beginning of {new}")
    ranges, first, last, whole = [], 0, new, True
    while old < last:
        middle = first + _half(last - first)
        if old <= middle:
            ranges.append((middle, last))
            last = middle
        else:
            ranges.append((first, middle))
            first, whole = middle, False
    if not whole:
        ranges.append((first, last))
    return _hashes(list(reversed(ranges)), read)


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that *proof* leads to; None where its length does not fit (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = node_hash(other, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, other)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether *proof* shows that the later tree begins with the earlier one (RFC 9162, section 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    earlier = later = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            earlier, later = node_hash(other, earlier), node_hash(other, later)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            later = node_hash(later, other)
        at, last = at >> 1, last >> 1
    return last == 0 and earlier == old_root and later == new_root


def _half(count: int) -> int:
    """The largest power of two below *count* (at least 2)."""
    return 1 << (count - 1).bit_length() - 1


def peaks(size: int) -> list[Place]:
    """The stored places that a tree of *size* leaves grows on."""
    return _whole(0, size)


def _whole(first: int, last: int) -> list[Place]:
    """The leaves from *first* up to *last* as stored places, from the left, the largest first."""
    places = []
    while first < last:
        level = (last - first).bit_length() - 1
        places.append((level, first >> level))
        first += 1 << level
    return places


def _fold(places: Sequence[Place], hashes: Mapping[Place, bytes]) -> bytes:
    found = hashes[places[-1]]
    for place in reversed(places[:-1]):
        found = node_hash(hashes[place], found)
    return found


def _hashes(ranges: Sequence[tuple[int, int]], read: Read) -> list[bytes]:
    split = [_whole(first, last) for first, last in ranges]
    hashes = read({place for places in split for place in places})
    return [_fold(places, hashes) for places in split]
