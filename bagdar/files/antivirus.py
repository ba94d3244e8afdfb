"""Asks an antivirus where one is configured (clamd, over a socket). Where it does not answer, the file waits."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings

PIECE: Final = 64 << 10
SECONDS: Final = 15


class SilentError(Exception):
    """It does not answer, or not in its own words."""


def found_in(content: bytes) -> str:
    """Name of what was found; "": nothing, or no antivirus is configured. Raises SilentError."""
    if not settings.CLAMD:
        return ""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), PIECE):
                piece = content[at : at + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            said = b""
            while not said.endswith(b"\0") and (more := line.recv(4096)):
                said += more
    except OSError as error:
        raise SilentError from error
    return _judged(said.rstrip(b"\0").decode("utf-8", "replace"))


def _judged(said: str) -> str:
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")[:80]
    raise SilentError(said)


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """``CLAMD``: the path of a local socket, or host:port."""
    stated = settings.CLAMD
    if sys.platform != "win32" and stated.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        with line:
            line.connect(stated)
            yield line
        return
    host, _, port = stated.rpartition(":")
    with socket.create_connection((host, int(port)), SECONDS) as line:
        yield line
