"""The methodology pack as typed data: everything another country or a successor order would change."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bagdar.documents.marking.words import MarkWords
from bagdar.documents.spec import (
    FormSpec,
    ItemKind,
    NoteItem,
    ReasonKind,
    Standing,
    State,
    Status,
)
from bagdar.kernel.text import Text


class Day(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A legal day that may be unknown: then ``known`` is False and ``note`` says what is known."""

    known: bool = True
    on: date | None = None
    note: Text = Text()


class LegalAct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    id: str
    kind: str
    number: str
    day: date
    issuer: Text
    title: Text
    registered: Text = Text()
    in_force: Day | None = None
    repealed_by: str | None = None
    """Id of another act of the pack."""
    repealed: Day | None = None


class Clause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``statement``: short, in our own words. ``published``: where a form prints it. ``used``: as used,
    where the published text has a slip. ``readings``: where it is open."""

    statement: Text
    published: Text = Text()
    used: Text = Text()
    slip: Text = Text()
    readings: dict[str, Text] = msgspec.field(default_factory=dict)
    act: str | None = None


class NumberCheck(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A body's registration number. ``algorithm``: "weighted-mod-11" (weight rows,
    the next one tried where the rest is 10), "luhn", "mod-97" (the last two digits check the others), "none"."""

    name: Text
    length: int
    algorithm: str = "none"
    weights: tuple[tuple[int, ...], ...] = ()


class BodyKind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``responsible``: "yes", "warn" (only with a warning) or "no" (co-executor only)."""

    id: str
    name: Text
    responsible: str = "yes"
    bound: bool = True
    """Outside the vertical (central bank, courts, private): asked, never in breach."""
    clause: str = ""


class Office(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An office of the methodology held by a body: state planning body, lead bodies, receivers."""

    id: str
    name: Text
    body: str | None = None
    """Body id that holds it by default."""
    clause: str = ""


class Role(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    id: str
    name: Text


class DayRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A day after the reporting period: month and day, ``years_after`` the year in which it ends, or
    ``days_after_end``. Whether the day itself counts is the parameter "by_day"."""

    month: int | None = None
    day: int | None = None
    years_after: int = 1
    days_after_end: int | None = None
    fixed: bool = True
    """False: an own date, set by the receiver between ``earliest`` and ``latest`` (§32)."""
    earliest: tuple[int, int] | None = None
    latest: tuple[int, int] | None = None
    own_days: tuple[int, int] | None = None
    """Bounds of an own date in days after the period's end, where there are several periods a year."""


class Level(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A step of the chain. ``sender``: co_executor, responsible, lead, planner, delivery (a role of the
    chain); ``scope``: what one report covers: "recipient" (all lines owed to that recipient),
    "section", "all". ``form``: a form id."""

    id: str
    name: Text
    sender: str
    recipient: str
    scope: str
    form: str
    due: DayRule
    clause: str
    signed: bool = True
    also: tuple[str, ...] = ()
    """Other forms that go with it on the same day (§34: the draft conclusion)."""
    sender_office: str | None = None
    recipient_office: str | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    number: int
    name: Text
    published: Text = Text()
    office: str
    """Office of the lead body."""
    clause: str
    labels: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Informing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Informing higher bodies: how often, and the words by which a completion is known to be one."""

    max_dates_a_year: int
    coincide: bool
    clause: str
    recipients: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    acts: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Parameter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A point the methodology leaves open. ``value`` is the reading in use; ``readings``: id → text.

    ``sets``: reading → what it changes in the rest of the pack, path → value: "note.solved.when",
    "body_kinds.national_company.responsible", "words.<id of a printed word>". A path leads through
    ids of listed things. Parameters that the program itself asks for ("by_day", "keeper_of_line")
    set nothing.
    """

    id: str
    clause: str
    name: Text
    value: Any
    readings: dict[str, Text] = msgspec.field(default_factory=dict)
    sets: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    matters: str = "files"
    """From where on the reading changes anything: "files" (plans and reports as files), "drafting" (work
    on the next Strategy), "cycle" (reporting years and corrections kept by an installation)."""


class CheckSetting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``severity``: error, warning, info. ``clause``: the clause cited, "practice" or "SPS"."""

    clause: str
    severity: str
    on: bool = True
    params: dict[str, Any] = msgspec.field(default_factory=dict)


class FinanceSource(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    id: str
    name: Text
    labels: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    allowed: bool = True
    clause: str = ""


class Currency(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    code: str
    symbol: str
    minor: int
    """Smallest units in one unit (100)."""
    name: Text


class StrategyRules(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    years: int
    plan_months: int | None = None
    clause_period: str = ""
    clause_plan: str = ""
    evaluation_years: tuple[int, ...] = ()
    """Which years of the strategy (1 the first) are evaluated; empty: set for each reporting year."""
    clause_evaluation: str = ""


class Methodology(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One pack, loaded and validated. ``digest``: SHA-256 over its files."""

    id: str
    name: Text
    country: Text
    languages: tuple[str, ...]
    zone: str
    currency: Currency
    year_starts: int = 1
    reports_a_year: int = 1
    acts: tuple[LegalAct, ...]
    act: str
    """Id of the act that is the methodology."""
    status: Text
    """Legal status said plainly."""
    clauses: dict[str, Clause]
    number_checks: dict[str, NumberCheck] = msgspec.field(default_factory=dict)
    body_kinds: tuple[BodyKind, ...]
    offices: tuple[Office, ...]
    roles: tuple[Role, ...]
    strategy: StrategyRules
    sections: tuple[Section, ...]
    kinds: tuple[ItemKind, ...]
    statuses: tuple[Status, ...]
    states: tuple[State, ...]
    standings: tuple[Standing, ...]
    reasons: tuple[ReasonKind, ...]
    note: tuple[NoteItem, ...]
    levels: tuple[Level, ...]
    forms: dict[str, FormSpec]
    informing: Informing | None = None
    finance: tuple[FinanceSource, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    checks: dict[str, CheckSetting] = msgspec.field(default_factory=dict)
    marks: MarkWords = MarkWords()
    digest: str = ""

    def kind(self, key: str) -> ItemKind:
        return next(kind for kind in self.kinds if kind.id == key)

    def parameter(self, key: str) -> Any:
        """Value in use. Raises KeyError for an id the pack does not declare."""
        for parameter in self.parameters:
            if parameter.id == key:
                return parameter.value
        raise KeyError(key)

    def level(self, key: str) -> Level:
        return next(level for level in self.levels if level.id == key)
