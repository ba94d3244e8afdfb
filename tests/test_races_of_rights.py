"""A right taken away at the moment its holder approves something: no approval is committed after that (check A5).

The journal's numbers tell which came first: both acts are written under the same locks.
"""

from __future__ import annotations

import json
import os

import pytest

from tests.databases import Installation

RACES = [60, pytest.param(500, marks=pytest.mark.slow)]

RACING = """
import json, os, random, sys, threading, time
from datetime import timedelta
from django.db import connection
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.errors import DomainError
from bagdar.kernel.services import Surroundings
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Membership, Restoration
from bagdar.orgs.services.memberships import end_role, grant_role
from bagdar.orgs.services.people import deactivate_person
from bagdar.orgs.services.restoring import approve_restoration
from bagdar.orgs.tests.make import make_body, make_person
races, guard = int(sys.argv[1]), sys.argv[2]
if guard == "off":
    Surroundings.stands = staticmethod(lambda *_: True)
now, body = clock.now(), make_body()
marat = make_person("marat", body=body, role="administrator")
holders = [make_person(f"holder{n}", body=body, role="coordinator") for n in range(races)]
targets = [make_person(f"target{n}", body=body) for n in range(races)]
waiting = [
    Restoration.objects.create(person=one, what="both", reason="x", asked_by=marat, asked_at=now,
                               expires_at=now + timedelta(days=1)).pk
    for one in targets
]
both, rng = threading.Barrier(2), random.Random(int(os.environ["SEED"]))
waits = [(rng.random() / 60, rng.random() / 60) for _ in range(races)]
told = {"approved": 0, "refused": 0, "late": 0}

def approve():
    for n, holder in enumerate(holders):
        actor = actor_of(holder, factor=True, confirmed=clock.now())
        both.wait()
        time.sleep(waits[n][0])
        try:
            if n % 2:
                approve_restoration(actor=actor, restoration=waiting[n])
            else:
                grant_role(actor=actor, person=targets[n].pk, body=body.pk, role="reader")
            told["approved"] += 1
        except DomainError:
            told["refused"] += 1
    connection.close()

def revoke():
    for n, holder in enumerate(holders):
        actor = actor_of(marat, factor=True, confirmed=clock.now())
        both.wait()
        time.sleep(waits[n][1])
        if n % 3:
            end_role(actor=actor, membership=Membership.objects.get(person=holder).pk)
        else:
            deactivate_person(actor=actor, person=holder.pk, reason="x")
    connection.close()

pair = [threading.Thread(target=one) for one in (approve, revoke)]
for one in pair: one.start()
for one in pair: one.join()
for holder in holders:
    revoked = Entry.objects.get(object_id=str(holder.pk), act__in=("orgs.membership.ended", "orgs.person.deactivated"))
    told["late"] += Entry.objects.filter(actor_id=holder.pk, id__gt=revoked.id).count()
print(json.dumps(told))
"""


def race(installation: Installation, races: int, guard: str) -> dict[str, int]:
    installation.environment["SEED"] = os.environ["BAGDAR_SEED"]
    told: dict[str, int] = json.loads(installation.python(RACING, str(races), guard, timeout=600).stdout)
    assert told["approved"] + told["refused"] == races
    return told


@pytest.mark.parametrize("races", RACES)
def test_nothing_is_approved_after_the_right_was_taken_away(installation: Installation, races: int) -> None:
    told = race(installation, races, "on")
    assert told["late"] == 0
    assert min(told["approved"], told["refused"]) > 0, "the control: each comes first now and then"


def test_without_asking_again_it_would_be(installation: Installation) -> None:
    assert race(installation, 30, "off")["late"] > 0
