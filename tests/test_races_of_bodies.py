"""Two who put each body under the other at the same moment: never both. With a control in which nothing is locked."""

from __future__ import annotations

import subprocess

import pytest

from tests.databases import Installation
from tests.test_races import POSTGRESQL, together

ROUNDS = 40

PLACING = """
import sys, time
import django; django.setup()
from uuid import UUID
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import DomainError
from bagdar.orgs.given import BodyGiven
from bagdar.orgs.models import Body
from bagdar.orgs.services import bodies, facts
if sys.argv[2] == "free":
    rows = lambda ids: {one.pk: one for one in Body.objects.filter(pk__in=set(ids))}
    bodies.locked = facts.locked = rows
marat = Actor(kind="program", id=UUID(int=1), name="Marat", capacities=(Capacity(role="administrator"),), factor=True)
mine, other = sys.argv[1]
known = {row.key: row.pk for row in Body.objects.all()}
done = 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    # Both begin a round at the same tenth of a second.
    time.sleep(0.1 - time.time() % 0.1)
    given = BodyGiven(kind="central_body", names={}, parent=known[f"{other}{number}"])
    try:
        bodies.edit_body(actor=marat, body=known[f"{mine}{number}"], version=1, given=given)
        done += 1
    except DomainError:
        pass
print(done)
"""
SET_UP = f"""
from bagdar.kernel import clock
from bagdar.orgs.models import Body
for number in range({ROUNDS}):
    for letter in "ab":
        Body.objects.create(key=f"{{letter}}{{number}}", kind="central_body", changed_at=clock.now())
"""
CIRCLES = """
from django.db.models import F
from bagdar.orgs.models import Body
print(Body.objects.filter(parent__parent=F("pk")).count() // 2)
"""


def place_together(installation: Installation, way: str) -> tuple[int, int]:
    """How many placings succeeded, and how many pairs stand under each other."""
    installation.python(SET_UP)
    writers = [
        installation.start("-c", PLACING, letters, way, str(ROUNDS), stdin=subprocess.PIPE)
        for letters in ("ab", "ba")
    ]
    done = sum(map(int, together(writers)))
    return done, int(installation.python(CIRCLES).stdout)


def test_no_two_bodies_come_to_stand_under_each_other(installation: Installation) -> None:
    assert place_together(installation, "locked") == (ROUNDS, 0)


@pytest.mark.skipif(not POSTGRESQL, reason="on SQLite one writes at a time, whatever is locked")
def test_control_without_locks_they_do(installation: Installation) -> None:
    assert place_together(installation, "free")[1] > 0
