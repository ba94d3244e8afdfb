"""Lines of the log: when, how grave, where in the code, which act; no addresses with tokens, no texts of people.

What a request said or a row holds may be personal or a secret. So a request is told by the pattern of its
address, and a fault by its kind and the places it came through, never by its message.
"""

from __future__ import annotations

import logging
import os
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

from django.apps import apps

TRACE: Final = "BAGDAR_TRACE"
"""With this in the environment faults are told in full: for a machine without real data only."""

_TOLD: Final = ("bagdar", "granian")
"""Loggers whose own words hold nothing personal; of others only the fixed part is told."""


class PlainFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        instant = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = [instant, record.levelname, record.name, *_number(), _told(record)]
        line = " ".join(_one_line(part) for part in parts)
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the library's name
        if os.environ.get(TRACE):
            return super().formatException(ei)
        kind, error, trace = ei
        return "\n".join(_places(kind, error, trace))


def _one_line(text: str) -> str:
    """*text* that can neither begin a line of its own nor steer a terminal: what is not printable is spelt out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _number() -> list[str]:
    """The number under which the journal knows the request, if it is one."""
    if not apps.ready:
        return []
    from bagdar.journal.services import request_id

    number = request_id.get()
    return [f"request={number}"] if number else []


def _told(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        route = match.route if match else "(no such address)"
        return f"{getattr(record, 'status_code', '')} {request.method} {route}".strip()
    if record.name.partition(".")[0] in _TOLD:
        return record.getMessage()
    return str(record.msg)


def _places(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> list[str]:
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    lines.append(f"  {kind.__module__}.{kind.__qualname__}")
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines = [*_places(type(cause), cause, cause.__traceback__), *lines]
    return lines
