"""The service as in production, for browsers: granian in a process, an installation of the test's own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.databases import Installation, create, drop, name_of

SERVER = ("-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "4")
STARTING = 240
"""Seconds; a busy machine takes its time."""


class Service:
    """``url``: without a slash at its end. ``cast``: what :mod:`tests.journeys.cast` printed."""

    def __init__(self, installation: Installation, cast: dict[str, Any], port: int) -> None:
        self.installation = installation
        self.people: dict[str, Any] = cast["people"]
        self.bodies: dict[str, str] = cast["bodies"]
        self.objects: dict[str, str] = cast["objects"]
        self.url = f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def serving(installation: Installation, cast: dict[str, Any]) -> Iterator[Service]:
    port = free_port()
    log = installation.home / "server.log"
    with log.open("w", encoding="utf-8") as told:
        command = (*SERVER, "--host", "127.0.0.1", "--port", str(port), "bagdar.config.wsgi:application")
        process = installation.start(*command, stdout=told, stderr=told)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process, log)
            yield Service(installation, cast, port)
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str, process: subprocess.Popen[str], log: Path) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{refused.code}\n{log.read_text('utf-8')}") from refused
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))


class Prepared:
    """An installation with the cast and one without anybody, both with files for browsers: made once."""

    def __init__(self, tables: Installation, folder: Path) -> None:
        self.empty = self.copy_of(tables, folder / "empty")
        self.empty.run("-m", "django", "collectstatic", "--noinput", "--verbosity", "0")
        self.peopled = self.copy_of(self.empty, folder / "peopled")
        made = self.peopled.run("-m", "tests.journeys.cast")
        self.cast: dict[str, Any] = json.loads(made.stdout)

    @staticmethod
    def copy_of(made: Installation, home: Path) -> Installation:
        """The same in a folder and database of its own; never emptied, only thrown away."""
        shutil.copytree(made.home, home)
        copied = Installation(home, create(name_of(made.url)) if made.url else "")
        copied.environment["BAGDAR_TLS"] = "0"
        return copied

    @contextmanager
    def served(self, home: Path, *, peopled: bool = True) -> Iterator[Service]:
        copied = self.copy_of(self.peopled if peopled else self.empty, home)
        try:
            with serving(
                copied, self.cast if peopled else {"people": {}, "bodies": {}, "objects": {}}
            ) as service:
                yield service
        finally:
            drop(copied.url)


@pytest.fixture(scope="session")
def prepared(_prepared: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    made = Prepared(_prepared, tmp_path_factory.mktemp("journeys"))
    yield made
    drop(made.peopled.url)
    drop(made.empty.url)


@pytest.fixture
def service(prepared: Prepared, tmp_path: Path) -> Iterator[Service]:
    """The service of this test alone, with the cast."""
    with prepared.served(tmp_path / "home") as served:
        yield served


@pytest.fixture
def fresh(prepared: Prepared, tmp_path: Path) -> Iterator[Service]:
    """The service of an installation where nobody has been yet."""
    with prepared.served(tmp_path / "home", peopled=False) as served:
        yield served


@pytest.fixture(scope="session")
def common(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for the tests that change nothing."""
    with prepared.served(tmp_path_factory.mktemp("common") / "home") as served:
        yield served
