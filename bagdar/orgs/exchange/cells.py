"""One row of a spreadsheet as a body: words become kinds, regions and days; what is left blank stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from bagdar.methodology.numbers import is_valid
from bagdar.orgs.checks import Faults
from bagdar.orgs.exchange.snapshot import Snapshot
from bagdar.orgs.given import BodyGiven, NameGiven
from bagdar.orgs.models import Body
from bagdar.orgs.rules import fold

ERASED: Final = frozenset({"–", "-", "—"})
"""A dash empties a field; a blank cell leaves what stands there."""


class Told(msgspec.Struct, frozen=True):
    """What a row says. ``changes``: column, before, after. ``parent_key``: key of the body above."""

    given: BodyGiven
    faults: Faults
    changes: tuple[tuple[str, str, str], ...]
    parent_key: str


class Reader:
    """The cells of a row, read against the register."""

    def __init__(self, known: Snapshot, cells: Mapping[str, str]) -> None:
        self.known = known
        self.cells = cells
        self.faults: Faults = {}
        self.changes: list[tuple[str, str, str]] = []

    def body(self) -> UUID | None:
        """The body of the register that the row means: by key, else by number, else by name."""
        if key := self.cells.get("key", ""):
            return self.known.keys.get(key)
        if (number := self._number()) and number in self.known.numbers:
            return self.known.numbers[number]
        for language in self.known.pack.languages:
            found = self.known.named.get((language, fold(self.cells.get(f"name_{language}", ""))), [])
            if len(found) == 1:
                return found[0]
        return None

    def told(self, body: UUID | None) -> Told:
        row = self.known.bodies[body] if body else None
        given = BodyGiven(
            key="" if row else self.cells.get("key", ""),
            kind=self._kind(row),
            names=self._names(body),
            number=self._text("number", row.number if row else "", self._number()),
            region=self._region(row),
            parent=None,
            valid_from=self._day("valid_from", row.valid_from if row else None),
            valid_to=self._day("valid_to", row.valid_to if row else None),
            email=self._text("email", row.email if row else ""),
            phone=self._text("phone", row.phone if row else ""),
            group=row.group if row else False,
            higher=row.higher if row else False,
        )
        if body in self.known.ended and row and given.valid_to != row.valid_to:
            self.faults["valid_to"] = ("orgs.bodies.ended_by_act", {})
        parent_key = self._parent(row)
        given = msgspec.structs.replace(given, parent=self.known.keys.get(parent_key))
        return Told(given, self.faults, tuple(self.changes), parent_key)

    def _text(self, column: str, before: str, cell: str | None = None) -> str:
        cell = self.cells.get(column, "") if cell is None else cell
        after = "" if cell in ERASED else cell or before
        self._changed(column, before, after)
        return after

    def _changed(self, column: str, before: Any, after: Any) -> None:
        if before != after:
            self.changes.append((column, _shown(before), _shown(after)))

    def _number(self) -> str:
        """Digits without spaces; zeros that a spreadsheet took from the front are given back."""
        number = "".join(self.cells.get("number", "").split())
        for check in self.known.pack.number_checks.values():
            padded = number.zfill(check.length)
            if number.isdecimal() and len(number) < check.length and is_valid(padded, check):
                return padded
        return number

    def _kind(self, row: Body | None) -> str:
        cell = self.cells.get("kind", "")
        if not cell:
            return row.kind if row else ""
        kind = self.known.kinds.get(fold(cell))
        if kind is None:
            self.faults["kind"] = ("orgs.bodies.kind_unknown", {"kind": cell})
            return row.kind if row else ""
        self._changed("kind", row.kind if row else "", kind)
        return kind

    def _region(self, row: Body | None) -> UUID | None:
        before = row.region if row else None
        cell = self.cells.get("region", "")
        if not cell:
            return before.pk if before else None
        if cell in ERASED:
            self._changed("region", before.code if before else "", "")
            return None
        region = self.known.regions.get(fold(cell)) or self.known.regions.get(fold(cell.split()[0]))
        if region is None:
            self.faults["region"] = ("orgs.columns.region_unknown", {"region": cell})
            return before.pk if before else None
        if before is None or before.pk != region.pk:
            self._changed("region", before.name_in("kk") if before else "", region.name_in("kk"))
        return region.pk

    def _parent(self, row: Body | None) -> str:
        before = self.known.bodies[row.parent_id].key if row and row.parent_id else ""
        return self._text("parent", before)

    def _day(self, column: str, before: date | None) -> date | None:
        cell = self.cells.get(column, "")
        if not cell:
            return before
        after = None if cell in ERASED else read_day(cell)
        if after is None and cell not in ERASED:
            self.faults[column] = ("orgs.columns.day_unknown", {"day": cell})
            return before
        self._changed(column, before, after)
        return after

    def _names(self, body: UUID | None) -> dict[str, NameGiven]:
        """Names as they will be. A name in use is not changed by a file: that takes an act."""
        used = self.known.names.get(body, {}) if body else {}
        found: dict[str, NameGiven] = {}
        for language in self.known.pack.languages:
            row = used.get(language)
            name = " ".join(self.cells.get(f"name_{language}", "").split())
            if row is not None and name and name != row.name:
                self.faults[f"name_{language}"] = ("orgs.columns.name_by_act", {"name": row.name})
            before = row.abbreviation if row else ""
            short = self._text(f"abbreviation_{language}", before)
            if row is None and name:
                self._changed(f"name_{language}", "", name)
            if row is not None or name or short:
                found[language] = NameGiven(
                    name=row.name if row else name,
                    abbreviation=short,
                    others=tuple(row.others) if row else (),
                    variants=tuple(row.variants) if row else (),
                )
        return found


def read_day(text: str) -> date | None:
    """A day as people and spreadsheets write it: 03.01.2023, 2023-01-03; None for anything else."""
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime("".join(text.split()), form).date()
        except ValueError:
            continue
    return None


def _shown(value: Any) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value or "")
