"""The service in one command: the server with its workers, and the worker of background jobs beside it."""

from __future__ import annotations

import gc
import importlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import connections
from django.urls import get_resolver

from bagdar.kernel.errors import DomainError

log = logging.getLogger(__name__)

APPLICATION: Final = "bagdar.config.wsgi:application"
STOPPING: Final = 30
"""Seconds that requests and the job in hand are given when the service stops."""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where the service answers. ``cert``, ``key``: its own certificate and key (PEM), for TLS without a proxy."""

    host: str = "127.0.0.1"
    port: int = 8000
    cert: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.cert else 'http'}://{host}:{self.port}/"


def examine(address: Address) -> None:
    """Raises DomainError when the address is taken or the certificate cannot be used."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        if os.name != "nt":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address.host, address.port))
        except OSError as error:
            raise DomainError("ops.serve.address", host=address.host, port=address.port) from error
    if bool(address.cert) != bool(address.key):
        raise DomainError("ops.serve.both")
    if address.cert and address.key:
        _examine_certificate(address.cert, address.key)


def _examine_certificate(cert: Path, key: Path) -> None:
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise DomainError("ops.serve.certificate", cert=cert.name, key=key.name) from error
    if b"-----BEGIN PRIVATE KEY-----" not in key.read_bytes():
        raise DomainError("ops.serve.pkcs8", key=key.name)


def serve(
    address: Address,
    *,
    workers: int = 2,
    threads: int = 4,
    jobs: bool = True,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM or SIGINT. *begun* is called when the address is ours, before the first answer."""
    from granian.constants import Interfaces, SSLProtocols
    from granian.log import LogLevels
    from granian.server import Server

    _load()
    connections.close_all()  # nothing open may be shared with the processes that are made from this one
    keeper = _Keeper() if jobs else None
    quiet = {"loggers": {"_granian": {"handlers": [], "propagate": True}}}
    server: Any = Server(
        APPLICATION,
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=1024,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=quiet,
        ssl_cert=address.cert,
        ssl_key=address.key,
        ssl_protocol_min=SSLProtocols.tls12,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=STOPPING,
    )
    server.on_startup(begun)
    try:
        server.serve()
    except SystemExit as ended:
        # Workers that got the terminal's interrupt themselves are no failure.
        if ended.code and not server.interrupt_signal:
            raise
    finally:
        if keeper is not None:
            keeper.stop()


def _load() -> None:
    """All that answering needs, before the workers are made: loaded once, and held in memory once."""
    importlib.import_module(APPLICATION.partition(":")[0])
    # Whoever looks through the addresses loads the pages behind them.
    get_resolver().url_patterns  # noqa: B018
    for address in ("/healthz", "/kk/"):
        get_resolver().resolve(address)
    gc.collect()
    gc.freeze()


class _Keeper:
    """Holds one worker of background jobs: begins another when it goes away unasked."""

    def __init__(self) -> None:
        self.process = multiprocessing.Process(target=_keep, name="bagdar-jobs")
        self.process.start()

    def stop(self) -> None:
        self.process.terminate()
        self.process.join(STOPPING)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _keep() -> None:
    """In a process of its own with one thread: to make processes from the server's would not be safe."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    parent = os.getppid()
    while not stopping.is_set():
        child = multiprocessing.Process(target=_work, name="bagdar-job-worker")
        child.start()
        while child.is_alive() and not stopping.is_set() and os.getppid() == parent:
            child.join(0.2)
        if stopping.is_set() or os.getppid() != parent:
            child.terminate()
            child.join(STOPPING)
            if child.is_alive():
                child.kill()
            return
        log.warning("the worker of background jobs ended with %s; another begins", child.exitcode)
        time.sleep(1)


def _work() -> None:
    work()


def work() -> bool:
    """Do background jobs until told to stop. False: another process does, and on SQLite that is enough."""
    if sys.platform == "win32" or multiprocessing.get_start_method() != "fork":
        from bagdar.ops.surroundings import enter

        enter()
    from bagdar.ops.jobs.worker import Worker, only_worker

    with only_worker() as alone:
        if not alone:
            return False
        Worker().run()
    return True
