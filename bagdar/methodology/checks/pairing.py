"""Pairs the rows of two language texts of one plan: by number where rows have one, else by order and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bagdar.documents.forms import Plan, PlanItem
from bagdar.methodology.checks.tree import Tree

_DIGITS = re.compile(r"\d+")
LIMIT = 1_000_000
"""Above this many comparisons rows are paired in order only, so that the work stays linear."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row in both texts; None where a text lacks it."""

    first: PlanItem | None
    second: PlanItem | None


def pair_plans(first: Plan, second: Plan) -> tuple[Pair, ...]:
    """Rows of both plans, in the order of *first*; rows of *second* alone stand after their neighbours."""
    one, other = Tree(first.items), Tree(second.items)
    out: list[Pair] = []
    pending: list[tuple[str | None, str | None]] = [(None, None)]
    done: set[str] = set()
    while pending:
        a, b = pending.pop()
        pairs = list(_siblings(one.children.get(a, ()), other.children.get(b, ())))
        out += pairs
        for pair in pairs:
            if pair.first is not None and pair.second is not None and pair.first.key not in done:
                done.add(pair.first.key)
                pending.append((pair.first.key, pair.second.key))
        out += (
            Pair(child, None) for p in pairs if p.second is None and p.first for child in _below(one, p.first)
        )
        out += (
            Pair(None, child)
            for p in pairs
            if p.first is None and p.second
            for child in _below(other, p.second)
        )
    return tuple(sorted(out, key=lambda pair: _rank(pair, one, other)))


def pair_languages(plan: Plan, first: str, second: str) -> tuple[Pair, ...]:
    """Rows of one plan that holds both texts: a row lacks a language where its title does."""
    return tuple(
        Pair(item if first in item.title else None, item if second in item.title else None)
        for item in plan.items
    )


def _rank(pair: Pair, one: Tree, other: Tree) -> int:
    if pair.first is not None:
        return one.index[pair.first.key]
    return other.index[pair.second.key] if pair.second is not None else 0


def _below(tree: Tree, item: PlanItem) -> Iterator[PlanItem]:
    """All items under *item*."""
    pending, seen = [item.key], {item.key}
    while pending:
        for child in tree.children.get(pending.pop(), ()):
            if child.key not in seen:
                seen.add(child.key)
                pending.append(child.key)
                yield child


def _siblings(first: Sequence[PlanItem], second: Sequence[PlanItem]) -> Iterator[Pair]:
    kinds = dict.fromkeys(item.kind for item in (*first, *second))
    for kind in kinds:
        ours = [item for item in first if item.kind == kind]
        theirs = [item for item in second if item.kind == kind]
        if _numbered(ours) and _numbered(theirs):
            yield from _by_number(ours, theirs)
        elif len(ours) == len(theirs) or len(ours) * len(theirs) > LIMIT:
            yield from _in_order(ours, theirs)
        else:
            yield from _by_figures(ours, theirs)


def _number(item: PlanItem) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(item.number))


def _numbered(items: Sequence[PlanItem]) -> bool:
    """Each has a number, no two the same."""
    found = {_number(item) for item in items}
    return () not in found and len(found) == len(items)


def _by_number(ours: Sequence[PlanItem], theirs: Sequence[PlanItem]) -> Iterator[Pair]:
    """Where both texts have as many rows, rows left without their like are paired in order: a number is wrong."""
    by_number = {_number(item): item for item in theirs}
    alone: list[PlanItem] = []
    for item in ours:
        like = by_number.pop(_number(item), None)
        if like is None:
            alone.append(item)
        else:
            yield Pair(item, like)
    if len(ours) == len(theirs):
        yield from _in_order(alone, tuple(by_number.values()))
    else:
        yield from (Pair(item, None) for item in alone)
        yield from (Pair(None, item) for item in by_number.values())


def _in_order(ours: Sequence[PlanItem], theirs: Sequence[PlanItem]) -> Iterator[Pair]:
    for position in range(max(len(ours), len(theirs))):
        yield Pair(
            ours[position] if position < len(ours) else None,
            theirs[position] if position < len(theirs) else None,
        )


def _by_figures(ours: Sequence[PlanItem], theirs: Sequence[PlanItem]) -> Iterator[Pair]:
    """Rows with the same figures are one row; between them rows are paired in order."""
    one, other = ([_figures(item) for item in items] for items in (ours, theirs))
    for _, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield from _in_order(ours[a:b], theirs[c:d])


def _figures(item: PlanItem) -> tuple[str, ...]:
    """Figures of title and cells, in either language."""
    texts = [*item.title.values(), *(text for cell in item.cells.values() for text in cell.values())]
    targets = () if item.passport is None else map(str, item.passport.targets.values())
    return (*(figure for text in texts for figure in _DIGITS.findall(text)), *targets)
