"""What an auditor looks at first: kinds of exceptions as pure rules over entries of the journal.

A domain says with :func:`means` what its acts mean ("accepted", "role_granted"…); the kinds speak of meanings only,
so an act that comes later is found by the kinds that are here already. docs/explain/exceptions.md has an example of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

MEANINGS: Final[dict[str, set[str]]] = {}
"""Meaning → codes of acts."""
FAST: Final = timedelta(minutes=1)


class Seen(msgspec.Struct, frozen=True):
    """What a rule sees of an entry. ``thing``: type and id of its object."""

    id: int
    at: datetime
    act: str
    actor: UUID | None
    capacity: str
    acting: str
    thing: tuple[str, str]
    before: dict[str, Any]
    after: dict[str, Any]

    def means(self, meaning: str) -> bool:
        return self.act in MEANINGS.get(meaning, ())

    def day(self, zone: str) -> str:
        """The day it falls on in the installation's zone, as a key."""
        return f"{self.at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"


class Hit(msgspec.Struct, frozen=True):
    """An exception: the entry that makes it one, and those it is seen from."""

    entry: int
    beside: tuple[int, ...] = ()


Rule = Callable[[Sequence[Seen], str], Iterable[Hit]]
"""Entries from the oldest on, and the installation's zone."""


class Kind(msgspec.Struct, frozen=True):
    """Its name is the message ``journal.exception.<id>``. ``meanings``: the acts that its rule needs to see."""

    id: str
    meanings: tuple[str, ...]
    rule: Rule

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(act for one in self.meanings for act in MEANINGS.get(one, ()))


def means(meaning: str, *acts: str) -> None:
    """A domain's acts in the words of the kinds. Raises ValueError for a word that no kind knows."""
    if not any(meaning in kind.meanings for kind in KINDS):
        raise ValueError(f"no exception speaks of {meaning}")
    MEANINGS.setdefault(meaning, set()).update(acts)


def find(kind: Kind, entries: Sequence[Seen], zone: str) -> list[Hit]:
    """The exceptions of *kind* among *entries* (from the oldest on), the newest first."""
    return sorted(kind.rule(entries, zone), key=lambda hit: -hit.entry)


def _each(entries: Sequence[Seen], _zone: str) -> Iterator[Hit]:
    """Every one of these acts is an exception by itself."""
    for entry in entries:
        yield Hit(entry.id)


def _returned_twice(entries: Sequence[Seen], _zone: str) -> Iterator[Hit]:
    """From the second return of a thing on."""
    before: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        if before[entry.thing]:
            yield Hit(entry.id, tuple(before[entry.thing]))
        before[entry.thing].append(entry.id)


def _accepted_fast(entries: Sequence[Seen], _zone: str) -> Iterator[Hit]:
    """Accepted within a minute of its submission: nobody can have read it."""
    submitted: dict[tuple[str, str], Seen] = {}
    for entry in entries:
        if entry.means("submitted"):
            submitted[entry.thing] = entry
        elif (last := submitted.get(entry.thing)) and entry.at - last.at <= FAST:
            yield Hit(entry.id, (last.id,))


def _changed_after(entries: Sequence[Seen], _zone: str) -> Iterator[Hit]:
    """Changed once it had been accepted."""
    accepted: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.means("accepted"):
            accepted[entry.thing] = entry.id
        elif entry.thing in accepted:
            yield Hit(entry.id, (accepted[entry.thing],))


def _by_acting_head(entries: Sequence[Seen], _zone: str) -> Iterator[Hit]:
    """Signed by somebody who acted for the head; and that somebody was let act."""
    for entry in entries:
        if entry.means("acting_entered") or entry.acting:
            yield Hit(entry.id)


def _role_that_day(entries: Sequence[Seen], zone: str) -> Iterator[Hit]:
    """Somebody was given a role and on that day did what it takes one to do."""
    granted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        day = entry.day(zone)
        if entry.means("role_granted"):
            granted[day, entry.thing[1]].append(entry.id)
        elif entry.actor is not None and (given := granted.get((day, str(entry.actor)))):
            yield Hit(entry.id, tuple(given))


def _administrator_for_a_day(entries: Sequence[Seen], zone: str) -> Iterator[Hit]:
    """The role of an administrator was given and taken away on one day."""
    given: dict[tuple[str, str], int] = {}
    for entry in entries:
        key = entry.day(zone), entry.thing[1]
        if entry.means("role_granted") and entry.after.get("role") == "administrator":
            given[key] = entry.id
        elif entry.means("role_ended") and entry.before.get("role") == "administrator" and key in given:
            yield Hit(entry.id, (given[key],))


KINDS: Final = (
    Kind("late", ("late",), _each),
    Kind("excused", ("excused",), _each),
    Kind("overridden", ("overridden",), _each),
    Kind("returned_twice", ("returned",), _returned_twice),
    Kind("accepted_fast", ("submitted", "accepted"), _accepted_fast),
    Kind("changed_after", ("accepted", "changed"), _changed_after),
    Kind("acting", ("signed", "acting_entered"), _by_acting_head),
    Kind("role_that_day", ("role_granted", "signed", "decided"), _role_that_day),
    Kind("parameters", ("parameters_changed",), _each),
    Kind("access_restored", ("access_restored",), _each),
    Kind("administrator_for_a_day", ("role_granted", "role_ended"), _administrator_for_a_day),
    Kind("refused", ("refused",), _each),
    Kind("store", ("store_touched",), _each),
)
"""In the order in which an auditor is shown them."""
BY_ID: Final = {kind.id: kind for kind in KINDS}

means("refused", "journal.access.refused", "journal.access.refused_more")
means("store_touched", "journal.rows.rewritten")
