"""To whom duties have passed: pure rules over the lines of reorganisations (docs/explain/reorganisation.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec


class Passing(msgspec.Struct, frozen=True, kw_only=True):
    """On ``day`` a duty passed: the line of the plan with the key ``subject``; empty, all the rest."""

    day: date
    source: UUID
    target: UUID
    subject: str = ""


class Succession:
    """All passings of an installation, asked from any body and any day."""

    def __init__(self, passings: Iterable[Passing]) -> None:
        self._from: dict[UUID, list[Passing]] = defaultdict(list)
        self._rest_to: dict[UUID, list[Passing]] = defaultdict(list)
        for passing in sorted(passings, key=lambda passing: passing.day):
            self._from[passing.source].append(passing)
            if not passing.subject:
                self._rest_to[passing.target].append(passing)

    def chain(self, body: UUID, day: date, subject: str = "") -> tuple[Passing, ...]:
        """The passings by which a duty of *body* has gone on by *day*, in order.

        On each body the first passing on or after the day the duty arrived counts; on one day a line
        named by its key goes before the rest. No passing is followed twice, so a duty that came back
        stays where it came.
        """
        way: list[Passing] = []
        here, arrived = body, date.min
        while True:
            step = self._step(here, arrived, day, subject, way)
            if step is None:
                return tuple(way)
            way.append(step)
            here, arrived = step.target, step.day

    def on(self, body: UUID, day: date, subject: str = "") -> UUID:
        """Who answers on *day* for the duty *subject* that once was *body*'s."""
        way = self.chain(body, day, subject)
        return way[-1].target if way else body

    def before(self, body: UUID, day: date) -> frozenset[UUID]:
        """Bodies all of whose remaining duties have come to *body* by *day*, over any number of steps."""
        return frozenset(
            source for source in self._sources(body, day) if source != body and self.on(source, day) == body
        )

    def _step(self, here: UUID, arrived: date, day: date, subject: str, way: list[Passing]) -> Passing | None:
        fitting = [
            passing
            for passing in self._from.get(here, ())
            if arrived <= passing.day <= day
            and (not passing.subject or passing.subject == subject)
            and passing not in way
        ]
        return min(fitting, key=lambda passing: (passing.day, not passing.subject), default=None)

    def _sources(self, body: UUID, day: date) -> set[UUID]:
        found: set[UUID] = set()
        ahead = [body]
        while ahead:
            for passing in self._rest_to.get(ahead.pop(), ()):
                if passing.day <= day and passing.source not in found:
                    found.add(passing.source)
                    ahead.append(passing.source)
        return found
