"""One plan from its editions in two languages: rows joined by key, number, kind and place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec.structs import replace

from bagdar.documents.forms.parts import Passport
from bagdar.documents.forms.plan import FinanceLine, Plan, PlanItem
from bagdar.kernel.text import Text


class Pairing(NamedTuple):
    """``plan``: texts in both languages; rows that only one edition has, by key, are in it too.

    ``pairs``: key in the first → key in the second, for rows that were joined.
    """

    plan: Plan
    pairs: dict[str, str]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def pair(first: Plan, second: Plan) -> Pairing:
    """Join two editions of one plan. Figures are the first's; checks compare the two."""
    matched = _match(first.items, second.items)
    partner = {one.key: other for one, other in matched}
    used = {other.key for _, other in matched}
    items = tuple(_joined(item, partner.get(item.key)) for item in first.items)
    renamed = {other.key: one.key for one, other in matched}
    alone = tuple(item for item in second.items if item.key not in used)
    plan = replace(
        first,
        languages=tuple(dict.fromkeys((*first.languages, *second.languages))),
        title=_text(first.title, second.title),
        agreed=_text(first.agreed, second.agreed),
        plan_act=replace(first.plan_act, text=_text(first.plan_act.text, second.plan_act.text))
        if first.plan_act and second.plan_act
        else first.plan_act or second.plan_act,
        first_year=first.first_year or second.first_year,
        last_year=first.last_year or second.last_year,
        items=_merged(items, alone, second.items, renamed),
        abbreviations={**second.abbreviations, **first.abbreviations},
    )
    return Pairing(
        plan,
        {one.key: other.key for one, other in matched},
        tuple(item.key for item in first.items if item.key not in partner),
        tuple(item.key for item in alone),
    )


def _match(first: Sequence[PlanItem], second: Sequence[PlanItem]) -> list[tuple[PlanItem, PlanItem]]:
    """Same keys and kinds first; what is left, by the sequence of kinds and numbers."""
    by_key = {item.key: item for item in second}
    same = {
        one.key: by_key[one.key]
        for one in first
        if one.key in by_key and (by_key[one.key].kind, by_key[one.key].number) == (one.kind, one.number)
    }
    if len(same) == len(first) == len(second):
        return [(one, same[one.key]) for one in first]
    marks = [[(item.kind, item.number) for item in items] for items in (first, second)]
    matcher = SequenceMatcher(None, marks[0], marks[1], autojunk=False)
    found: list[tuple[PlanItem, PlanItem]] = []
    for what, a, a_end, b, b_end in matcher.get_opcodes():
        ours, theirs = first[a:a_end], second[b:b_end]
        # A stretch as long in both, of the same kinds: numbers differ, as editions' numbers do.
        alike = what == "replace" and [i.kind for i in ours] == [i.kind for i in theirs]
        if what == "equal" or alike:
            found += zip(ours, theirs, strict=True)
    return found


def _text(one: Text, other: Text) -> Text:
    return Text({**other, **one})


def _joined(item: PlanItem, other: PlanItem | None) -> PlanItem:
    if other is None:
        return item
    columns = dict.fromkeys((*item.cells, *other.cells))
    sources = {
        column: {**other.sources.get(column, {}), **item.sources.get(column, {})}
        for column in dict.fromkeys((*item.sources, *other.sources))
    }
    return replace(
        item,
        title=_text(item.title, other.title),
        cells={c: _text(item.cells.get(c, Text()), other.cells.get(c, Text())) for c in columns},
        passport=_passport(item.passport, other.passport),
        finance=_finance(item.finance, other.finance),
        sources=sources,
    )


def _passport(one: Passport | None, other: Passport | None) -> Passport | None:
    if one is None or other is None:
        return one or other
    return replace(
        one,
        unit=_text(one.unit, other.unit),
        targets={**other.targets, **one.targets},
        actuals={**other.actuals, **one.actuals},
    )


def _finance(one: tuple[FinanceLine, ...], other: tuple[FinanceLine, ...]) -> tuple[FinanceLine, ...]:
    if len(one) != len(other):
        return one or other
    return tuple(replace(a, source=_text(a.source, b.source)) for a, b in zip(one, other, strict=True))


def _merged(
    items: tuple[PlanItem, ...],
    alone: tuple[PlanItem, ...],
    second: Sequence[PlanItem],
    renamed: dict[str, str],
) -> tuple[PlanItem, ...]:
    """Rows of the second edition alone go after the row they follow there, under a key of their own."""
    if not alone:
        return items
    taken = {item.key for item in items}
    following: dict[str | None, list[PlanItem]] = {}
    last: str | None = None
    lonely = {item.key for item in alone}
    names = dict(renamed)
    for item in second:
        if item.key not in lonely:
            last = renamed[item.key]
            continue
        key = item.key if item.key not in taken else f"{item.key}~second"
        names[item.key] = key
        taken.add(key)
        parent = names.get(item.parent) if item.parent else None
        following.setdefault(last, []).append(replace(item, key=key, parent=parent))
    out = list(following.get(None, ()))
    for item in items:
        out.append(item)
        out.extend(following.get(item.key, ()))
    return tuple(out)
