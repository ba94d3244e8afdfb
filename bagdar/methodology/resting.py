"""What rests on a clause: everything in a methodology that cites it, and the code that carries each of them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from bagdar.kernel.messages import text_of
from bagdar.kernel.text import Text
from bagdar.methodology.checks import look_of
from bagdar.methodology.checks.registry import PREFIX
from bagdar.methodology.conformance import Cited, evidence
from bagdar.methodology.model import Methodology

LISTED: Final = (
    "levels", "kinds", "statuses", "states", "body_kinds", "offices", "note", "finance", "parameters",
)  # fmt: skip


class Resting(msgspec.Struct, frozen=True):
    """``part``: levels, checks, columns, … ``id``: the thing's in its part. ``carried``: the code that carries it out,
    as "module:function"; ``shown``: the test in which it alone matters, where there is one. ``severity`` of a check,
    "off" for one that is switched off."""

    part: str
    id: str
    title: Text = Text()
    carried: tuple[str, ...] = ()
    shown: str = ""
    severity: str = ""


class Conformance(msgspec.Struct, frozen=True):
    """One clause: what of the methodology rests on it, and what of the program names it."""

    clause: str
    resting: tuple[Resting, ...]
    cited: Cited

    @property
    def carried_out(self) -> bool:
        """Whether the program does anything by this clause."""
        return bool(self.cited.code or self.cited.pages) or any(one.carried for one in self.resting)

    @property
    def tests(self) -> tuple[str, ...]:
        """Tests that show it, each once."""
        return tuple(dict.fromkeys((*self.cited.tests, *(one.shown for one in self.resting if one.shown))))


def conformance(methodology: Methodology) -> tuple[Conformance, ...]:
    """Every clause of *methodology*, in its order."""
    resting: dict[str, list[Resting]] = {}
    for clause, one in _all(methodology):
        resting.setdefault(clause, []).append(one)
    cited = evidence().clauses if evidence().pack == methodology.id else {}
    return tuple(
        Conformance(key, tuple(resting.get(key, ())), cited.get(key, Cited())) for key in methodology.clauses
    )


def _all(methodology: Methodology) -> Iterator[tuple[str, Resting]]:
    """Everything that cites a clause, with the clause."""
    for part in LISTED:
        for item in getattr(methodology, part):
            yield item.clause, Resting(part, str(item.id), _title(item), _carried(part, item.id))
    for section in methodology.sections:
        yield section.clause, Resting("sections", str(section.number), section.name, _carried("sections", ""))
    for form in methodology.forms.values():
        for column in form.columns:
            yield (
                column.clause,
                Resting("columns", f"{form.id}.{column.id}", _title(column), _carried("columns", "")),
            )
    if methodology.informing is not None:
        yield (
            methodology.informing.clause,
            Resting("informing", "informing", carried=_carried("informing", "")),
        )
    strategy = methodology.strategy
    for clause in dict.fromkeys((strategy.clause_period, strategy.clause_plan, strategy.clause_evaluation)):
        yield clause, Resting("strategy", "strategy", carried=_carried("strategy", ""))
    yield from _checks(methodology)


def _checks(methodology: Methodology) -> Iterator[tuple[str, Resting]]:
    for key, setting in methodology.checks.items():
        look = look_of(key)
        yield (
            setting.clause,
            Resting(
                "checks",
                key,
                text_of(f"{PREFIX}{key}.name"),
                (f"{look.__module__}:{look.__qualname__}",) if setting.on else (),
                evidence().checks.get(key, "") if setting.on else "",
                setting.severity if setting.on else "off",
            ),
        )


def _carried(part: str, key: str) -> tuple[str, ...]:
    found = evidence()
    return found.parameters.get(key, ()) if part == "parameters" else found.parts.get(part, ())


def _title(thing: Any) -> Text:
    """What the thing is called."""
    for name in ("name", "words", "caption", "title"):
        text = getattr(thing, name, None)
        if isinstance(text, Text) and text:
            return text
    return Text()
