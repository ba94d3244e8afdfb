"""Databases of tests: which tests run a second time on PostgreSQL, and installations for tests of processes.

Most tests use Django's test database, which on SQLite lies in memory. There locking is not as in a file:
races, crashes and whole programs run on an ``installation``, a folder and database of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

ROOT = Path(__file__).parent.parent
DATABASE_FIXTURES = frozenset(
    {"db", "transactional_db", "django_db_setup", "live_server", "installation", "empty_installation"}
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-bound",
        action="store_true",
        help="only tests that use the database: the second run, on PostgreSQL",
    )


BROWSERS = frozenset({"chromium"})


def is_database_bound(item: pytest.Item) -> bool:
    """Whether the answer of a test may depend on the database: by mark or by fixture; what a browser shows of
    an answer does not."""
    if item.get_closest_marker("any_database") or BROWSERS.intersection(getattr(item, "fixturenames", ())):
        return False
    marked = any(item.get_closest_marker(mark) for mark in ("django_db", "database"))
    return marked or bool(DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-bound"):
        return
    others = [item for item in items if not is_database_bound(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if is_database_bound(item)]


def environment_of(home: Path | None) -> dict[str, str]:
    """Of a program that shall know nothing of this run but the installation in *home*."""
    own = ("DJANGO_", "BAGDAR_", "DATABASE_URL", "PYTEST_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(own)}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    if home is not None:
        environment |= {
            "BAGDAR_HOME": str(home),
            "BAGDAR_SECRET_KEY": os.environ["BAGDAR_SECRET_KEY"],
            "DJANGO_SETTINGS_MODULE": "bagdar.config.settings",
        }
    return environment


class Installation:
    """A folder and a database; programs run in it as processes of their own.

    ``url``: of the PostgreSQL database, empty on SQLite. ``environment``: of its programs.
    """

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.url = url
        self.environment = environment_of(home)
        if url:
            self.environment |= {"DATABASE_URL": url, "BAGDAR_UNSAFE_DATABASE": "1"}

    @property
    def file(self) -> Path:
        """The embedded database."""
        return self.home / "bagdar.sqlite3"

    def start(self, *command: str, **options: Any) -> subprocess.Popen[str]:
        """A Python process with *command* as its arguments, its output kept."""
        given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        return subprocess.Popen(
            [sys.executable, *command], **{**given, "env": self.environment, "cwd": self.home, **options}
        )

    def run(self, *command: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """The same, to its end; fails the test when the process fails (unless ``check=False``)."""
        check = options.pop("check", True)
        timeout = options.pop("timeout", 600)
        process = self.start(*command, **options)
        out, err = process.communicate(timeout=timeout)
        assert process.returncode == 0 or not check, f"{command}: {process.returncode}\n{out}\n{err}"
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def bagdar(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "bagdar", *arguments, **options)

    def python(self, code: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """*code* with the framework set up."""
        return self.run("-c", f"import django; django.setup()\n{code}", *arguments, **options)


@contextmanager
def _administration() -> Iterator[Any]:
    """A connection from which databases are made and dropped."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


def create(template: str = "template0") -> str:
    """Address of a new PostgreSQL database, a copy of *template*; empty when the run is on SQLite."""
    if not os.environ.get("DATABASE_URL"):
        return ""
    name = f"installation_{uuid4().hex}"
    with _administration() as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def drop(url: str) -> None:
    if url:
        with _administration() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name_of(url)}" WITH (FORCE)')


def name_of(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


@pytest.fixture
def empty_installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation without tables."""
    home = tmp_path / "empty"
    home.mkdir()
    made = Installation(home, create())
    yield made
    drop(made.url)


@pytest.fixture(scope="session")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """All tables and nothing in them: made once, then copied."""
    made = Installation(tmp_path_factory.mktemp("prepared"), create())
    made.run("-m", "django", "migrate", "--verbosity", "0")
    yield made
    drop(made.url)


@pytest.fixture
def installation(tmp_path: Path, _prepared: Installation) -> Iterator[Installation]:
    """An installation with all tables, of this test alone; never emptied, only thrown away."""
    home = tmp_path / "home"
    shutil.copytree(_prepared.home, home)
    made = Installation(home, create(name_of(_prepared.url)) if _prepared.url else "")
    yield made
    drop(made.url)
