"""The Action Plan (A1), and any plan of its kind, as a tree of items in order."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from bagdar.documents.forms.parts import Act, BodyRef, Passport, Source
from bagdar.kernel.text import Text


class FinanceLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Amounts of one source of financing for one item, as the plan's yearly columns give them.

    ``amounts``: period label (or "total") → figure in the plan's own unit; absent means no figure.
    """

    source: Text = Text()
    programme: str = ""
    amounts: dict[str, Decimal] = msgspec.field(default_factory=dict)
    unread: dict[str, str] = msgspec.field(default_factory=dict)
    """Period label → text of an amount cell that is not a figure."""


class PlanItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One row of the plan. ``kind`` and the ids in ``cells`` are the pack's.

    ``cells``: column id → text, for every column but the number and the title (A1: completion,
    executors, deadline, financing). ``sources``: column id → language → cell.
    """

    key: str
    kind: str
    parent: str | None = None
    number: str = ""
    """As printed in the first column."""
    code: str = ""
    """Stable line code without language, e.g. "2.1/result_indicator/2"; writers localise it."""
    title: Text
    cells: dict[str, Text] = msgspec.field(default_factory=dict)
    passport: Passport | None = None
    finance: tuple[FinanceLine, ...] = ()
    sources: dict[str, dict[str, Source]] = msgspec.field(default_factory=dict)


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan edition. ``first_year``–``last_year`` is the period of the Strategy (§13)."""

    form: Literal["plan"] = "plan"
    version: Literal[1] = 1
    methodology: str | None = None
    languages: tuple[str, ...]
    title: Text = Text()
    strategy_name: Text = Text()
    """Name of the Strategy the plan serves."""
    first_year: int | None = None
    last_year: int | None = None
    strategy_act: Act | None = None
    plan_act: Act | None = None
    agreed: Text = Text()
    """The agreement mark (§13: with the Presidential Administration)."""
    developer: BodyRef | None = None
    edition: str = "1"
    items: tuple[PlanItem, ...] = ()
    abbreviations: dict[str, str] = msgspec.field(default_factory=dict)
    """Abbreviation as written → expansion, from the document's own table."""
    demonstration: bool = False
    """Invented content: every sheet says so."""

    def item(self, key: str) -> PlanItem:
        """The item with *key*. Raises KeyError."""
        return self.by_key()[key]

    def by_key(self) -> dict[str, PlanItem]:
        return {item.key: item for item in self.items}

    def children(self, key: str | None) -> tuple[PlanItem, ...]:
        return tuple(item for item in self.items if item.parent == key)
