"""In every test that uses the database: nothing that a service or a request changes goes without an entry (check G6).

Each statement that writes is seen. When a service or a request is over and rows were changed for good but the journal
was not written to, the test fails, whatever it was about: so the check covers every address, form and service that
any test tries. What notes a visit (sessions, failed attempts, the queue of jobs) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import getclosurevars
from typing import Any, Final

import pytest

WRITE: Final = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE
)
POINT: Final = re.compile(r'\s*(SAVEPOINT|ROLLBACK TO SAVEPOINT)\s+"?(\w+)"?', re.IGNORECASE)
JOURNAL: Final = "journal_entry"
NOTES: Final = frozenset(
    {
        "api_keptanswer",
        "django_tasks_db_dbtaskresult",
        "evidence_node",
        "evidence_seal",
        "files_upload",
        "journal_refused",
        "journal_unsealed",
        "orgs_failure",
        "orgs_session",
        "store_beat",
        "store_jobkey",
        "store_lease",
    }
)
"""Tables that note a visit, a job, a seal or how far an upload has come (the file that comes of it has its entry):
no act stands behind a row of theirs."""
USED: Final = '"used_at" ='
"""When an account of a system was last used, which its house sees."""


class Watch:
    """Tables written to since it began, undone ones taken back."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        text = str(sql)
        if point := POINT.match(text):
            self._mark(point[1].upper(), point[2])
        elif (write := WRITE.match(text)) and USED not in text and _touched(text, context):
            self.written.append(write[1])
        return result

    def _mark(self, kind: str, name: str) -> None:
        point = f"savepoint {name}"
        if kind == "SAVEPOINT":
            self.written.append(point)
        elif point in self.written:
            del self.written[self.written.index(point) :]

    @property
    def silent(self) -> list[str]:
        """Tables that were changed while the journal was not told."""
        if JOURNAL in self.written:
            return []
        return sorted({one for one in self.written if not one.startswith("savepoint ")} - NOTES)


def _touched(sql: str, context: Any) -> bool:
    """An update or deletion says how many rows it found; an insertion that returns its key does not yet."""
    return sql.lstrip().upper().startswith("INSERT") or bool(context["cursor"].rowcount != 0)


@contextmanager
def watching(name: str, told: list[tuple[str, list[str]]]) -> Iterator[None]:
    """Adds *name* with the tables to *told* when the block leaves changes without an entry."""
    from django.db import connection

    watch = Watch()
    with connection.execute_wrapper(watch):
        yield
    if watch.silent:
        told.append((name, watch.silent))


@pytest.fixture
def unjournalled() -> list[tuple[str, list[str]]]:
    """What was changed without an entry, so far in this test; empties it to say that it was meant."""
    return []


@pytest.fixture(autouse=True)
def _journalled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not {"db", "transactional_db"} & set(request.fixturenames) and not request.node.get_closest_marker(
        "django_db"
    ):
        yield
        return
    from django.test import Client

    from bagdar.kernel.services import Surroundings

    told = request.getfixturevalue("unjournalled")
    ask, around = Client.request, Surroundings.around

    def asked(self: Any, **given: Any) -> Any:
        with watching(f"{given.get('REQUEST_METHOD')} {given.get('PATH_INFO')}", told):
            return ask(self, **given)

    def called(call: Callable[[], Any]) -> Any:
        function = getclosurevars(call).nonlocals.get("function", call)
        with watching(f"{function.__module__}.{function.__qualname__}", told):
            return around(call)

    monkeypatch.setattr(Client, "request", asked)
    monkeypatch.setattr(Surroundings, "around", staticmethod(called))
    yield
    assert told == [], "changed without an entry in the journal"
