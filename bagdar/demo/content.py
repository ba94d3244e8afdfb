"""The demonstration's invented content: files under ``data/<methodology>`` to a Plan and its bodies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import Act, BodyRef, Passport, Plan, PlanItem, Value
from bagdar.documents.pages.codes import assign_codes
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import load_bodies
from bagdar.methodology.model import Methodology

BODIES = "bodies.toml"


class Demonstration(msgspec.Struct, frozen=True, kw_only=True):
    """``actuals``: line key → figure of the reported period; ``standings``: line key → standing
    without a figure; ``offices``: office id → body id that holds it in the demonstration."""

    plan: Plan
    bodies: Bodies
    strategy_name: Text
    period: Period
    offices: dict[str, str]
    actuals: dict[str, Decimal]
    standings: dict[str, str]
    executors: dict[str, tuple[str, ...]]
    """Line key → body and group ids it names, in order: what a reading of its cell must find."""
    completions: dict[str, str]
    """Line key → id of its phrase of completion."""
    instant: datetime
    """When it is all done: every run writes the same bytes."""


def demonstration(methodology: Methodology) -> Demonstration:
    """The demonstration content written for *methodology*. Raises KeyError if there is none."""
    content = _Content(methodology)
    items = assign_codes(content.items(), methodology.forms["plan"])
    return Demonstration(
        plan=content.plan(items),
        bodies=content.bodies,
        strategy_name=content.text(content.head["strategy_name"]),
        period=content.period,
        offices=content.offices,
        actuals=content.actuals,
        standings=content.standings,
        executors=content.executors,
        completions=content.completions,
        instant=content.head["instant"],
    )


@cache
def load_content(methodology: str, name: str) -> dict[str, Any]:
    """A content file of the demonstration written for *methodology*."""
    path = resources.files("bagdar.demo").joinpath("data", methodology, name)
    return tomllib.loads(path.read_text("utf-8"))


class _Content:
    """Walks the files once. A list of strings is a text in the order of the head's languages."""

    def __init__(self, methodology: Methodology) -> None:
        self.methodology = methodology
        self.head = self.file("demo.toml")
        self.languages: tuple[str, ...] = tuple(self.head["languages"])
        self.phrases = self.file("phrases.toml")
        self.kinds = {kind.id for kind in methodology.kinds}
        self.columns = {column.role: column.id for column in methodology.forms["plan"].columns}
        self.bodies, self.offices = self._register()
        self.actuals: dict[str, Decimal] = {}
        self.standings: dict[str, str] = {}
        self.executors: dict[str, tuple[str, ...]] = {}
        self.completions: dict[str, str] = {}
        self.period = Period(
            self.head["year"],
            self.head.get("part", 1),
            methodology.reports_a_year,
            methodology.year_starts,
        )
        last = Period(
            self.head["last_year"],
            methodology.reports_a_year,
            methodology.reports_a_year,
            methodology.year_starts,
        )
        self.labels = [period.label for period in last.since(self.head["first_year"])]
        self.years = [str(year) for year in range(self.head["first_year"], self.head["last_year"] + 1)]
        self.final = next(s.id for s in methodology.standings if s.figure and not s.provisional)

    def _register(self) -> tuple[Bodies, dict[str, str]]:
        """The content's own bodies and who holds which office, else those of the methodology."""
        if not self.head["own_bodies"]:
            offices = {office.id: office.body for office in self.methodology.offices if office.body}
            return load_bodies(self.methodology.id), offices
        own = self.file(BODIES)
        bodies = Bodies(
            (self._body(entry) for entry in own["body"]),
            responsible=[kind.id for kind in self.methodology.body_kinds if kind.responsible != "no"],
        )
        return bodies, dict(own["offices"])

    def file(self, name: str) -> dict[str, Any]:
        return load_content(self.methodology.id, name)

    def text(self, given: Sequence[str] | Mapping[str, Any] | str) -> Text:
        if isinstance(given, str):
            return Text(dict.fromkeys(self.languages, given))
        if isinstance(given, Mapping):
            return Text({language: given[language] for language in self.languages})
        return Text(zip(self.languages, given, strict=True))

    def _body(self, entry: Mapping[str, Any]) -> Body:
        return Body(
            id=entry["id"],
            kind=entry["kind"],
            name=self.text(entry["name"]),
            abbreviations={
                language: (short,) for language, short in self.text(entry.get("abbr", "")).items()
            },
            higher=entry.get("higher", False),
            group=bool(entry.get("members")),
            members=tuple(entry.get("members", ())),
        )

    def plan(self, items: tuple[PlanItem, ...]) -> Plan:
        head = self.head
        developer = self.bodies[head["developer"]]
        return Plan(
            methodology=self.methodology.id,
            languages=self.languages,
            title=self.text(head["title"]),
            strategy_name=self.text(head["strategy_name"]),
            first_year=head["first_year"],
            last_year=head["last_year"],
            strategy_act=self._act(head["strategy_act"]),
            plan_act=self._act(head["plan_act"]),
            agreed=self.text(head.get("agreed", "")),
            developer=BodyRef(id=developer.id, name=developer.name),
            items=items,
            abbreviations={
                short: body.name[language]
                for body in self.bodies
                if any(body.id in named for named in self.executors.values())
                for language, shorts in body.abbreviations.items()
                for short in shorts
                if short != body.name[language]
            },
            demonstration=True,
        )

    def _act(self, given: Mapping[str, Any]) -> Act:
        day: date = given["day"]
        return Act(text=self.text(given), number=given["number"], day=day)

    def items(self) -> Iterator[PlanItem]:
        for number, name in enumerate(self.head["sections"], start=1):
            yield from self._item(self.head["root"], str(number), None, self.file(f"{name}.toml"))

    def _item(self, kind: str, key: str, parent: str | None, entry: Mapping[str, Any]) -> Iterator[PlanItem]:
        self._outcome(key, entry)
        kind_spec = self.methodology.kind(kind)
        yield PlanItem(
            key=key,
            kind=kind,
            parent=parent,
            number=self._ordinal() if kind_spec.ordinal else "",
            title=self.text(entry["t"]),
            cells=self._cells(kind, key, entry),
            passport=self._passport(entry) if kind_spec.measured else None,
        )
        for child, children in entry.items():
            if child in self.kinds and isinstance(children, list):
                for number, below in enumerate(children, start=1):
                    yield from self._item(child, f"{key}.{_letters(child)}{number}", key, below)

    _count = 0

    def _ordinal(self) -> str:
        self._count += 1
        return str(self._count)

    def _outcome(self, key: str, entry: Mapping[str, Any]) -> None:
        if "actual" in entry:
            self.actuals[key] = Decimal(entry["actual"])
        if "standing" in entry:
            self.standings[key] = entry["standing"]
        if "completion" in entry:
            self.completions[key] = entry["completion"]

    def _cells(self, kind: str, key: str, entry: Mapping[str, Any]) -> dict[str, Text]:
        """Cells by the id of the form's column; the content names columns by their role."""
        given = {**self.head.get("defaults", {}).get(kind, {}), **entry}
        cells: dict[str, Text] = {}
        if "executors" in given:
            self.executors[key] = tuple(self._marked(body)[0] for body in given["executors"])
            cells[self.columns["executors"]] = self._executors(given["executors"])
        if "deadline" in given:
            cells[self.columns["deadline"]] = self._deadline(given["deadline"])
        for role in ("completion", "financing", "text"):
            if role in given:
                cells[self.columns[role]] = self.text(self.phrases[role][given[role]])
        return cells

    def _marked(self, body: str) -> tuple[str, str | None]:
        """Id of a body, and the mark after it that says how it takes part."""
        mark = body[-1:] if body[-1:] in self.phrases["marks"] else None
        return body.removesuffix(mark or ""), mark

    def _executors(self, bodies: Sequence[str]) -> Text:
        marks = {mark: self.text(words) for mark, words in self.phrases["marks"].items()}
        named = [self._marked(body) for body in bodies]
        return Text(
            {
                language: ", ".join(
                    self._short(body, language) + (f" ({marks[mark][language]})" if mark else "")
                    for body, mark in named
                )
                for language in self.languages
            }
        )

    def _short(self, body: str, language: str) -> str:
        known = self.bodies[body]
        return next(iter(known.abbreviations.get(language, ())), known.name[language])

    def _deadline(self, code: str) -> Text:
        """``yearly``, ``half``, ``end``; ``2025-06``; ``Q3-2025``; ``2025..2027``."""
        if ".." in code:
            first, last = code.split("..")
            return self._phrase("range", a=[first], b=[last])
        if code.startswith("Q"):
            quarter, year = code[1:].split("-")
            return self._phrase("quarter", q=self.phrases["quarters"][int(quarter) - 1], y=[year])
        if code[:1].isdigit():
            year, month = code.split("-")
            return self._phrase("month", y=[year], m=self.phrases["months"][int(month) - 1])
        return self._phrase(code)

    def _phrase(self, name: str, **fields: Sequence[str]) -> Text:
        template = self.text(self.phrases["deadline"][name])
        return Text(
            {
                language: template[language].format(
                    **{k: v[i] if len(v) > 1 else v[0] for k, v in fields.items()}
                )
                for i, language in enumerate(self.languages)
            }
        )

    def _passport(self, entry: Mapping[str, Any]) -> Passport:
        """Targets for every period, or one a year; ``known``: figures of the first periods."""
        figures = [Decimal(figure) for figure in entry["targets"]]
        labels = self.years if len(figures) == len(self.years) else self.labels
        known = zip(self.labels, map(Decimal, entry.get("known", ())), strict=False)
        return Passport(
            unit=self.text(entry["unit"]),
            direction="down" if entry.get("down") else "up",
            base_period=self.head["base_period"],
            base=Decimal(entry["base"]) if "base" in entry else None,
            decimals=entry["decimals"],
            targets=dict(zip(labels, figures, strict=True)),
            actuals={
                label: Value(period=label, number=number, standing=self.final) for label, number in known
            },
        )


def _letters(kind: str) -> str:
    """First letters of a kind's id: "target_indicator" → "ti"."""
    return "".join(word[0] for word in kind.split("_"))
