"""The proof: durable writes with journal and seals beside bare ones, the verifier, a receipt among a million entries.

Writes are by the clock: both wait for the disk. Sealing runs beside the writes, as in the service, and the clock stops
when the last entry is sealed.
"""

from __future__ import annotations

import json
import statistics
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bagdar.evidence import verifier
from bench.bench_service import _line, _run
from bench.measuring import Line, Measured

WRITES, TURNS = 300, 5
ENTRIES = 200_000
LEAVES = 1_000_000
_WRITES = """
import statistics, sys, time
from django.db import transaction
from bagdar.evidence.sealer import SEALER
from bagdar.journal.models import Unsealed
from bagdar.journal.services import record
from bagdar.kernel.actors import PROGRAM
from bagdar.orgs.models import Region
SEALER.in_background, count = True, 0
def write(journalled):
    global count
    begun = time.perf_counter()
    for _ in range(int(sys.argv[1])):
        count += 1
        with transaction.atomic():
            region = Region.objects.create(code=str(count), level="x", names={"kk": "Облыс"})
            if journalled:
                record(actor=PROGRAM, act="ops.store.moved", object=region, after={"code": region.code, "level": "x"})
    while Unsealed.objects.exists():
        time.sleep(0.005)
    return time.perf_counter() - begun
write(True)
turns = [(write(False), write(True)) for _ in range(int(sys.argv[2]))]
print(*(statistics.median(one) for one in zip(*turns)))
"""
_RECEIPT = """
import hashlib, sys, time
from django.db import connection, transaction
from bagdar.evidence import tree
from bagdar.evidence.exporting import receipt_file
from bagdar.evidence.models import LEVEL, Node, Seal
from bagdar.evidence.services import seal_waiting
from bagdar.evidence.services.sealing import read_places
from bagdar.evidence.tests.make import make_receipt
from bagdar.kernel import clock
from bagdar.orgs.tests.make import make_body
receipt = make_receipt(make_body("own"))
seal_waiting()
size, at = Seal.objects.count(), clock.now()
while size < int(sys.argv[1]):
    leaves = [hashlib.sha256(b"%d" % number).digest() for number in range(size, size + 50_000)]
    with transaction.atomic():
        nodes = tree.append(size, leaves, read_places)
        Seal.objects.bulk_create(
            (Seal(seq=size + n, entry_id=-size - n, leaf=leaf, chain=leaf, at=at) for n, leaf in enumerate(leaves, 1)),
            batch_size=5000,
        )
        Node.objects.bulk_create((Node(place=k * LEVEL + i, hash=h) for (k, i), h in nodes.items()), batch_size=5000)
    size += len(leaves)
receipt_file(receipt)
times = []
for _ in range(20):
    begun = time.perf_counter()
    assert receipt_file(receipt)
    times.append(time.perf_counter() - begun)
print(sorted(times)[10])
"""


def lines() -> list[Line]:
    with TemporaryDirectory(prefix="bagdar-bench-") as name:
        home = Path(name, "home")
        home.mkdir()
        _run(home, "-m", "bagdar", "migrate")
        set_up = "import django; django.setup()\n"
        bare, ours = map(float, _run(home, "-c", set_up + _WRITES, str(WRITES), str(TURNS)).stdout.split())
        receipt = float(_run(home, "-c", set_up + _RECEIPT, str(LEAVES)).stdout)
        checked = _verify(Path(name, "proof"))
    return [
        Line(
            f"{WRITES} writes, journal, seal", "bare writes",
            Measured(ours, ours, 0), Measured(bare, bare, 0), "<= 1.67",
        ),
        _line(f"Verify {ENTRIES:,} entries", checked, ENTRIES / 100_000, "s"),
        _line(f"Receipt among {LEAVES:,}", receipt, 0.05, "s"),
    ]  # fmt: skip


def _verify(folder: Path) -> float:
    """Seconds of the given-out verifier over an export of entries of usual length: the median of three."""
    (folder / "anchors").mkdir(parents=True)
    tree, chain = verifier.Tree(), bytes(32)
    with (folder / "entries.jsonl").open("wb") as entries, (folder / "seals.tsv").open("wb") as seals:
        for number in range(1, ENTRIES + 1):
            line = _ENTRY % number
            leaf = sha256(b"\x00\x01" + line)
            head = b"%d\t%d\t2026-11-24T15:30:00.000001Z\t%b" % (number, number, leaf.hexdigest().encode())
            chain = sha256(b"\x02" + chain + head).digest()
            tree.add(leaf.digest())
            entries.write(line + b"\n")
            seals.write(head + b"\t" + chain.hex().encode() + b"\n")
    about = {"entries": ENTRIES, "root": tree.root().hex(), "chain": chain.hex()}
    (folder / "about.json").write_text(json.dumps(about))
    (folder / "receipts.jsonl").touch()
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        code, told = verifier.verify(folder, [], "en")
        times.append(time.perf_counter() - begun)
        if code:
            raise AssertionError(told)
    return statistics.median(times)


_ENTRY = (
    '{"act":"orgs.contacts.changed","acting_by":"","actor_body":"0193-0000","actor_id":"0193-0001",'
    '"actor_kind":"person","actor_name":"Айгерім Сапарова","after":{"email":"a%d@mail.kz","phone":"+7 7172 000000"},'
    '"at":1796000000000000,"before":{"email":"","phone":""},"body":"0193-0000","capacity":"preparer","id":1,'
    '"mark":"","object_id":"0193-0002","object_name":"Министрлік","object_type":"orgs.body","request":"","set_clock":false}'
).encode()
