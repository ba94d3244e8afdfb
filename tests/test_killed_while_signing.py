"""A head signs and the server dies at any point: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import json
import signal

import pytest

from tests.databases import Installation

POINTS = ("before_entry", "after_entry", "before_state", "after_state", "after_commit")
"""Where the process kills itself; all but the last lie inside the transaction."""

WORLD = """
import os, signal, sys
from bagdar.evidence.services import signatures
from bagdar.evidence.signing.models import Signature, Signing
from bagdar.evidence.tests.signing_world import make_house
from bagdar.journal.models import Entry

def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def dying(function, when):
    def run(*args, **kwargs):
        if when == "before":
            die()
        result = function(*args, **kwargs)
        die()
        return result
    return run
"""

SIGNED = (
    WORLD
    + """
point, early = sys.argv[1], sys.argv[2] == "early"
from itertools import count
from bagdar.orgs.models import Body
from bagdar.orgs.tests import make
Body.objects.update(number="")
make._number = count(1000 * Body.objects.count() + 1)
house = make_house()
signing = house.put()
when, _, what = point.partition("_")
target = {"entry": "record", "state": "settle"}.get(what)
if target:
    setattr(signatures, target, dying(getattr(signatures, target), when))
print(signing.pk, flush=True)
if early:
    print("acknowledged", flush=True)
signatures.confirm(actor=house.head, signings=[(signing.pk, signing.version)])
if point == "after_commit":
    die()
print("acknowledged", flush=True)
"""
)

FOUND = (
    WORLD
    + """
import json
found = {}
for one in Signing.objects.all():
    entries = Entry.objects.filter(object_id=str(one.pk), act="evidence.signing.signed").count()
    found[str(one.pk)] = [one.state, Signature.objects.filter(signing=one).count(), entries]
print(json.dumps(found))
"""
)


def sign_and_die(installation: Installation, point: str, *, early: bool = False) -> tuple[str, bool]:
    """Id of the signing, and whether the head was told that it is signed."""
    done = installation.python(SIGNED, point, "early" if early else "", check=False)
    assert done.returncode == -signal.SIGKILL, f"{point}: {done.returncode}\n{done.stderr}"
    number, *rest = done.stdout.split()
    return number, "acknowledged" in rest


def found(installation: Installation) -> dict[str, list[object]]:
    return dict(json.loads(installation.python(FOUND).stdout))


@pytest.mark.database
def test_a_signature_is_whole_or_not_there(installation: Installation) -> None:
    killed = {point: sign_and_die(installation, point) for point in POINTS}
    there = found(installation)
    for point, (number, told) in killed.items():
        whole = ["signed", 1, 1]
        assert there[number] == (whole if point == "after_commit" else ["open", 0, 0]), point
        assert not told


@pytest.mark.database
def test_who_tells_before_the_commit_loses_what_was_told(installation: Installation) -> None:
    """Negative control: the same kill is seen where the acknowledgement comes too early."""
    number, told = sign_and_die(installation, "after_state", early=True)
    assert told
    assert found(installation)[number] == ["open", 0, 0]
