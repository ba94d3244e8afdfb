"""An indicator that states its own values in words: "Investment, % of GDP: 2022 – 17,5 %; 2023 – 21,0 %"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from bagdar.documents.grammar.numbers import figure as figure_of

_PAIR = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?!\d)\s*(?:[^\W\d_]{1,6}\.?)?\s*[–—:=-]\s*"
    r"(?P<figure>[-−–]?\d{1,3}(?:[\s\u00a0,]\d{3})+(?:[.,]\d+)?|[-−–]?\d+(?:[.,]\d+)?)(?![\d])"
)
_LONGEST_UNIT = 40


class Stated(NamedTuple):
    """``name`` before the values, ``unit`` after its last comma; ``twice``: (year, first, second)."""

    name: str
    unit: str
    targets: dict[str, Decimal]
    twice: tuple[tuple[str, Decimal, Decimal], ...]


def stated_values(title: str, mark: str = ",") -> Stated | None:
    """Values by year that the title gives, in a language of this decimal *mark*; None where it gives fewer than two."""
    pairs = list(_PAIR.finditer(title))
    if len(pairs) < 2:
        return None
    targets: dict[str, Decimal] = {}
    twice: list[tuple[str, Decimal, Decimal]] = []
    for pair in pairs:
        figure = _decimal(pair["figure"], mark)
        if figure is None:
            return None
        year = pair["year"]
        if year in targets and targets[year] != figure:
            twice.append((year, targets[year], figure))
        targets.setdefault(year, figure)
    name = title[: pairs[0].start()].strip().rstrip(":;,–—-( ").strip()
    before, comma, unit = name.rpartition(", ")
    if not comma or len(unit) > _LONGEST_UNIT:
        before, unit = name, ""
    return Stated(before, unit, targets, tuple(twice))


def _decimal(written: str, mark: str) -> Decimal | None:
    value = figure_of(written.lstrip("-−–"), mark)
    return -value if value is not None and written[0] in "-−–" else value
