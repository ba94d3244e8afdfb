"""The table of checks: what is registered, how it runs, how what it saw becomes a finding with its clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import text_of
from bagdar.kernel.text import Text
from bagdar.methodology.model import CheckSetting, Methodology

PREFIX = "checks."
"""A check "plan.period" is set in the pack under that id; its message is "checks.plan.period"."""


class Seen(Protocol):
    """What every context offers: the rank of a line in its document, by which findings are ordered."""

    def rank(self, key: str | None) -> int: ...


C = TypeVar("C", bound=Seen)

NOWHERE = Place()
"""The document as a whole."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check saw. ``clause`` overrides the setting's only by another clause of the pack."""

    place: Place = NOWHERE
    params: Mapping[str, Any] = field(default_factory=dict)
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Check(Generic[C]):
    """A registered check: its id and the pure function that looks."""

    id: str
    look: Callable[[C], Iterable[Hit]]

    @property
    def message(self) -> str:
        return PREFIX + self.id


class Table(Generic[C]):
    """All checks of one subject (plan, languages, report, conclusion), in the order of registration."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.checks: dict[str, Check[C]] = {}

    def __iter__(self) -> Iterator[Check[C]]:
        return iter(self.checks.values())

    def __call__(self, name: str) -> Callable[[Callable[[C], Iterable[Hit]]], Callable[[C], Iterable[Hit]]]:
        """Register a function under ``subject.name``. Raises ValueError for a name taken."""
        key = f"{self.subject}.{name}"

        def register(look: Callable[[C], Iterable[Hit]]) -> Callable[[C], Iterable[Hit]]:
            if key in self.checks:
                raise ValueError(f"check {key!r} is registered twice")
            self.checks[key] = Check(key, look)
            return look

        return register

    def run(self, context: C, settings: Mapping[str, CheckSetting]) -> list[Finding]:
        """Findings of every check that *settings* switches on, ordered by place.

        A check that the methodology does not list, or lists as off, does not run.
        """
        found: list[tuple[int, Finding]] = []
        for check in self:
            setting = settings.get(check.id)
            if setting is None or not setting.on:
                continue
            for hit in check.look(context):
                found.append((context.rank(hit.place.key), _finding(check.message, setting, hit)))
        found.sort(key=lambda pair: pair[0])
        return [finding for _, finding in found]


def _finding(message: str, setting: CheckSetting, hit: Hit) -> Finding:
    return Finding(
        check=message,
        clause=hit.clause or setting.clause,
        severity=Severity(setting.severity),
        place=hit.place,
        params=dict(hit.params),
    )


def parameter(methodology: Methodology, key: str) -> Any:
    """The reading in use of a point left open; None where the methodology does not declare the point."""
    return next((found.value for found in methodology.parameters if found.id == key), None)


def words(*names: str) -> list[Text]:
    """Texts of the catalogue's ``checks.word.<name>`` in all languages, to stand as a field of a message."""
    return [text_of(f"{PREFIX}word.{name}") for name in names]
