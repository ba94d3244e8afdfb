"""The draft Conclusion on the implementation of the Strategy (A3), items 1–7."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import msgspec

from bagdar.documents.forms.parts import Act, BodyRef, Head, Reason
from bagdar.documents.forms.strategy_report import Tally
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text


class YearRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Plan, actual and deviation for one period since implementation began."""

    period: str
    plan: Decimal | None = None
    actual: Decimal | None = None
    standing: str | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A computed fact for or against the reason given: a message id and its fields."""

    message: str
    params: dict[str, Any] = msgspec.field(default_factory=dict)
    keys: tuple[str, ...] = ()
    """Plan lines it rests on."""
    text: Text = Text()
    """The sentence, rendered in the document's languages."""


class Activity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An activity not (wholly) executed under an unattained indicator.

    ``status`` None: it was due and nothing was shown of it.
    """

    key: str
    number: str = ""
    code: str = ""
    title: Text
    status: str | None = None
    bodies: tuple[BodyRef, ...] = ()
    reason: Reason | None = None
    position: Text = Text()


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One unattained indicator of item 6. An empty ``position`` is a place to fill in (A3.6)."""

    key: str
    code: str = ""
    kind: str
    title: Text
    unit: Text = Text()
    direction: str | None = None
    """As in a passport: "up", "down" or None where unknown."""
    decimals: int | None = None
    years: tuple[YearRow, ...] = ()
    bodies: tuple[BodyRef, ...] = ()
    activities: tuple[Activity, ...] = ()
    reasons: tuple[Reason, ...] = ()
    facts_for: tuple[Fact, ...] = ()
    facts_against: tuple[Fact, ...] = ()
    position: Text = Text()


class Proposal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A proposal of item 7."""

    text: Text = Text()
    body: BodyRef | None = None
    due: Text = Text()


class Conclusion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    form: Literal["conclusion"] = "conclusion"
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
    cases: tuple[Case, ...] = ()
    assessment: Text = Text()
    """Item 7: conclusions (evaluation)."""
    proposals: tuple[Proposal, ...] = ()
    final: bool = False
    influence: Text = Text()
    """Item 7, final reports: influence on the development of national security."""
    improvements: Text = Text()
    """Item 7, final reports: further work in the field."""
    missing: tuple[BodyRef, ...] = ()
    head: Head | None = None
    demonstration: bool = False
