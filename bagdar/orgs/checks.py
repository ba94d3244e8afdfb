"""What must hold of a body: pure rules over what was entered and what is known, faults by field."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from bagdar.kernel.text import Text
from bagdar.methodology.model import Methodology, NumberCheck
from bagdar.methodology.numbers import is_valid
from bagdar.orgs.given import ActGiven, BodyGiven

Faults = dict[str, tuple[str, dict[str, Any]]]
"""Field → message id and its named fields, as :class:`bagdar.kernel.errors.InvalidError` takes them."""
Fault = tuple[str, str, dict[str, Any]]
"""Field, message id, named fields."""

_EMAIL = re.compile(r"\A[^@\s]++@[^@\s.]++(\.[^@\s.]++)++\Z")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NAME_LENGTH = 400
SHORT_LENGTH = 80


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the register says about one row before it is written.

    ``number_holder``, ``name_holders``: name of another body that has the number or, by language, the name.
    ``key_taken``: another body has the key. ``above``: the wished parent and all above it. ``parent_ended``:
    the parent no longer exists. ``regions``: known regions.
    """

    number_holder: str = ""
    name_holders: Mapping[str, str] = {}
    key_taken: bool = False
    above: Container[UUID] = ()
    parent_ended: bool = False


def number_check(pack: Methodology) -> NumberCheck | None:
    """The pack's check of a body's number, the first where it has several."""
    return next(iter(pack.number_checks.values()), None)


def faults_of_body(given: BodyGiven, known: Known, pack: Methodology, body: UUID | None) -> Faults:
    """What does not hold of *given*; *body* is the one being edited, None for a new one."""
    found: Faults = {}
    for field, message, params in (
        *_key(given, known),
        *_kind(given, pack),
        *_number(given, known, pack),
        *faults_of_names(given, known, pack),
        *_days(given),
        *_parent(given, known, body),
        *_contacts(given),
    ):
        found.setdefault(field, (message, params))
    return found


def _key(given: BodyGiven, known: Known) -> Iterator[Fault]:
    if given.key and not (_KEY.fullmatch(given.key) and len(given.key) <= 80):
        yield "key", "orgs.bodies.key_wrong", {}
    elif known.key_taken:
        yield "key", "orgs.bodies.key_taken", {"key": given.key}


def _kind(given: BodyGiven, pack: Methodology) -> Iterator[Fault]:
    if not given.kind:
        yield "kind", "orgs.bodies.needed", {}
    elif given.kind not in {kind.id for kind in pack.body_kinds}:
        yield "kind", "orgs.bodies.kind_unknown", {"kind": given.kind}


def _number(given: BodyGiven, known: Known, pack: Methodology) -> Iterator[Fault]:
    checks = tuple(pack.number_checks.values())
    if not given.number:
        return
    if checks and not any(is_valid(given.number, check) for check in checks):
        right_length = any(
            given.number.isascii() and given.number.isdigit() and len(given.number) == check.length
            for check in checks
        )
        message = "orgs.bodies.number_digit" if right_length else "orgs.bodies.number_length"
        yield "number", message, {"name": Text(checks[0].name), "length": checks[0].length}
    elif known.number_holder:
        yield "number", "orgs.bodies.number_taken", {"body": known.number_holder}


def faults_of_names(given: BodyGiven, known: Known, pack: Methodology) -> Iterator[Fault]:
    """Names by language under the fields ``name_<language>`` and ``abbreviation_<language>``."""
    first = pack.languages[0]
    if first not in given.names:
        yield f"name_{first}", "orgs.bodies.name_needed", {}
    for language, named in given.names.items():
        if not named.name.strip():
            yield f"name_{language}", "orgs.bodies.name_for_abbreviation", {}
        elif len(named.name) > NAME_LENGTH:
            yield f"name_{language}", "orgs.bodies.too_long", {"limit": NAME_LENGTH}
        elif known.name_holders.get(language):
            yield f"name_{language}", "orgs.bodies.name_taken", {"body": known.name_holders[language]}
        if len(named.abbreviation) > SHORT_LENGTH:
            yield f"abbreviation_{language}", "orgs.bodies.too_long", {"limit": SHORT_LENGTH}


def _days(given: BodyGiven) -> Iterator[Fault]:
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        yield "valid_to", "orgs.bodies.ends_before_it_begins", {"day": given.valid_from}


def _parent(given: BodyGiven, known: Known, body: UUID | None) -> Iterator[Fault]:
    if given.parent is None:
        return
    if body is not None and body == given.parent:
        yield "parent", "orgs.bodies.parent_itself", {}
    elif body is not None and body in known.above:
        yield "parent", "orgs.bodies.parent_below", {}
    elif known.parent_ended:
        yield "parent", "orgs.bodies.parent_ended", {}


def _contacts(given: BodyGiven) -> Iterator[Fault]:
    yield from faults_of_contacts(given.email, given.phone)


def faults_of_contacts(email: str, phone: str) -> Iterator[Fault]:
    if email and not _EMAIL.fullmatch(email):
        yield "email", "orgs.bodies.email_wrong", {}
    if len(phone) > 60:
        yield "phone", "orgs.bodies.too_long", {"limit": 60}


def faults_of_act(act: ActGiven, today: date) -> Iterator[Fault]:
    """An act has kind, number, day and issuer; it is not dated in the future."""
    for field, limit in (("kind", 80), ("number", 60), ("issuer", 300)):
        value = getattr(act, field).strip()
        if not value:
            yield f"act_{field}", "orgs.bodies.needed", {}
        elif len(value) > limit:
            yield f"act_{field}", "orgs.bodies.too_long", {"limit": limit}
    if len(act.title) > 500:
        yield "act_title", "orgs.bodies.too_long", {"limit": 500}
    if act.day > today:
        yield "act_day", "orgs.bodies.act_in_future", {"day": act.day}
