"""The chain of the methodology: at each level the reports that go up, made from those that came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bagdar.consolidation.contradictions import Contradiction, contradictions
from bagdar.consolidation.entries import Entries, Stray, take_apart
from bagdar.consolidation.fold import Outline, fold, section_of
from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import BodyRef, Factor, Plan, Report, ReportLine, Statement
from bagdar.kernel.periods import Period
from bagdar.methodology.model import Level, Methodology
from bagdar.methodology.roles import LineRoles, Roles


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A body that owed something for *keys* and of which nothing came."""

    body: str
    keys: tuple[str, ...]
    bound: bool
    """False: asked by agreement; its silence is recorded, never counted as a breach."""


class Consolidation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that follows from one round of reports.

    ``by_level``: level id → its reports, in order; ``national``: the widest of them. ``missing`` names
    bodies of which no report came, ``silent`` (body, line) pairs left blank by a body that did report.
    """

    period: Period
    lines: tuple[ReportLine, ...]
    by_level: dict[str, tuple[Report, ...]]
    national: Report
    contradictions: tuple[Contradiction, ...]
    missing: tuple[Missing, ...]
    silent: tuple[tuple[str, str], ...]
    strays: tuple[Stray, ...]


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What a consolidation is made against. ``due``: plan line key → due in the period."""

    plan: Plan
    methodology: Methodology
    bodies: Bodies
    period: Period
    roles: Roles
    due: Mapping[str, bool]


def consolidate(over: Round, reports: Iterable[Report]) -> Consolidation:
    """Carry *reports* up every level of the methodology's chain (§31–§35 in the first pack).

    Words and figures are taken as they came; nothing is left out silently: bodies without a report
    are named, blank answers listed, lines nobody may answer for kept as strays.
    """
    received = [report for report in reports if report.sender.id is not None]
    entries = take_apart(received, over.roles)
    lines = fold(over.plan, over.roles, entries)
    missing = _missing(over, entries)
    board = _Board(over, lines, received)
    by_level = {level.id: board.level(level, missing) for level in over.methodology.levels}
    return Consolidation(
        period=over.period,
        lines=lines,
        by_level=by_level,
        national=_report(over, None, BodyRef(), None, lines, received, missing),
        contradictions=contradictions(
            over.plan,
            lines,
            {key: roles.main or roles.lead for key, roles in over.roles.items()},
            over.methodology.statuses,
        ),
        missing=missing,
        silent=_silent(over, entries),
        strays=tuple(entries.strays),
    )


def _owed(over: Round) -> dict[str, list[str]]:
    owed: dict[str, list[str]] = {}
    for item in over.plan.items:
        if over.due.get(item.key):
            for body in over.roles.get(item.key, LineRoles()).bodies:
                owed.setdefault(body, []).append(item.key)
    return owed


def _missing(over: Round, entries: Entries) -> tuple[Missing, ...]:
    unbound = {body for roles in over.roles.values() for body in roles.unbound}
    return tuple(
        Missing(body=body, keys=tuple(keys), bound=body not in unbound)
        for body, keys in _owed(over).items()
        if body not in entries.received and not _group(over, body)
    )


def _silent(over: Round, entries: Entries) -> tuple[tuple[str, str], ...]:
    return tuple(
        (body, key)
        for body, keys in _owed(over).items()
        if body in entries.received
        for key in keys
        if (body, key) not in entries.answered
    )


def _group(over: Round, body: str) -> bool:
    found = over.bodies.get(body)
    return bool(found and found.group)


class _Board:
    """One round's lines and reports, indexed once, from which every level's reports are cut."""

    def __init__(self, over: Round, lines: Sequence[ReportLine], received: Sequence[Report]) -> None:
        self.over = over
        self.lines = {line.key: line for line in lines}
        self.outline = Outline(over.plan)
        self.received = received
        self.sections = section_of(over.plan, {kind.id: kind.section for kind in over.methodology.kinds})
        self.reported = {kind.id for kind in over.methodology.kinds if kind.reported}
        self.by_sender: dict[str, list[Report]] = {}
        for report in received:
            self.by_sender.setdefault(report.sender.id or "", []).append(report)

    def shares(self, level: Level) -> dict[tuple[str, str | None], list[str]]:
        """(sender, section or None) → keys of the lines that sender reports on at *level*."""
        shares: dict[tuple[str, str | None], list[str]] = {}
        for key, line in self.lines.items():
            roles = self.over.roles.get(key)
            if roles is None or line.kind not in self.reported:
                continue
            section = self.sections.get(key) if level.scope == "section" else None
            for sender in _senders(self.over, level, roles):
                shares.setdefault((sender, section), []).append(key)
        return shares

    def level(self, level: Level, missing: tuple[Missing, ...]) -> tuple[Report, ...]:
        """The reports of one level: for each sender (and section, where the level is by section) one."""
        owing = [(m, frozenset(m.keys)) for m in missing]
        personal = level.sender in ("co_executor", "responsible")
        out = []
        for (sender, section), keys in self.shares(level).items():
            own = set(keys)
            show = [
                _as_sent(self.lines[key], sender, level) if key in own else _bare(self.lines[key])
                for key in self.outline.with_ancestors(keys)
            ]
            late = (
                ()
                if level.sender == "co_executor"
                else tuple(m for m, keys in owing if not own.isdisjoint(keys))
            )
            words = self.by_sender.get(sender, []) if personal else self._bearing_on(own)
            out.append(_report(self.over, level, _ref(self.over, sender), section, show, words, late))
        return tuple(out)

    def _bearing_on(self, keys: set[str]) -> list[Report]:
        """The received reports that show any of *keys*: a section takes nobody's words who has no line in it."""
        return [report for report in self.received if any(line.key in keys for line in report.lines)]


def _senders(over: Round, level: Level, roles: LineRoles) -> tuple[str, ...]:
    if level.sender == "co_executor":
        return roles.co_executors
    if level.sender == "responsible":
        return tuple(dict.fromkeys(((roles.main,) if roles.main else ()) + roles.responsible))
    if level.sender == "lead":
        return (roles.lead,) if roles.lead else ()
    office = next((o for o in over.methodology.offices if o.id == level.sender_office), None)
    return (office.body,) if office and office.body else ("",)


def _as_sent(line: ReportLine, sender: str, level: Level) -> ReportLine:
    """The line as *sender* sends it: who does not keep it sends its own contribution and nothing else."""
    own = next((c for c in line.contributions if c.body == sender), None)
    if level.sender not in ("co_executor", "responsible"):
        return line
    if own is None:
        return _bare(line) if level.sender == "co_executor" else line
    return replace(
        line,
        status=own.status,
        state=own.state,
        information=own.information,
        reason=own.reason,
        value=own.value,
        contributions=(),
    )


def _bare(line: ReportLine) -> ReportLine:
    """Only what the plan says of the line."""
    return replace(line, status=None, state=None, information=(), reason=None, value=None, contributions=())


def _ref(over: Round, body: str) -> BodyRef:
    found = over.bodies.get(body)
    return BodyRef(id=body or None, name=found.name) if found else BodyRef(id=body or None)


def _report(
    over: Round,
    level: Level | None,
    sender: BodyRef,
    section: str | None,
    lines: Sequence[ReportLine],
    received: Sequence[Report],
    missing: tuple[Missing, ...],
) -> Report:
    plan = over.plan
    factors, note = _gather(received, {line.key for line in lines})
    return Report(
        methodology=over.methodology.id,
        languages=plan.languages,
        period=over.period,
        strategy_act=plan.strategy_act,
        plan_act=plan.plan_act,
        sender=sender,
        level=level.id if level else None,
        section=section,
        lines=tuple(lines),
        factors=factors,
        note=note,
        evaluation_year=any(report.evaluation_year for report in received),
        head=received[0].head if len(received) == 1 else None,
        missing=tuple(_ref(over, m.body) for m in missing),
        demonstration=plan.demonstration,
    )


def _gather(
    received: Sequence[Report], keys: set[str]
) -> tuple[tuple[Factor, ...], dict[str, tuple[Statement, ...]]]:
    """Factors that bear on *keys* (or name no line) and the note's items, each with its author."""
    factors: dict[object, Factor] = {}
    note: dict[str, dict[object, Statement]] = {}
    for report in received:
        for factor in report.factors:
            if not factor.keys or keys & set(factor.keys):
                key = (
                    factor.side,
                    factor.sign,
                    factor.keys,
                    _words(factor.statements),
                    _words(factor.measures),
                )
                factors[key] = _joined(factors[key], factor) if key in factors else factor
        for item, statements in report.note.items():
            for statement in statements:
                note.setdefault(item, {}).setdefault(_said(statement), statement)
    # "There is nothing else to name" comes after what is named.
    told = sorted(factors.values(), key=lambda factor: factor.sign is None)
    return tuple(told), {item: tuple(said.values()) for item, said in note.items()}


def _joined(known: Factor, other: Factor) -> Factor:
    """The same factor in the same words of several authors: one, with the words of each."""
    return replace(
        known,
        statements=_distinct((*known.statements, *other.statements)),
        measures=_distinct((*known.measures, *other.measures)),
    )


def _distinct(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    found: dict[object, Statement] = {}
    for statement in statements:
        found.setdefault(_said(statement), statement)
    return tuple(found.values())


def _words(statements: Iterable[Statement]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((statement.language, statement.text) for statement in statements))


def _said(statement: Statement) -> tuple[str | None, str, str]:
    """The same words of the same author are one statement, through whatever file they came."""
    return (statement.author, statement.language, statement.text)
