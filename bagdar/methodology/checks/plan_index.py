"""A plan indexed once for all the reports that are checked against it."""

from __future__ import annotations

from functools import cached_property, lru_cache

from bagdar.documents.forms import Plan, PlanItem, ReportLine
from bagdar.methodology.checks.tree import Tree
from bagdar.methodology.wording import same_wording

Mark = tuple[str, str, str]
"""Kind, language, wording."""


class PlanIndex:
    """Where the lines of a plan stand, by key, wording and number."""

    def __init__(self, plan: Plan) -> None:
        self.keys = plan.by_key()
        self.ranks = {item.key: position for position, item in enumerate(plan.items)}
        self.tree = Tree(plan.items)

    @cached_property
    def titles(self) -> dict[Mark, list[PlanItem]]:
        found: dict[Mark, list[PlanItem]] = {}
        for item in self.tree.items:
            for mark in marks(item):
                found.setdefault(mark, []).append(item)
        return found

    @cached_property
    def numbers(self) -> dict[tuple[str, str], list[PlanItem]]:
        found: dict[tuple[str, str], list[PlanItem]] = {}
        for item in self.tree.items:
            if item.number.strip():
                found.setdefault((item.kind, bare_number(item.number)), []).append(item)
        return found


def index_of(plan: Plan) -> PlanIndex:
    """The index of *plan*; plans are immutable, and the last ones asked for are kept."""
    return _made(_Same(plan))


class _Same:
    """A plan by its identity: plans are too big to be compared."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


@lru_cache(maxsize=4)
def _made(same: _Same) -> PlanIndex:
    return PlanIndex(same.plan)


def marks(line: PlanItem | ReportLine) -> list[Mark]:
    return [(line.kind, language, same_wording(text)) for language, text in line.title.items()]


def bare_number(number: str) -> str:
    return number.strip().rstrip(".)").strip()
