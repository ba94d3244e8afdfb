"""kill -9 while a file is stored: never a row without its file; what is left over is cleared away (checks E3, E7)."""

from __future__ import annotations

import json
import signal
import sys

import pytest

from tests.databases import Installation

STORE = """
import os, signal, sys
from bagdar.files.storage.directory import Directory
from bagdar.files.models import StoredFile
from bagdar.files.tests.make import make_file
from bagdar.orgs.tests.make import make_body
body = make_body("own")
print("ready", flush=True)
def killing(function, after):
    def run(*args, **kwargs):
        if after:
            function(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    return run
point = sys.argv[1]
if point.startswith("stage"):
    Directory.stage = killing(Directory.stage, point.endswith("after"))
elif point.startswith("link"):
    Directory.link = killing(Directory.link, point.endswith("after"))
elif point == "control":
    Directory.link = lambda *_: None
make_file(body)
os.kill(os.getpid(), signal.SIGKILL)
"""
LOOK = """
import json
from datetime import timedelta
from bagdar.files.models import StoredFile
from bagdar.files.sweeping import missing, sweep
from bagdar.kernel import clock
lost = len(missing())
sweep(clock.now() + timedelta(days=2))
from bagdar.files.storage import INCOMING, place
left = len(list(place().names())) + len(list(place().names(INCOMING)))
print(json.dumps({"rows": StoredFile.objects.count(), "lost": lost, "left": left}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    "point, rows",
    [("stage before", 0), ("stage after", 0), ("link before", 0), ("link after", 0), ("end", 1)],
)
def test_a_kill_at_any_point_leaves_no_row_without_its_file(
    installation: Installation, point: str, rows: int
) -> None:
    killed = installation.python(STORE, point, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert json.loads(installation.python(LOOK).stdout) == {"rows": rows, "lost": 0, "left": rows}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_look_sees_a_row_without_its_file(installation: Installation) -> None:
    """The control: a store that never links."""
    installation.python(STORE, "control", check=False)
    assert json.loads(installation.python(LOOK).stdout)["lost"] == 1
