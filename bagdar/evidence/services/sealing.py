"""Sealing: entries that stand get their place in the one line of all entries, in a short transaction of its own.

Entries are written in the transactions of their acts and become visible out of order on PostgreSQL; a seal's
number is given here, one sealer at a time, so the chain is linear whoever writes. Nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import connection, transaction

from bagdar.evidence import tree
from bagdar.evidence.canonical import instant
from bagdar.evidence.models import LEVEL, Node, Seal
from bagdar.journal.canonical import canonical_bytes
from bagdar.journal.models import Entry, Unsealed
from bagdar.kernel import clock

AT_ONCE: Final = 500
"""Entries sealed in one transaction."""
CHAIN_START: Final = bytes(32)
_LOCK: Final = int.from_bytes(b"bagseal\x01")
"""Of PostgreSQL's advisory locks."""


def seal_waiting() -> int:
    """Seal all that waits; how many entries. Called again after a crash it goes on where it was."""
    count = 0
    while Unsealed.objects.exists():
        done = _seal_some()
        count += done
        if not done:
            break
    return count


def chained(previous: bytes, seq: int, entry_id: int, at: datetime, leaf: bytes) -> bytes:
    """The chain after a seal: over the one before and all that the seal says."""
    return sha256(b"\x02" + previous + head(seq, entry_id, at, leaf).encode()).digest()


def head(seq: int, entry_id: int, at: datetime, leaf: bytes) -> str:
    """A seal as a line, without its chain."""
    return f"{seq}\t{entry_id}\t{instant(at)}\t{leaf.hex()}"


def read_places(places: Iterable[tree.Place]) -> Mapping[tree.Place, bytes]:
    """Stored hashes of the tree. Two queries at most."""
    wanted = list(places)
    leaves = [index + 1 for level, index in wanted if level == 0]
    nodes = [level * LEVEL + index for level, index in wanted if level > 0]
    found: dict[tree.Place, bytes] = {}
    if leaves:
        rows = Seal.objects.filter(seq__in=leaves).values_list("seq", "leaf")
        found |= {(0, seq - 1): bytes(leaf) for seq, leaf in rows}
    if nodes:
        stored = Node.objects.filter(place__in=nodes).values_list("place", "hash")
        found |= {divmod(place, LEVEL): bytes(held) for place, held in stored}
    return found


def _seal_some() -> int:
    with transaction.atomic():
        one_at_a_time()
        waiting = list(Unsealed.objects.order_by("entry_id").values_list("entry_id", flat=True)[:AT_ONCE])
        entries = list(Entry.objects.filter(pk__in=waiting).order_by("pk"))
        if not entries:
            return 0
        last = Seal.objects.order_by("-seq").first()
        leaves = [tree.leaf_hash(canonical_bytes(entry)) for entry in entries]
        nodes = tree.append(last.seq if last else 0, leaves, read_places)
        Seal.objects.bulk_create(_seals(last, entries, leaves))
        Node.objects.bulk_create(
            Node(place=level * LEVEL + index, hash=found) for (level, index), found in nodes.items()
        )
        Unsealed.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return len(entries)


def one_at_a_time() -> None:
    """Until the running transaction ends nobody else seals. On SQLite it is the lock itself: begun as a writing one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _seals(last: Seal | None, entries: Sequence[Entry], leaves: Sequence[bytes]) -> list[Seal]:
    at, seals = clock.now(), []
    seq, chain = (last.seq, bytes(last.chain)) if last else (0, CHAIN_START)
    for entry, leaf in zip(entries, leaves, strict=True):
        seq += 1
        chain = chained(chain, seq, entry.pk, at, leaf)
        seals.append(Seal(seq=seq, entry_id=entry.pk, leaf=leaf, chain=chain, at=at))
    return seals
