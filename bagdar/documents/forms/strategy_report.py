"""The Report on the Strategy (§34–§35): requisites, analysis by kind of item, part 1 of A2 as annex."""

from __future__ import annotations

from typing import Literal

import msgspec

from bagdar.documents.forms.parts import Act, BodyRef, Head, Reason, Statement, Value
from bagdar.documents.forms.report import Report
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text


class Tally(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts for one kind of item (in one section, or in all): every one with its denominator.

    ``counts``: status or state id, or "not_shown" (due, nothing reported), "not_published"
    → number of items. ``due`` is the denominator of the statuses; ``total`` all items of the kind.
    """

    kind: str
    section: str | None = None
    total: int = 0
    due: int = 0
    counts: dict[str, int] = msgspec.field(default_factory=dict)


class Analysis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One goal, target indicator, result indicator or activity in the analysis of §35."""

    key: str
    kind: str
    code: str = ""
    parent: str | None = None
    title: Text
    bodies: tuple[BodyRef, ...] = ()
    status: str | None = None
    state: str | None = None
    plan_value: Value | None = None
    value: Value | None = None
    statements: tuple[Statement, ...] = ()
    """Words of the bodies, unchanged, each with its author."""
    reason: Reason | None = None
    own: tuple[Statement, ...] = ()
    """What the planning body's analyst adds; empty in a draft the program lays out."""


class StrategyReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    form: Literal["strategy_report"] = "strategy_report"
    version: Literal[1] = 1
    methodology: str | None = None
    languages: tuple[str, ...]
    name: Text
    act: Act | None = None
    developer: BodyRef = BodyRef()
    executors: tuple[BodyRef, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    period: Period
    tallies: tuple[Tally, ...] = ()
    analysis: tuple[Analysis, ...] = ()
    missing: tuple[BodyRef, ...] = ()
    annex: Report | None = None
    head: Head | None = None
    demonstration: bool = False
