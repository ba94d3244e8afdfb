"""What amounts of one cell say together: a unit stated once, the year of a line, a total and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from bagdar.documents.grammar.financing.model import Amount, Said
from bagdar.documents.grammar.matching import Element, Matcher

FAR_APART: Final = 1000
"""Figures that differ so much are not of one unit: ``2025 – 98 748, 2026 – 5 млн``."""


def together(matcher: Matcher, elements: Sequence[Element]) -> list[Element]:
    """The elements with the meaning of each amount complete."""
    said = [_worded(matcher, element) for element in elements]
    said = list(_of_years(said))
    said = [_total(one) if _parts_follow(matcher, elements, at) else one for at, one in enumerate(said)]
    said = _of_units(said)
    return [
        Element(element.name, element.first, element.last, one)
        for element, one in zip(elements, said, strict=True)
    ]


def applies(said: Sequence[Said]) -> bool:
    """Is a unit that stands by itself one of the amounts' beside it?"""
    return any(one.amount and one.amount.shared for one in said)


def _worded(matcher: Matcher, element: Element) -> Said:
    """A programme that patterns name without words of its own (a state order) is called as the cell does."""
    said: Said = element.value
    if said.kind != "programme" or said.words:
        return said
    return replace(said, words=matcher.written(element.first, element.last))


def _of_years(said: Sequence[Said]) -> Iterator[Said]:
    """An amount belongs to the year at the head of its line."""
    year: int | None = None
    for one in said:
        if one.kind == "year":
            year = int(one.words)
        elif one.amount and year and one.amount.year is None and not one.amount.total:
            one = replace(one, amount=replace(one.amount, year=year))
        elif one.amount and one.amount.year:
            year = None
        yield one


def _parts_follow(matcher: Matcher, elements: Sequence[Element], at: int) -> bool:
    """Do words such as "of which" open what comes after the amount?"""
    return at + 1 < len(elements) and bool(matcher.match("including", elements[at + 1].first))


def _total(said: Said) -> Said:
    if said.amount is None or said.amount.year:
        return said
    return replace(said, amount=replace(said.amount, total=True))


def _of_units(said: Sequence[Said]) -> list[Said]:
    """A unit written once is that of every figure without one: at the head or the end of the cell, or
    beside the last or the first of several figures."""
    stated = [one.amount for one in said if one.kind == "unit" and one.amount]
    out = list(said)
    if len(stated) == 1:
        return [_in_unit(one, stated[0]) for one in out]
    for order in (range(len(out) - 1, -1, -1), range(len(out))):
        known: Amount | None = None
        for at in order:
            amount = out[at].amount
            if amount is None:
                continue
            if known is not None:
                out[at] = _in_unit(out[at], known, near=True)
            known = out[at].amount
    return out


def _in_unit(said: Said, unit: Amount, *, near: bool = False) -> Said:
    """``near``: *unit* is another figure's, so that the two must be of a size; a currency alone is taken too."""
    amount = said.amount
    if said.kind == "unit" or amount is None or amount.currency or not (unit.scale or unit.currency):
        return said
    if amount.scale:
        return said if not near else replace(said, amount=replace(amount, currency=unit.currency))
    low, high = sorted((abs(amount.value), abs(unit.value)))
    if near and (high >= FAR_APART * low or not _alike(amount, unit)):
        return said
    return replace(said, amount=replace(amount, scale=unit.scale, currency=unit.currency, shared=True))


def _alike(amount: Amount, unit: Amount) -> bool:
    """Do both stand by a year, or neither?"""
    return (amount.year is None) is (unit.year is None) or unit.total or amount.total
