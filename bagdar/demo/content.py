"""The demonstration's invented content: files under ``data/<methodology>`` to a Plan and its bodies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import Act, BodyRef, Passport, Plan, PlanItem
from bagdar.documents.pages.codes import assign_codes
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.model import Methodology

MONTHS = "months"
BY_AGREEMENT = "*"


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


def demonstration(methodology: Methodology) -> Demonstration:
    """The demonstration content written for *methodology*. Raises KeyError if there is none."""
    content = _Content(methodology)
    items = assign_codes(content.items(), methodology.forms["plan"])
    return Demonstration(
        plan=content.plan(items),
        bodies=content.bodies,
        strategy_name=content.text(content.head["strategy_name"]),
        period=content.period,
        offices=dict(content.file("bodies.toml").get("offices", {})),
        actuals=content.actuals,
        standings=content.standings,
        executors=content.executors,
        completions=content.completions,
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
        self.bodies = Bodies(
            (self._body(entry) for entry in self.file("bodies.toml")["body"]),
            responsible=[kind.id for kind in methodology.body_kinds if kind.responsible != "no"],
        )
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
                language: (abbreviation,) for language, abbreviation in self.text(entry["abbr"]).items()
            },
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
        given = {**self.head.get("defaults", {}).get(kind, {}), **entry}
        cells: dict[str, Text] = {}
        if "executors" in given:
            self.executors[key] = tuple(body.rstrip(BY_AGREEMENT) for body in given["executors"])
            cells["executors"] = self._executors(given["executors"])
        if "deadline" in given:
            cells["deadline"] = self._deadline(given["deadline"])
        for column in self.head.get("phrase_columns", ("completion", "financing")):
            if column in given:
                cells[column] = self.text(self.phrases[column][given[column]])
        return cells

    def _executors(self, bodies: Sequence[str]) -> Text:
        agreed = self.text(self.phrases["by_agreement"]["text"])
        return Text(
            {
                language: ", ".join(
                    self.bodies[body.rstrip(BY_AGREEMENT)].abbreviations[language][0]
                    + (f" ({agreed[language]})" if body.endswith(BY_AGREEMENT) else "")
                    for body in bodies
                )
                for language in self.languages
            }
        )

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
            return self._phrase("month", y=[year], m=self.phrases[MONTHS][int(month) - 1])
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
        targets = zip(self.labels, map(Decimal, entry["targets"]), strict=True)
        return Passport(
            unit=self.text(entry["unit"]),
            direction="down" if entry.get("down") else "up",
            base_period=self.head["base_period"],
            base=Decimal(entry["base"]),
            decimals=entry["decimals"],
            targets=dict(targets),
        )


def _letters(kind: str) -> str:
    """First letters of a kind's id: "target_indicator" → "ti"."""
    return "".join(word[0] for word in kind.split("_"))
