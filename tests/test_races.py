"""Many writers at once, on files and on a server: nothing is locked out, nothing is lost. Each with its control."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

import pytest

from tests.databases import Installation

POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
WRITERS = 8
TIMES = 20 if POSTGRESQL else 200
"""PostgreSQL makes them wait for the row, which is slow; SQLite is the one that would refuse."""

COUNTING = """
import sys
from django.conf import settings
if sys.argv[1]:
    settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = sys.argv[1]
import django; django.setup()
from django.db import OperationalError, transaction
from bagdar.orgs.models import Region
locked = 0
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    try:
        with transaction.atomic():
            row = Region.objects.select_for_update().get()
            row.names["count"] += 1
            row.save()
    except OperationalError:
        locked += 1
print(locked)
"""
SET_UP = (
    "from bagdar.orgs.models import Region; Region.objects.create(code='1', level='x', names={'count': 0})"
)
RESULT = "from bagdar.orgs.models import Region; print(Region.objects.get().names)"


def together(processes: Sequence[subprocess.Popen[str]]) -> list[str]:
    """Last line that each says, all begun at one moment."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=100) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), told
    return [out.splitlines()[-1] for out, _ in told]


def count_together(installation: Installation, mode: str, times: int = TIMES) -> int:
    """How many transactions were locked out."""
    installation.python(SET_UP)
    writers = [
        installation.start("-c", COUNTING, mode, str(times), stdin=subprocess.PIPE) for _ in range(WRITERS)
    ]
    return sum(map(int, together(writers)))


def test_no_read_then_write_is_locked_out(installation: Installation) -> None:
    assert count_together(installation, "") == 0
    assert installation.python(RESULT).stdout == f"{{'count': {WRITERS * TIMES}}}\n"


@pytest.mark.skipif(POSTGRESQL, reason="a mode of SQLite")
def test_in_the_frameworks_own_mode_they_would_be(installation: Installation) -> None:
    assert count_together(installation, "DEFERRED", 50) > 0


SAVING = """
import sys
import django; django.setup()
from bagdar.orgs.models import Region
from bagdar.kernel.errors import ConflictError
from bagdar.store.base import save_version
who, careful = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for code in range({pairs}):
    row = Region.objects.get(code=code)
    row.names[who] = "written"
    print("read", flush=True)
    sys.stdin.readline()
    try:
        if careful == "careful":
            save_version(row, row.version, ["names"])
        else:
            row.save()
        print("saved", flush=True)
    except ConflictError as error:
        print("conflict" if set(error.current.names) == {{"Aigerim", "Bolat"}} - {{who}} else "lost", flush=True)
"""
PAIRS = 50


def save_together(installation: Installation, how: str) -> list[tuple[str, str]]:
    """What both were told, pair by pair: each has read the row before either saves."""
    rows = "from bagdar.orgs.models import Region\n"
    rows += f"for n in range({PAIRS}): Region.objects.create(code=n, level='x')"
    installation.python(rows)
    code = SAVING.format(pairs=PAIRS)
    writers = [
        installation.start("-c", code, who, how, stdin=subprocess.PIPE) for who in ("Aigerim", "Bolat")
    ]

    def each(line: str) -> tuple[str, ...]:
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write(f"{line}\n")
            writer.stdin.flush()
        return tuple(writer.stdout.readline().strip() for writer in writers if writer.stdout)

    assert [writer.stdout.readline() for writer in writers if writer.stdout] == ["ready\n"] * 2
    told = []
    assert each("go") == ("read", "read")
    for pair in range(PAIRS):
        first, second = each("save")
        told.append((first, second))
        if pair + 1 < PAIRS:
            assert [writer.stdout.readline() for writer in writers if writer.stdout] == ["read\n"] * 2
    for writer in writers:
        writer.communicate(timeout=20)
    return told


WRITTEN = "from bagdar.orgs.models import Region; print(sum(len(row.names) for row in Region.objects.all()))"


def test_of_two_who_edit_one_row_one_saves_and_one_is_told_what_stands_there(
    installation: Installation,
) -> None:
    told = save_together(installation, "careful")
    assert [sorted(pair) for pair in told] == [["conflict", "saved"]] * PAIRS
    assert installation.python(WRITTEN).stdout == f"{PAIRS}\n"


def test_without_the_version_both_would_believe_they_saved(installation: Installation) -> None:
    told = save_together(installation, "careless")
    assert told == [("saved", "saved")] * PAIRS
    assert installation.python(WRITTEN).stdout == f"{PAIRS}\n"  # of the twice as many that were acknowledged


CROSSING = """
import sys
import django; django.setup()
from django.db import OperationalError, connection, transaction
from bagdar.kernel.services import Surroundings
from bagdar.orgs.models import Region
order, guard = sys.argv[1], sys.argv[2]
if guard == "bare":
    Surroundings.around = staticmethod(lambda call: call())
with connection.cursor() as cursor:
    cursor.execute("SET deadlock_timeout = '10ms'")

def cross():
    global times
    times += 1
    with transaction.atomic():
        Region.objects.select_for_update().get(code=order[0])
        if times == 1:
            print("ready", flush=True)
            sys.stdin.readline()
        row = Region.objects.select_for_update().get(code=order[1])
        row.names["count"] += 1
        row.save()

times = 0
try:
    Surroundings.around(cross)
    print(times)
except OperationalError:
    print("failed")
"""
ROWS = """
from bagdar.orgs.models import Region
for code in '12': Region.objects.create(code=code, level='x', names={'count': 0})
"""


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has one writer at a time: nothing to cross")
@pytest.mark.parametrize("guard, told", [("kept", ["1", "2"]), ("bare", ["1", "failed"])])
def test_a_deadlock_does_not_reach_people(guard: str, told: list[str], installation: Installation) -> None:
    """Each holds the row that the other wants. The bare run is the control."""
    installation.python(ROWS)
    both = [installation.start("-c", CROSSING, order, guard, stdin=subprocess.PIPE) for order in ("12", "21")]
    assert sorted(together(both)) == told
