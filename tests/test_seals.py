"""Many seal at once, and whoever seals or writes may be killed anywhere: one line of entries, none lost. With controls."""

from __future__ import annotations

import subprocess

import pytest

from tests.databases import Installation
from tests.test_races import WRITERS, together

_BEGIN = """
import os, signal, sys
from django.conf import settings
if sys.argv[1] == "unlocked":
    settings.DATABASES["default"]["OPTIONS"].pop("transaction_mode", None)
import django; django.setup()
from django.db import DatabaseError, connection, transaction
from bagdar.evidence import sealer
from bagdar.evidence.models import Node, Receipt, Register, Seal
from bagdar.evidence.services import receipts, sealing, take_snapshot
from bagdar.journal.models import Entry, Unsealed
from bagdar.journal.services import record
from bagdar.kernel.actors import PROGRAM
from bagdar.orgs.models import Body, Region
ACT, failed = "journal.rows.rewritten", 0
"""
SEALING = f"""{_BEGIN}
if sys.argv[1] == "unlocked":
    sealing.one_at_a_time = lambda: None
def seal():
    global failed
    try:
        sealing.seal_waiting()
    except DatabaseError:
        failed += 1
sealer.seal_quietly = seal
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    with transaction.atomic():
        record(actor=PROGRAM, act=ACT, after={{"number": number}})
print(failed)
"""
RECEIPTS = f"""{_BEGIN}
import time
body = Body.objects.get()
counted = 0
if sys.argv[1] == "unlocked":
    receipts._next_number = lambda register, year: counted
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    counted = Receipt.objects.count() + 1
    time.sleep(0.01)
    try:
        with transaction.atomic():
            taken = take_snapshot(actor=PROGRAM, of=body, form="report", content={{}}, body=body)
            receipts.issue_receipt(actor=PROGRAM, of=body, snapshot=taken, recipient=body)
    except DatabaseError:
        failed += 1
print(failed)
"""
CHECK = """
from bagdar.evidence.checking import check_store
from bagdar.evidence.models import Seal
from bagdar.evidence.services import seal_waiting
from bagdar.journal.models import Entry, Unsealed
from bagdar.orgs.models import Region
seal_waiting()
numbers = list(Seal.objects.order_by("seq").values_list("seq", flat=True))
assert numbers == list(range(1, len(numbers) + 1)) and not Unsealed.objects.exists()
assert check_store() == len(numbers)
print(Entry.objects.count(), Region.objects.count())
"""


def write_together(installation: Installation, code: str, lock: str, times: int) -> int:
    """How often somebody failed."""
    started = [
        installation.start("-c", code, lock, str(times), stdin=subprocess.PIPE) for _ in range(WRITERS)
    ]
    return sum(map(int, together(started)))


@pytest.mark.parametrize("times", [15, pytest.param(1000, marks=pytest.mark.slow)])
def test_eight_writers_make_one_chain_without_forks_and_gaps(installation: Installation, times: int) -> None:
    assert write_together(installation, SEALING, "locked", times) == 0
    assert installation.python(CHECK).stdout == f"{WRITERS * times} 0\n"


def test_without_the_lock_they_would_get_into_one_anothers_way(installation: Installation) -> None:
    assert write_together(installation, SEALING, "unlocked", 25) > 0


NUMBERS = """
from bagdar.evidence.models import Receipt
print(sorted(Receipt.objects.values_list("number", flat=True)))
"""
BODY = "from bagdar.orgs.tests.make import make_body; make_body('own')"


@pytest.mark.parametrize("times", [3, pytest.param(63, marks=pytest.mark.slow)])
def test_receipts_issued_at_once_have_numbers_without_gaps(installation: Installation, times: int) -> None:
    installation.python(BODY)
    assert write_together(installation, RECEIPTS, "locked", times) == 0
    assert installation.python(NUMBERS).stdout == f"{list(range(1, WRITERS * times + 1))}\n"


def test_numbers_by_counting_would_be_given_twice(installation: Installation) -> None:
    installation.python(BODY)
    assert write_together(installation, RECEIPTS, "unlocked", 3) > 0


KILLED = f"""{_BEGIN}
point, at = sys.argv[1], int(sys.argv[2])
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
def before(owner, name, act=die):
    whole = getattr(owner, name)
    setattr(owner, name, lambda *given, **named: (act(), whole(*given, **named))[1])
def after(owner, name):
    whole = getattr(owner, name)
    setattr(owner, name, lambda *given, **named: (whole(*given, **named), die())[0])
for number in range(at + 1):
    if number == at:
        connection.ensure_connection()
        {{
            "before insert": lambda: before(Entry.objects, "create"),
            "after journal": lambda: after(Unsealed.objects, "create"),
            "before commit": lambda: before(connection, "_commit"),
            "after commit": lambda: after(connection, "_commit"),
            "in the seal": lambda: after(Node.objects, "bulk_create"),
            "acknowledged early": lambda: before(connection, "_commit"),
        }}[point]()
    if point == "acknowledged early":
        print(number + 1, flush=True)
    with transaction.atomic():
        region = Region.objects.create(code=str(number), level="x", names={{}})
        record(actor=PROGRAM, act=ACT, object=region)
    print(number + 1, flush=True)
"""
POINTS = {"before insert": 0, "after journal": 0, "before commit": 0, "after commit": 1, "in the seal": 1}
"""Where it is killed → how many acts stand that were not acknowledged."""


def killed_at(installation: Installation, point: str) -> tuple[int, int, int]:
    """How many acts were acknowledged; how many entries and rows are there afterwards, all sealed and in order."""
    done = installation.run("-c", KILLED, point, "4", check=False)
    assert done.returncode == -9, done
    entries, regions = map(int, installation.python(CHECK).stdout.split())
    return int(done.stdout.split()[-1]), entries, regions


@pytest.mark.parametrize("point", sorted(POINTS))
def test_killed_anywhere_nothing_acknowledged_is_lost_and_nothing_is_half(
    installation: Installation, point: str
) -> None:
    acknowledged, entries, regions = killed_at(installation, point)
    assert (acknowledged, entries) == (4, 4 + POINTS[point])
    assert regions == entries


def test_what_was_acknowledged_before_its_commit_would_be_lost(installation: Installation) -> None:
    acknowledged, entries, _ = killed_at(installation, "acknowledged early")
    assert entries < acknowledged
