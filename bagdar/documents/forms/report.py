"""The Report on implementing the Action Plan (A2), of one body or consolidated."""

from __future__ import annotations

from typing import Literal

import msgspec

from bagdar.documents.forms.parts import Act, BodyRef, Head, Reason, Source, Statement, Value
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text


class Contribution(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One body's part of a line, as it arrived from below; never edited by the levels above."""

    body: str
    role: str
    """"responsible", "main_responsible" or "co_executor"."""
    report: str | None = None
    """SHA-256 of the file, or id of the snapshot, that it came in."""
    status: str | None = None
    state: str | None = None
    information: tuple[Statement, ...] = ()
    reason: Reason | None = None
    value: Value | None = None


class ReportLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of part 1. ``title`` and ``cells`` repeat the plan; ``status`` and ``state`` are pack ids.

    ``status`` (A2.4(7)) only for lines due; ``state`` is an inner state (not yet due, executed
    earlier, condition not arisen). Both None: nothing reported, which is never "executed".
    """

    key: str
    kind: str
    parent: str | None = None
    number: str = ""
    code: str = ""
    title: Text = Text()
    cells: dict[str, Text] = msgspec.field(default_factory=dict)
    status: str | None = None
    state: str | None = None
    information: tuple[Statement, ...] = ()
    reason: Reason | None = None
    value: Value | None = None
    contributions: tuple[Contribution, ...] = ()
    execution: Text = Text()
    """Column 7 as it stood in the file that was read, unchanged."""
    sources: dict[str, dict[str, Source]] = msgspec.field(default_factory=dict)


class Factor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A factor of part 2 and its measures, in one row (A2.5)."""

    side: str
    """"internal" or "external"."""
    sign: str | None = None
    """"+", "-" or None where the text does not say."""
    keys: tuple[str, ...] = ()
    """Plan lines it bears on."""
    statements: tuple[Statement, ...] = ()
    measures: tuple[Statement, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A2. ``level`` is the pack's level it is sent at; ``section`` the plan item key of its section."""

    form: Literal["report"] = "report"
    version: Literal[1] = 1
    methodology: str | None = None
    languages: tuple[str, ...]
    period: Period | None = None
    strategy_act: Act | None = None
    plan_act: Act | None = None
    approved: Text = Text()
    """The head field "Approved" as written."""
    sender: BodyRef = BodyRef()
    recipient: BodyRef | None = None
    level: str | None = None
    section: str | None = None
    lines: tuple[ReportLine, ...] = ()
    factors: tuple[Factor, ...] = ()
    note: dict[str, tuple[Statement, ...]] = msgspec.field(default_factory=dict)
    """Item id of the pack ("solved", "influence", "proposals") → what the body wrote."""
    evaluation_year: bool = False
    head: Head | None = None
    fingerprint: str | None = None
    """Of the plan edition the form was issued from."""
    missing: tuple[BodyRef, ...] = ()
    """Bodies whose report was not received (consolidated reports)."""
    demonstration: bool = False

    def by_key(self) -> dict[str, ReportLine]:
        return {line.key: line for line in self.lines}
