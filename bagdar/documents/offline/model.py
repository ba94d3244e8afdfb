"""The offline form as data: what one body is asked, and what came back from it."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import msgspec

from bagdar.documents.forms import Act, BodyRef, Factor, Head, Reason, Source, Statement, Value
from bagdar.documents.raw import RawDocument
from bagdar.kernel import jsonio
from bagdar.kernel.findings import Finding
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

PROPERTY = "BagdarOffline"
"""Custom document property that carries the fingerprint."""
BODY_PROPERTY = "BagdarBody"


def issued_to(raw: RawDocument) -> str | None:
    """Id of the body an offline form was issued to; None where *raw* is not an offline form."""
    return raw.properties.get(BODY_PROPERTY) if PROPERTY in raw.properties else None


class Delivery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a line goes: one A2 for each recipient (§31) and section (§32)."""

    level: str
    recipient: BodyRef
    section: str | None = None
    due: date | None = None
    clause: str = ""


class OfflineLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One plan line a body answers for, once, whatever the number of addressees.

    ``asked`` False: shown for information (not due in the period); ``hint`` is then the inner state
    it stands in. A line without ``deliveries`` is a heading that the body's lines stand under.
    """

    key: str
    kind: str
    parent: str | None = None
    number: str = ""
    code: str = ""
    title: Text
    cells: dict[str, Text] = msgspec.field(default_factory=dict)
    role: str | None = None
    asked: bool = False
    hint: str | None = None
    measured: bool = False
    unit: Text = Text()
    decimals: int | None = None
    target: Decimal | None = None
    previous: Value | None = None
    deliveries: tuple[Delivery, ...] = ()


class OfflineForm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything issued to one body for one period."""

    methodology: str | None = None
    body: BodyRef
    period: Period
    languages: tuple[str, ...]
    strategy_act: Act | None = None
    plan_act: Act | None = None
    evaluation_year: bool = False
    lines: tuple[OfflineLine, ...] = ()
    demonstration: bool = False

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what was issued: a form filled in for another plan edition or body is known by it."""
        return hashlib.sha256(jsonio.dumps(self)).hexdigest()


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the body wrote on one line; ids are the pack's. ``unread``: field → text that was not
    understood, kept as it stands."""

    key: str
    status: str | None = None
    state: str | None = None
    value: Value | None = None
    information: tuple[Statement, ...] = ()
    reason: Reason | None = None
    unread: dict[str, str] = msgspec.field(default_factory=dict)
    source: Source | None = None


class Filled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An offline form that came back. ``findings``: locked cells changed, rows added, words unread."""

    form: OfflineForm
    language: str
    answers: tuple[Answer, ...] = ()
    factors: tuple[Factor, ...] = ()
    note: dict[str, tuple[Statement, ...]] = msgspec.field(default_factory=dict)
    head: Head | None = None
    findings: tuple[Finding, ...] = ()
