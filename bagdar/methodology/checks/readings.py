"""What the cells mean, as far as checks need it: the grammars' readings, each distinct phrase read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan
from bagdar.methodology.model import Methodology


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence: anything from ``first`` to ``last`` is in time; ``last`` is the deadline."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """Meaning of a deadline cell. ``open``: it has no day of its own (a condition, "as needed")."""

    understood: bool
    occurrences: tuple[Due, ...] = ()
    left_over: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Executor:
    """A body as a cell names it. ``role``: what the cell itself says ("responsible", "co_executor") or "";
    ``proposed``: the role by the kind of body where the cell says nothing."""

    text: str
    body: str | None = None
    role: str = ""
    proposed: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Executors:
    understood: bool
    bodies: tuple[Executor, ...] = ()
    left_over: str = ""


@dataclass(frozen=True, slots=True)
class Financing:
    """``sources``: ids of the pack's sources; ``other``: named sources that the pack does not know."""

    understood: bool
    sources: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    left_over: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    understood: bool
    informing: bool = False


class Reader(Protocol):
    """Reads the cells of one plan. Languages are those of the plan's texts."""

    def deadline(self, text: str, language: str) -> Deadline: ...

    def executors(self, text: str, language: str) -> Executors: ...

    def financing(self, text: str, language: str) -> Financing: ...

    def completion(self, text: str, language: str) -> Completion: ...


@dataclass
class Cached:
    """A reader that asks *inner* once for each distinct phrase."""

    inner: Reader
    _deadlines: dict[tuple[str, str], Deadline] = field(default_factory=dict)
    _executors: dict[tuple[str, str], Executors] = field(default_factory=dict)
    _financing: dict[tuple[str, str], Financing] = field(default_factory=dict)
    _completion: dict[tuple[str, str], Completion] = field(default_factory=dict)

    def deadline(self, text: str, language: str) -> Deadline:
        key = (text, language)
        if key not in self._deadlines:
            self._deadlines[key] = self.inner.deadline(text, language)
        return self._deadlines[key]

    def executors(self, text: str, language: str) -> Executors:
        key = (text, language)
        if key not in self._executors:
            self._executors[key] = self.inner.executors(text, language)
        return self._executors[key]

    def financing(self, text: str, language: str) -> Financing:
        key = (text, language)
        if key not in self._financing:
            self._financing[key] = self.inner.financing(text, language)
        return self._financing[key]

    def completion(self, text: str, language: str) -> Completion:
        key = (text, language)
        if key not in self._completion:
            self._completion[key] = self.inner.completion(text, language)
        return self._completion[key]


ReaderOf = Callable[[Plan, Methodology, Bodies], Reader]
DueStates = Mapping[str, "DueState"]


class DueState(Protocol):
    """What a period asks of one plan line; see :class:`bagdar.methodology.due.LineDue`.

    ``due``: a status is asked for; ``asked``: some answer is. ``state``: the inner state that the
    calendar gives where no status is asked for (pack id); None where it cannot tell. ``certain``:
    False where the words of the plan leave it open.
    """

    @property
    def due(self) -> bool: ...

    @property
    def asked(self) -> bool: ...

    @property
    def certain(self) -> bool: ...

    @property
    def state(self) -> str | None: ...
