"""The service as a process of its own, for tests that ask it over the network."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tests.databases import Installation


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def ask(url: str, timeout: float = 10, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body; certificates of tests are nobody's. Raises OSError where nobody answers."""
    context = ssl._create_unverified_context()
    try:
        request = urllib.request.Request(url, headers=dict(headers or {}))
        with urllib.request.urlopen(request, timeout=timeout, context=context) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


def wait_for(url: str, process: subprocess.Popen[str], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"ended with {process.returncode}: {process.communicate()}")
        try:
            if ask(f"{url}healthz", 2)[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError(f"no answer: {process.communicate()}")


@contextmanager
def served(
    installation: Installation, *arguments: str, scheme: str = "http", **environment: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address and process; stopped at the end if it still runs."""
    port = free_port()
    url = f"{scheme}://127.0.0.1:{port}/"
    given: dict[str, Any] = {"env": {**installation.environment, "BAGDAR_TLS": "0", **environment}}
    process = installation.start("-m", "bagdar", "serve", "--port", str(port), *arguments, **given)
    try:
        wait_for(url, process)
        yield url, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)
