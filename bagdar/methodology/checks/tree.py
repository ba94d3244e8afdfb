"""The plan's items as a tree; every walk is linear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from bagdar.documents.forms import PlanItem


class Tree:
    """Items in document order with parents, children and subtrees. Survives repeated keys and cycles."""

    def __init__(self, items: Sequence[PlanItem]) -> None:
        self.items = tuple(items)
        self.by_key: dict[str, PlanItem] = {}
        self.index: dict[str, int] = {}
        for position, item in enumerate(self.items):
            if item.key not in self.index:
                self.by_key[item.key] = item
                self.index[item.key] = position

    @cached_property
    def children(self) -> dict[str | None, list[PlanItem]]:
        """Parent → children; an item whose parent is unknown or closes a circle stands at the top."""
        out: dict[str | None, list[PlanItem]] = {}
        for item in self.items:
            out.setdefault(item.parent if self.attached(item) else None, []).append(item)
        return out

    def attached(self, item: PlanItem) -> bool:
        """Do the parents of *item* lead to the top? True for an item at the top."""
        seen = {item.key}
        parent = item.parent
        while parent is not None:
            if parent in seen or parent not in self.by_key:
                return False
            seen.add(parent)
            parent = self.by_key[parent].parent
        return True

    def ancestors(self, key: str) -> Iterator[PlanItem]:
        """Parents from the nearest up; stops at an unknown parent or where a circle closes."""
        seen = {key}
        item = self.by_key.get(key)
        while item is not None and item.parent is not None and item.parent not in seen:
            seen.add(item.parent)
            item = self.by_key.get(item.parent)
            if item is not None:
                yield item

    def path(self, key: str) -> tuple[str, ...]:
        """Keys from the top down to *key* itself."""
        return (*(item.key for item in reversed(tuple(self.ancestors(key)))), key)

    @cached_property
    def kinds_below(self) -> dict[str, set[str]]:
        """Key → kinds of all items under it, at any depth."""
        below: dict[str, set[str]] = {key: set() for key in self.by_key}
        for item in self.items:
            for above in self.ancestors(item.key):
                below[above.key].add(item.kind)
        return below
