"""The service: a database made, the first answer after a start, memory, lists, pages, files, a durable save.

Works through the program's own commands in a folder of its own, with 1,000 and with 10,000 bodies and people
more than the demonstration has; seconds here are by the clock, for a person waits by it, and each is given as a
ratio to its limit. Of pages and saves: the median of many. What peers need for the same stands in docs/benchmarks.md.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
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

ROWS = (1_000, 10_000)
TOGETHER = 16
"""Visitors at once, each asking again as soon as it is answered, for so many seconds:"""
SECONDS = 5.0
LANGUAGE = "kk"
_MORE = """
import sys
from django.db import transaction
from bagdar.kernel import clock
from bagdar.orgs.models import Body, BodyName, Membership, Person
from bagdar.orgs.rules import login_key
from bagdar.orgs.services.entries import list_person, relist
now, day, count = clock.now(), clock.today("Asia/Almaty"), int(sys.argv[1])
with transaction.atomic():
    above = Body.objects.filter(parent=None).first()
    bodies = [Body(key=f"more-{n:05}", kind="central_body", parent=above if n % 3 else None, changed_at=now)
              for n in range(count)]
    Body.objects.bulk_create(bodies, batch_size=500)
    BodyName.objects.bulk_create((BodyName(body=body, language=language, name=f"Орган № {body.key}")
                                  for body in bodies for language in ("kk", "ru")), batch_size=500)
    relist(bodies)
    people = [list_person(Person(login=f"p{n:05}", login_key=login_key(f"p{n:05}"), family_name=f"Әлиев {n:05}",
              given_name="Айдар", state="active", created_at=now, changed_at=now)) for n in range(count)]
    Person.objects.bulk_create(people, batch_size=500)
    Membership.objects.bulk_create((Membership(person=person, body=bodies[n // 10], role="preparer", valid_from=day)
                                    for n, person in enumerate(people)), batch_size=500)
from bagdar.store.recurring import learn_sizes
learn_sizes()
print(bodies[1].pk, people[1].pk)
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


def _page(opener: Any, url: str, times: int = 40) -> float:
    """Median seconds of a page."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        with opener.open(url) as answer:
            whole = answer.read()
        taken.append(time.perf_counter() - begun)
    assert len(whole) > 1_000
    return statistics.median(taken)


def _visit(host: str, path: str, cookies: str, counted: list[int]) -> None:
    connection, until = http.client.HTTPConnection(host), time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        connection.request("GET", path, headers={"Cookie": cookies})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        counted.append(1)
    connection.close()


def _rate(opener: Any, url: str) -> float:
    """Answers a second to visitors who ask together."""
    jar = next(
        one.cookiejar for one in opener.handlers if isinstance(one, urllib.request.HTTPCookieProcessor)
    )
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    host = urllib.parse.urlsplit(url).netloc
    counted: list[int] = []
    path = f"/{LANGUAGE}/bodies/"
    visitors = [threading.Thread(target=_visit, args=(host, path, cookies, counted)) for _ in range(TOGETHER)]
    begun = time.perf_counter()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return len(counted) / (time.perf_counter() - begun)


def lines() -> list[Line]:
    return [line for rows in ROWS for line in _lines(rows)]


def _lines(rows: int) -> Iterator[Line]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        begun = time.perf_counter()
        _run(home, "-m", "bagdar", "migrate")
        yield _line("Tables made", time.perf_counter() - begun, 10, "s; CISO > 60")
        fill = "from pathlib import Path; from bagdar.ops import demonstration; demonstration.fill(Path('.'), seed=1)"
        _run(home, "-c", f"import os, django; os.chdir({folder!r}); django.setup(); {fill}")
        body, person = _run(home, "-c", f"import django; django.setup()\n{_MORE}", str(rows)).stdout.split()
        with _served(home):
            pass  # the first start collects the static files
        with _served(home) as (url, first, process):
            yield _line(f"{rows}: start to first page", first, 2, "s; RSR 3.4")
            yield from _pages(_visitor(url, home), f"{url}{LANGUAGE}", rows, body, person)
            yield _per_second(_rate(_visitor(url, home), url), rows)
            memory = _memory(process)
        yield Line(
            f"{rows}: memory of 2 workers", "of 250 MB", Measured(memory / 250, 0, memory), None, "<= 1"
        )
        saved = float(_run(home, "-c", f"import django; django.setup()\n{_SAVES}").stdout)
        yield _line(f"{rows}: one save", saved, 0.015, "s; CISO 0.07")


def _pages(opener: Any, url: str, rows: int, body: str, person: str) -> Iterator[Line]:
    """Pages of the two registers, the methodology and the search box; peers' seconds beside the limit."""
    pack = "kz-mne-82-2021"
    for what, path, limit, peers in (
        ("20 bodies", "bodies/", 0.02, "CISO 0.14/0.41"),
        ("100 bodies", "bodies/?rows=100", 0.045, "CISO 0.46/0.74"),
        ("bodies searched", "bodies/?q=00777", 0.045, ""),
        ("20 people", "people/", 0.02, "RSR 0.11"),
        ("100 people", "people/?rows=100", 0.045, ""),
        ("one body", f"bodies/{body}/", 0.015, "CISO 0.04/0.12"),
        ("one person", f"people/{person}/", 0.015, "RSR 0.02"),
        ("all clauses", f"methodology/{pack}/clauses/", 0.045, ""),
        ("search box", "search/?q=00777", 0.06, ""),
    ):
        yield _line(f"{rows}: {what}", _page(opener, f"{url}/{path}"), limit, f"s; {peers}".strip("; "))
    limit = 0.3 if rows == ROWS[0] else 1.8
    excel = _page(opener, f"{url}/bodies/export/", 3)
    yield _line(f"{rows}: all bodies in Excel", excel, limit, "s; CISO 2.2/17.9")


def _per_second(rate: float, rows: int) -> Line:
    """More is better: the limit over what was measured."""
    what = f"{rows}: answers/s to {TOGETHER}"
    return Line(what, f"{rate:.0f} of 150; CISO 13/4", Measured(150 / rate, 1 / rate, 0), None, "<= 1")


def _line(what: str, seconds: float, limit: float, unit: str) -> Line:
    """As a ratio to its limit; the seconds by the clock stand beside it."""
    return Line(what, f"of {limit:g} {unit}", Measured(seconds / limit, seconds, 0), None, "<= 1")
