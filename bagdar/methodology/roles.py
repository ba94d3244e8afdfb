"""Who answers for each line of a plan: proposed from its executors by the methodology's rule on kinds of bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date

import msgspec
from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan, PlanItem
from bagdar.documents.grammar.executors import Executor, ExecutorsReading, read_executors
from bagdar.documents.spec import ItemKind
from bagdar.methodology.loader import load_lexicons
from bagdar.methodology.model import Methodology
from bagdar.methodology.sections import leads_of

MAIN, RESPONSIBLE, CO_EXECUTOR = "main_responsible", "responsible", "co_executor"
KEEPER = "keeper_of_line"
"""Parameter of the pack: "first_named" or "lead_body" keeps a line with several responsible bodies."""
Read = Callable[[str, str | None], ExecutorsReading]


class LineRoles(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bodies of one plan line, by id. ``main`` keeps the line (None: only a group stands there).

    ``lead`` is the lead body of the line's section; it keeps the line where ``main`` is None.
    """

    main: str | None = None
    responsible: tuple[str, ...] = ()
    co_executors: tuple[str, ...] = ()
    lead: str | None = None
    unbound: tuple[str, ...] = ()
    """Asked, never in breach (by agreement, outside the vertical)."""
    unresolved: tuple[str, ...] = ()
    """Names as written that lead to no body: strangers to the register, groups without known members."""

    def role(self, body: str) -> str | None:
        """ "main_responsible", "responsible", "co_executor", "lead", or None for a stranger to the line."""
        if body == self.main:
            return MAIN
        if body in self.responsible:
            return RESPONSIBLE
        if body in self.co_executors:
            return CO_EXECUTOR
        return "lead" if body == self.lead else None

    @property
    def bodies(self) -> tuple[str, ...]:
        """Everyone who owes something for the line, the keeper first, each once."""
        main = (self.main,) if self.main else ()
        return tuple(dict.fromkeys((*main, *self.responsible, *self.co_executors)))


Roles = Mapping[str, LineRoles]
"""Plan line key → who answers for it."""


def roles_of(
    plan: Plan, methodology: Methodology, bodies: Bodies, on: date | None = None, *, read: Read | None = None
) -> dict[str, LineRoles]:
    """Who answers for each row of a kind that names executors.

    *on*: the day the obligations are about; a body that was reorganised before it is replaced by its
    successor, a group stands for its members of that day. *read*: in place of the grammar.
    """
    reading = read or _grammar(plan, methodology, bodies, on)
    kinds = {kind.id: kind for kind in methodology.kinds}
    leads = leads_of(plan, methodology)
    proposer = _Proposer(methodology, bodies, on)
    known: dict[tuple[str, str | None], LineRoles] = {}
    out: dict[str, LineRoles] = {}
    for item in plan.items:
        if not _names_executors(kinds.get(item.kind)):
            continue
        cell = _cell(item, methodology, plan)
        if cell not in known:
            known[cell] = proposer.propose(reading(*cell)) if cell[0] else LineRoles()
        out[item.key] = replace(known[cell], lead=leads.get(item.key))
    return out


def _names_executors(kind: ItemKind | None) -> bool:
    return kind is not None and (kind.executors or kind.reported)


def _grammar(plan: Plan, methodology: Methodology, bodies: Bodies, on: date | None) -> Read:
    """Names are read as of the plan's approval, or of its first day; a group has its members of the day *on*."""
    day = plan.plan_act.day if plan.plan_act else None
    if day is None and plan.first_year is not None and MINYEAR <= plan.first_year <= MAXYEAR:
        day = date(plan.first_year, methodology.year_starts, 1)
    packs = load_lexicons(methodology.id)

    def read_on(day: date | None, text: str, language: str | None) -> ExecutorsReading:
        return read_executors(text, bodies, language, abbreviations=plan.abbreviations, on=day, packs=packs)

    def read(text: str, language: str | None) -> ExecutorsReading:
        then = read_on(day, text, language)
        if on is None or not any(each.group for each in then.executors):
            return then
        members = {each.span: each.members for each in read_on(on, text, language).executors}
        return replace(
            then,
            executors=tuple(
                replace(each, members=members.get(each.span, each.members)) for each in then.executors
            ),
        )

    return read


def _cell(item: PlanItem, methodology: Methodology, plan: Plan) -> tuple[str, str | None]:
    """(text, language) of the row's executors in the plan's first language that has them."""
    for column in methodology.forms["plan"].columns:
        text = item.cells.get(column.id)
        if column.role == "executors" and text:
            language = next((each for each in plan.languages if each in text), next(iter(text)))
            return text[language], language
    return "", None


class _Proposer:
    def __init__(self, methodology: Methodology, bodies: Bodies, on: date | None) -> None:
        self.bodies = bodies
        self.on = on
        self.kinds = {kind.id: kind for kind in methodology.body_kinds}
        self.lead_keeps = any(p.id == KEEPER and p.value == "lead_body" for p in methodology.parameters)

    def propose(self, reading: ExecutorsReading) -> LineRoles:
        """A body named twice has one role, the first of main, responsible, co-executor that it is given."""
        main: str | None = None
        roles: dict[str, str] = {}
        unbound: dict[str, None] = {}
        unresolved: list[str] = []
        for executor in reading.executors:
            found = tuple(self._bodies(executor))
            if not found:
                unresolved.append(executor.text)
            for body in found:
                role = self._role(executor, body)
                if role == MAIN and main is None:
                    main = body
                if RESPONSIBLE in (role, roles.get(body)) or role == MAIN:
                    roles[body] = RESPONSIBLE
                else:
                    roles.setdefault(body, role)
                if executor.conditional or not self._bound(body):
                    unbound[body] = None
        several = sum(role == RESPONSIBLE for role in roles.values()) > 1
        if self.lead_keeps and several:
            main = None
        return LineRoles(
            main=main,
            responsible=tuple(b for b, role in roles.items() if role == RESPONSIBLE and b != main),
            co_executors=tuple(b for b, role in roles.items() if role == CO_EXECUTOR),
            unbound=tuple(unbound),
            unresolved=tuple(unresolved),
        )

    def _role(self, executor: Executor, body: str) -> str:
        """What the cell says decides; else the kind of the body does, for members of a group too."""
        if executor.group and not executor.stated:
            return RESPONSIBLE if self._may(body) else CO_EXECUTOR
        return executor.role

    def _may(self, body: str) -> bool:
        found = self.bodies.get(body)
        return found is not None and self.bodies.may_be_responsible(found.kind)

    def _bound(self, body: str) -> bool:
        found = self.bodies.get(body)
        kind = self.kinds.get(found.kind) if found else None
        return kind is None or kind.bound

    def _bodies(self, executor: Executor) -> Iterator[str]:
        ids = executor.members if executor.group else (executor.body,)
        for key in ids:
            body = self._current(key)
            if body is not None:
                yield body

    def _current(self, key: str | None) -> str | None:
        """The body that *key* is on the day asked about; None where it had ended and nobody took it over."""
        seen: set[str] = set()
        body = self.bodies.get(key)
        while body is not None and self.on is not None and not body.valid(self.on):
            if body.valid_from is not None and self.on < body.valid_from:
                break  # the plan names tomorrow's body today: it is the plan that decides
            seen.add(body.id)
            body = None if body.successor in seen else self.bodies.get(body.successor)
        return body.id if body is not None else None
