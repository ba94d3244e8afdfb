"""Makes the examinations, all of them or those that stand at the gate."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import connection

from bagdar.ops.doctor import database, machine, service
from bagdar.ops.doctor.found import CHECKS, Check, Found, wrong

log = logging.getLogger(__name__)

MODULES = (database, machine, service)
"""Imported so that their examinations are declared."""


def examine() -> list[Found]:
    """What each examination found; "ok" stands for one that found nothing.

    Where something grave stands at the gate the others are not made: they need the tables.
    """
    first = _first()
    if _grave(first):
        return first
    return [*first, *_of(one for one in CHECKS.values() if not one.gate)]


def at_the_gate() -> list[Found]:
    """Only what keeps the service from starting; empty: it may."""
    return _grave(_first())


def _first() -> list[Found]:
    found = _of([CHECKS["answers"]])
    if _grave(found):
        return found
    return [*found, *_of(one for one in CHECKS.values() if one.gate and one.name != "answers")]


def _grave(found: list[Found]) -> list[Found]:
    return [one for one in found if one.state == "error"]


def _of(checks: Iterable[Check]) -> list[Found]:
    return [found for one in checks if one.database in ("", connection.vendor) for found in _made(one)]


def _made(one: Check) -> list[Found]:
    try:
        found = list(one.function())
    except Exception as error:
        log.exception("the examination %s failed", one.name)
        found = [wrong("fault", "error", name=one.name, kind=type(error).__name__)]
    return found or [Found(check=one.name, state="ok", message=f"ops.doctor.ok.{one.name}")]
