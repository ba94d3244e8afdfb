"""The service: a database made, the first answer after a start, memory of two workers, a list, a durable save.

Works through the program's own commands in a folder of its own; seconds here are by the clock, for a person
waits by it, and each is given as a ratio to its limit. Of a list and a save: the median of many.
"""

from __future__ import annotations

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.measuring import Line, Measured

ROWS = 1_000
_MORE = """
import sys
from bagdar.kernel import clock
from bagdar.orgs.given import BodyGiven, NameGiven
from bagdar.orgs.services.bodies import register_body
from bagdar.orgs.services.set_up import SET_UP
for n in range(int(sys.argv[1])):
    name = NameGiven(name=f"Орган № {n:05}")
    register_body(actor=SET_UP, given=BodyGiven(kind="central_body", names={"kk": name, "ru": name}))
"""
_SAVES = """
import statistics, time
from bagdar.orgs.models import Body
from bagdar.orgs.services.bodies import change_contacts
from bagdar.orgs.services.set_up import SET_UP
body, times = Body.objects.first(), []
for n in range(60):
    begun = time.perf_counter()
    body = change_contacts(actor=SET_UP, body=body.pk, version=body.version, email=f"a{n}@b.kz", phone=str(n))
    times.append(time.perf_counter() - begun)
print(statistics.median(times))
"""


def _run(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], env=_environment(home), capture_output=True, check=True, encoding="utf-8"
    )


def _environment(home: Path) -> dict[str, str]:
    own = {"BAGDAR_HOME": str(home), "BAGDAR_DEMONSTRATION": "1", "BAGDAR_TLS": "0"}
    own |= {"DJANGO_SETTINGS_MODULE": "bagdar.config.settings", "BAGDAR_LANG": "en"}
    given = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**given, **own, "PYTHONPATH": str(Path(__file__).parent.parent)}


@contextmanager
def _served(home: Path) -> Iterator[tuple[str, float, int]]:
    """Address, seconds from the start to the first answer, process id."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "bagdar", "serve", "--port", str(port)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=_environment(home), stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"{url}kk/sign-in/", timeout=5).close()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - begun > 60:
                    raise
                time.sleep(0.005)
        yield url, time.perf_counter() - begun, process.pid
    finally:
        process.terminate()
        process.wait(60)


def _memory(root: int) -> float:
    """Megabytes of a process and all under it, what they share counted once."""
    import psutil

    parent = psutil.Process(root)
    family = [parent, *parent.children(recursive=True)]
    return sum(float(one.memory_full_info().pss) for one in family) / 1e6


def _visitor(url: str, home: Path) -> Any:
    account = json.loads((home / "accounts.json").read_text("utf-8"))[0]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(f"{url}kk/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    fields = {"csrfmiddlewaretoken": token[1], "login": account["login"], "password": account["password"]}
    opener.open(f"{url}kk/sign-in/", urllib.parse.urlencode(fields).encode()).close()
    return opener


def _list(opener: Any, url: str) -> float:
    times = []
    for _ in range(40):
        begun = time.perf_counter()
        with opener.open(f"{url}kk/bodies/") as answer:
            page = answer.read()
        times.append(time.perf_counter() - begun)
    assert b"<table" in page
    return statistics.median(times)


def lines(rows: int = ROWS) -> list[Line]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        begun = time.perf_counter()
        _run(home, "-m", "bagdar", "migrate")
        made = time.perf_counter() - begun
        fill = "from pathlib import Path; from bagdar.ops import demonstration; demonstration.fill(Path('.'), seed=1)"
        _run(home, "-c", f"import os, django; os.chdir({folder!r}); django.setup(); {fill}")
        _run(home, "-c", f"import django; django.setup()\n{_MORE}", str(rows))
        with _served(home):
            pass  # the first start collects the static files
        with _served(home) as (url, first, process):
            opener = _visitor(url, home)
            listed = _list(opener, url)
            memory = _memory(process)
        saved = float(_run(home, "-c", f"import django; django.setup()\n{_SAVES}").stdout)
    return [
        _line("Tables made", made, 10, "s"),
        _line("Start to first page", first, 2, "s"),
        Line("Memory of two workers", "of 250 MB", Measured(memory / 250, 0, memory), None, "<= 1"),
        _line(f"List of 50 of {rows} bodies", listed, 0.03, "s"),
        _line("One save", saved, 0.015, "s"),
    ]


def _line(what: str, seconds: float, limit: float, unit: str) -> Line:
    """As a ratio to its limit; the seconds by the clock stand beside it."""
    return Line(what, f"of {limit:g} {unit}", Measured(seconds / limit, seconds, 0), None, "<= 1")
