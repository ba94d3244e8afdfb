"""Who owes what to whom by when and by which clause: the methodology's chain laid over one plan and period."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan
from bagdar.kernel.errors import DomainError
from bagdar.kernel.periods import Period
from bagdar.methodology.due import LineDue, due_lines, in_force
from bagdar.methodology.model import DayRule, Level, Methodology
from bagdar.methodology.roles import LineRoles, Roles, roles_of
from bagdar.methodology.sections import section_items

BY_DAY = "by_day"
"""Parameter of the pack: "inclusive" where the day named after "by" still counts."""

ADDRESSEE = "company_addressee"
"""Parameter of the pack: "state_bodies_only" where a report to an organisation is asked for and not owed."""


class Obligation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One report (with what goes along) that one body owes another. Days are never moved for weekends."""

    level: str
    clause: str
    form: str
    also: tuple[str, ...] = ()
    sender: str | None
    """Body id; None: nobody holds the sender's office, or a section has no known lead body."""
    recipient: str | None
    section: str | None = None
    """Key of the plan's section row, where the level is by section."""
    keys: tuple[str, ...] = ()
    """Reportable lines it covers, in the plan's order; ``due``: those of which a status is asked."""
    due: tuple[str, ...] = ()
    named: date
    """The day the clause (or the receiver, for an own date) names."""
    last: date
    """The last day in time, by the reading of "by"."""
    own_date: bool = False
    """The receiver sets the day, within the bounds of the level."""
    signed: bool = True
    bound: bool = True
    """False: asked by agreement or outside the vertical; silence is recorded, never a breach."""
    dispatch: bool = True
    """False: sender and recipient are one body: form, signature and day stay, nothing is sent."""
    by_analogy: bool = False
    """The clause speaks of a state body; the recipient is of another kind that may be responsible."""


OwnDays = Mapping[tuple[str, str], date]
"""(level id, recipient body id) → the day that recipient has set."""


def named_day(rule: DayRule, period: Period) -> date:
    """The day *rule* names after *period*; 29 February of a common year is the 28th."""
    if rule.days_after_end is not None:
        return period.last + timedelta(days=rule.days_after_end)
    year, month = period.last.year + rule.years_after, rule.month or 1
    return date(year, month, min(rule.day or 1, monthrange(year, month)[1]))


def bounds(rule: DayRule, period: Period) -> tuple[date, date]:
    """First and last day that an own date may be set to; of a fixed date, that day twice."""
    day = named_day(rule, period)
    if rule.own_days is not None and not rule.fixed:
        first, last = rule.own_days
        return period.last + timedelta(days=first), period.last + timedelta(days=last)
    if rule.fixed or rule.earliest is None or rule.latest is None:
        return day, day
    ends = [
        named_day(DayRule(month=month, day=number, years_after=rule.years_after), period)
        for month, number in (rule.earliest, rule.latest)
    ]
    return ends[0], ends[1]


def last_day(methodology: Methodology, day: date) -> date:
    """The last day in time for something due "by" *day*."""
    exclusive = any(p.id == BY_DAY and p.value == "exclusive" for p in methodology.parameters)
    return day - timedelta(days=1) if exclusive else day


def obligations(
    plan: Plan,
    methodology: Methodology,
    bodies: Bodies,
    period: Period,
    *,
    roles: Roles | None = None,
    due: Mapping[str, LineDue] | None = None,
    own_days: OwnDays | None = None,
) -> tuple[Obligation, ...]:
    """Everything owed for *period*, level by level; nothing of the lines where the plan was not in force.

    *roles* and *due* as from :func:`roles_of` and :func:`due_lines`. Raises DomainError for an own
    day outside its level's bounds.
    """
    chain = _Chain(
        plan,
        methodology,
        bodies,
        period,
        roles if roles is not None else roles_of(plan, methodology, bodies, period.last),
        due if due is not None else due_lines(plan, methodology, period),
        own_days or {},
    )
    return tuple(one for level in methodology.levels for one in chain.level(level))


class _Chain:
    def __init__(
        self,
        plan: Plan,
        methodology: Methodology,
        bodies: Bodies,
        period: Period,
        roles: Roles,
        due: Mapping[str, LineDue],
        own_days: OwnDays,
    ) -> None:
        self.methodology = methodology
        self.bodies = bodies
        self.period = period
        self.roles = roles
        self.due = due
        self.own_days = own_days
        self.sections = section_items(plan, methodology)
        reported = {kind.id for kind in methodology.kinds if kind.reported}
        items = plan.items if in_force(plan, period) else ()
        self.keys = [item.key for item in items if item.kind in reported]
        self.holders = {office.id: office.body for office in methodology.offices}
        self.kinds = {kind.id: kind for kind in methodology.body_kinds}
        self.literal = any(
            p.id == ADDRESSEE and p.value == "state_bodies_only" for p in methodology.parameters
        )

    def level(self, level: Level) -> Iterator[Obligation]:
        """One obligation for each sender and recipient, and section where the level is by section."""
        if level.scope == "all":
            yield self._one(
                level,
                self._office(level.sender_office),
                self._office(level.recipient_office),
                None,
                self.keys,
            )
            return
        shares: dict[tuple[str | None, str | None, str | None], list[str]] = {}
        for key in self.keys:
            roles = self.roles.get(key, LineRoles())
            section = self.sections.get(key) if level.scope == "section" else None
            recipient = self._recipient(level, roles)
            for sender in self._senders(level, roles):
                shares.setdefault((sender, recipient, section), []).append(key)
        for (sender, recipient, section), keys in shares.items():
            yield self._one(level, sender, recipient, section, keys)

    def _office(self, office: str | None) -> str | None:
        return self.holders.get(office) if office else None

    def _senders(self, level: Level, roles: LineRoles) -> tuple[str | None, ...]:
        if level.sender == "co_executor":
            return roles.co_executors
        if level.sender == "responsible":
            main = (roles.main,) if roles.main else ()
            return tuple(dict.fromkeys((*main, *roles.responsible)))
        return (roles.lead,) if level.sender == "lead" else (self._office(level.sender_office),)

    def _recipient(self, level: Level, roles: LineRoles) -> str | None:
        """A line that nobody keeps goes to its section's lead body."""
        if level.recipient == "responsible":
            return roles.main or roles.lead
        return roles.lead if level.recipient == "lead" else self._office(level.recipient_office)

    def _one(
        self,
        level: Level,
        sender: str | None,
        recipient: str | None,
        section: str | None,
        keys: Collection[str],
    ) -> Obligation:
        named = self._day(level, recipient)
        by_analogy = level.recipient == "responsible" and self._of_other_kind(recipient)
        return Obligation(
            level=level.id,
            clause=level.clause,
            form=level.form,
            also=level.also,
            sender=sender,
            recipient=recipient,
            section=section,
            keys=tuple(keys),
            due=tuple(key for key in keys if key in self.due and self.due[key].due),
            named=named,
            last=last_day(self.methodology, named),
            own_date=not level.due.fixed,
            signed=level.signed,
            bound=self._bound(sender, keys) and not (self.literal and by_analogy),
            dispatch=sender is None or sender != recipient,
            by_analogy=by_analogy,
        )

    def _day(self, level: Level, recipient: str | None) -> date:
        own = self.own_days.get((level.id, recipient)) if recipient else None
        if own is None:
            return named_day(level.due, self.period)
        first, last = bounds(level.due, self.period)
        if not first <= own <= last:
            raise DomainError(
                "methodology.own_day", clause=level.clause, day=own, first=first, last=last, level=level.name
            )
        return own

    def _bound(self, sender: str | None, keys: Collection[str]) -> bool:
        """Bound by at least one of the lines: then its silence on the report is a breach."""
        return (
            sender is None
            or any(sender not in self.roles.get(key, LineRoles()).unbound for key in keys)
            or not keys
        )

    def _of_other_kind(self, recipient: str | None) -> bool:
        body = self.bodies.get(recipient)
        kind = self.kinds.get(body.kind) if body else None
        return kind is not None and kind.responsible == "warn"
