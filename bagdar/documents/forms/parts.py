"""Small parts that several forms share: source of a cell, act, body, statement, value, passport, head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from bagdar.kernel.text import Text


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The cell a text or figure was read from. Table, row and column are 0-based.

    ``row`` is the table row; ``column`` the 0-based order of the cell in its row (docx) or the sheet
    column (xlsx). A sheet counts as a table.
    """

    sha256: str
    table: int
    row: int
    column: int
    file: str | None = None
    sheet: str | None = None


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A legal document: kind, number, date, issuer; ``text`` is how it is cited, per language."""

    text: Text
    kind: str | None = None
    number: str | None = None
    day: date | None = None
    issuer: Text = Text()


class BodyRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A body as a document names it. ``id`` is the registry's, None where it could not be resolved."""

    id: str | None = None
    name: Text = Text()


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a body wrote: one language, one author, unchanged. A translation is a second statement."""

    language: str
    text: str
    author: str | None = None
    """Body id."""
    source: Source | None = None
    translation_of: str | None = None
    """Language of the original, if this is a translation."""


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A figure for a period, with its standing (an id of the pack: final, preliminary, …).

    ``number`` None means there is no figure; the standing says why. Missing is never zero.
    ``period`` is the period label: "2026", or "2026-1" where the pack has several parts a year.
    """

    period: str
    number: Decimal | None = None
    standing: str | None = None
    expected: date | None = None
    source: Source | None = None


class Passport(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What makes an indicator measurable: unit, direction, base, a target for each period.

    ``direction`` is "up" (not below the target), "down" (not above it) or None where unknown.
    ``decimals`` is how many places its figures print with, None as given.
    """

    unit: Text = Text()
    direction: str | None = None
    base_period: str | None = None
    base: Decimal | None = None
    decimals: int | None = None
    targets: dict[str, Decimal] = msgspec.field(default_factory=dict)
    actuals: dict[str, Value] = msgspec.field(default_factory=dict)
    sources: dict[str, Source] = msgspec.field(default_factory=dict)
    """"unit", "base", "target:2026", "actual:2025" → the cell it was read from."""


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why something was not (wholly) executed or attained. ``kind`` is an id of the pack."""

    kind: str | None = None
    statements: tuple[Statement, ...] = ()


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who signs. ``capacity``: "first_head" or "acting_head" (then ``act`` is the ground)."""

    name: Text = Text()
    post: Text = Text()
    capacity: str = "first_head"
    act: Act | None = None
    signed: date | None = None
