"""What a financing cell means: sources, amounts, programme codes, and whether money is needed at all."""

from __future__ import annotations

from decimal import Decimal

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source of money as the pack knows it; ``labels``: language → what it is called."""

    id: str
    labels: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source as the cell names it. More than one id: the words may mean any of them."""

    ids: tuple[str, ...]
    words: str
    holder: str = ""
    """Whose money it is, in the cell's words."""


class Amount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Money of a ``year`` (None: none named). ``value`` as written, ``scale`` the power of ten beside it."""

    value: Decimal
    scale: int = 0
    year: int | None = None
    currency: str = ""
    total: bool = False
    bound: str = ""
    """What the words say of an inexact figure: about, more, at_least, at_most."""
    shared: bool = False
    """Scale and currency are those that the cell states once for several figures."""

    @property
    def exact(self) -> Decimal:
        return self.value.scaleb(self.scale)


class Code(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Budget programme: administrator, programme, sub-programme; three digits each, as written."""

    programme: str
    administrator: str | None = None
    sub: str | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a financing cell says. ``kind``: not_required, blank, source, within, programme, purpose,
    code, amount, period, year (of what follows), unit (of the amounts beside it; its amount has no value of its
    own), later (how much, or from where, is still to be settled)."""

    kind: str
    mentions: tuple[Mention, ...] = ()
    amount: Amount | None = None
    code: Code | None = None
    words: str = ""
    programme: str = ""
    """Whose frame the allotted money stands in, in the cell's words."""
