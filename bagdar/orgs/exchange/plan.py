"""What an import of bodies would do: for each row new, changed, the same or refused, and why.

Pure over a snapshot of the register: the same function shows the dry run and carries it out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from bagdar.kernel.jsonio import dumps
from bagdar.orgs.checks import Faults, Known, faults_of_body
from bagdar.orgs.exchange.cells import Reader, Told
from bagdar.orgs.exchange.reading import SheetRow
from bagdar.orgs.exchange.snapshot import Snapshot
from bagdar.orgs.given import BodyGiven
from bagdar.orgs.rules import fold
from bagdar.orgs.slugs import free_slug

STATES = ("new", "changed", "same", "refused")


class Change(msgspec.Struct, frozen=True):
    """Of one column, as people read it."""

    column: str
    before: str
    after: str


class RowPlan(msgspec.Struct, frozen=True, kw_only=True):
    """``row``: as the spreadsheet counts. ``body``: the one that changes. ``parent_key``: a parent that the same
    file brings. ``faults``: column → message id and params."""

    row: int
    state: str
    key: str
    name: str
    given: BodyGiven | None = None
    body: UUID | None = None
    parent_key: str = ""
    changes: tuple[Change, ...] = ()
    faults: dict[str, tuple[str, dict[str, Any]]] = {}


class Plan(msgspec.Struct, frozen=True):
    rows: tuple[RowPlan, ...]

    def of(self, state: str) -> tuple[RowPlan, ...]:
        return tuple(row for row in self.rows if row.state == state)

    @property
    def counts(self) -> dict[str, int]:
        return {state: len(self.of(state)) for state in STATES}

    @property
    def digest(self) -> str:
        """The same for the same outcome: what is carried out is what was shown."""
        told = [(row.row, row.state, row.key, row.body, row.changes, sorted(row.faults)) for row in self.rows]
        return hashlib.sha256(dumps(told)).hexdigest()


def plan_of(rows: Sequence[SheetRow], known: Snapshot) -> Plan:
    """The outcome of *rows* over the register *known*."""
    return Plan(tuple(_Planning(known).all(rows)))


class _Planning:
    """One pass over the rows; what earlier rows bring counts for the later ones."""

    def __init__(self, known: Snapshot) -> None:
        self.known = known
        self.keys: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.names: dict[tuple[str, str], int] = {}
        self.parents: dict[str, str] = {
            body.key: known.bodies[body.parent_id].key for body in known.bodies.values() if body.parent_id
        }

    def all(self, rows: Sequence[SheetRow]) -> Iterator[RowPlan]:
        plans = [self._row(row) for row in rows]
        brought = {plan.key for plan in plans if plan.state != "refused"} | self.known.keys.keys()
        while True:
            # A row whose parent is refused is refused too, and so on down.
            kept = [self._with_parent(plan, brought) for plan in plans]
            left = {plan.key for plan in kept if plan.state != "refused"} | self.known.keys.keys()
            if left == brought:
                yield from kept
                return
            plans, brought = kept, left

    def _row(self, row: SheetRow) -> RowPlan:
        read = Reader(self.known, row.cells)
        body = read.body()
        told = read.told(body)
        key = self._key(told, body)
        faults = {**self._twice(row.row, key, told.given), **told.faults}
        facts = self._facts(told, body, key)
        for field, fault in faults_of_body(told.given, facts, self.known.pack, body).items():
            faults.setdefault(field, fault)
        name = next((named.name for named in told.given.names.values()), key)
        plan = RowPlan(
            row=row.row, state="refused", key=key, name=name, body=body, parent_key=told.parent_key
        )
        if faults:
            return replace(plan, faults=faults)
        if told.parent_key:
            self.parents[key] = told.parent_key
        changes = tuple(Change(*change) for change in told.changes)
        state = "new" if body is None else ("changed" if changes else "same")
        return replace(plan, state=state, given=replace(told.given, key=key), changes=changes)

    def _key(self, told: Told, body: UUID | None) -> str:
        if body is not None:
            return self.known.bodies[body].key
        if told.given.key:
            return told.given.key
        names = told.given.names
        name = next((names[language].name for language in ("en", "ru", *names) if language in names), "")
        return free_slug(name, self.known.keys.keys() | self.keys.keys())

    def _twice(self, row: int, key: str, given: BodyGiven) -> Faults:
        """One file does not bring the same body, number or name twice."""
        found: Faults = {}
        first = self.keys.setdefault(key, row)
        if first != row:
            found["key"] = ("orgs.columns.twice", {"row": first})
        if given.number and (first := self.numbers.setdefault(given.number, row)) != row:
            found["number"] = ("orgs.columns.twice", {"row": first})
        for language, named in given.names.items():
            first = self.names.setdefault((language, fold(named.name)), row)
            if first != row and given.valid_to is None:
                found[f"name_{language}"] = ("orgs.columns.twice", {"row": first})
        return found

    def _facts(self, told: Told, body: UUID | None, key: str) -> Known:
        known, given = self.known, told.given
        holder = known.numbers.get(given.number) if given.number else None
        namesakes = {
            language: next(
                (one for one in known.named.get((language, fold(named.name)), ()) if one != body), None
            )
            for language, named in given.names.items()
            if given.valid_to is None
        }
        parent = known.keys.get(told.parent_key)
        ended = (
            parent is not None and given.valid_to is None and not known.bodies[parent].exists_on(known.day)
        )
        return Known(
            number_holder=known.label(holder) if holder and holder != body else "",
            name_holders={language: known.label(one) for language, one in namesakes.items() if one},
            above=(body,) if body and self._goes_round(key, told.parent_key) else (),
            parent_ended=ended,
        )

    def _goes_round(self, key: str, parent: str) -> bool:
        seen: set[str] = set()
        here = parent
        while here and here not in seen:
            if here == key:
                return True
            seen.add(here)
            here = self.parents.get(here, "")
        return False

    def _with_parent(self, plan: RowPlan, brought: set[str]) -> RowPlan:
        if plan.state == "refused" or not plan.parent_key:
            return plan
        if plan.parent_key not in brought:
            fault = ("orgs.columns.parent_unknown", {"key": plan.parent_key})
        elif plan.body is None and self._goes_round(plan.key, plan.parent_key):
            fault = ("orgs.bodies.parent_below", {})
        else:
            return plan
        return replace(plan, state="refused", given=None, changes=(), faults={"parent": fault})
