"""Who may do what: rules as rows of a table, one question for every service, page and interface.

Deny by default: an action without a row is refused, and a row without a fitting grant is too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import msgspec

from bagdar.kernel import clock
from bagdar.kernel.actors import STRONG_ROLES, Actor, Capacity
from bagdar.kernel.errors import ConfirmationNeededError, FactorNeededError, ForbiddenError
from bagdar.kernel.services import still_stands

Reach = Callable[[Actor, Capacity | None, Any], bool]
"""Whether a capacity (None: of somebody without one) reaches an object."""

ANYONE = "anyone"
"""Pseudo-role of whoever asks, signed in or not."""
SIGNED_IN = "signed_in"
"""Pseudo-role of every known person, whatever their capacities."""


def everything(_actor: Actor, _capacity: Capacity | None, _object: Any) -> bool:
    return True


def own_body(_actor: Actor, capacity: Capacity | None, thing: Any) -> bool:
    """The object belongs to the body in which the role is held: ``thing.body_id``, or a body itself."""
    body = getattr(thing, "body_id", None) or getattr(thing, "id", None)
    return capacity is not None and capacity.body is not None and capacity.body == body


def own_self(actor: Actor, _capacity: Capacity | None, thing: Any) -> bool:
    """The object is the person, or belongs to the person: ``thing.person_id``."""
    person = getattr(thing, "person_id", None) or getattr(thing, "id", None)
    return actor.id is not None and actor.id == person


FRESH = timedelta(minutes=5)
"""How long a proof of who one is counts for acts that ask for a fresh one."""


class Grant(msgspec.Struct, frozen=True):
    """``roles``: who; ``reach``: which objects. ``note``: message id that says the reach in words."""

    roles: frozenset[str]
    reach: Reach = everything
    note: str = "kernel.reach.everything"


def grant(roles: str, reach: Reach = everything) -> Grant:
    """A grant to the space-separated *roles*."""
    return Grant(frozenset(roles.split()), reach, f"kernel.reach.{reach.__name__}")


class Rule(msgspec.Struct, frozen=True):
    """A row. ``clause`` as in a finding; ``strong``: a second factor is needed where the granting role is strong;
    ``scope``: what a system account must have been given, empty where accounts never may; ``fresh``: a person
    must have proved who they are within :data:`FRESH`."""

    grants: tuple[Grant, ...]
    clause: str = "practice"
    strong: bool = True
    scope: str = ""
    fresh: bool = False


class Decision(msgspec.Struct, frozen=True):
    """``capacity``: the one the permission rests on. ``reason``: message id of a refusal."""

    allowed: bool
    reason: str = ""
    clause: str = "practice"
    capacity: Capacity | None = None

    def __bool__(self) -> bool:
        return self.allowed


class Table(Mapping[str, Rule]):
    """The rows of all domains, joined when the program starts."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}
        self.factor_required = True
        """False only in a demonstration installation."""

    def add(self, rules: Mapping[str, Rule]) -> None:
        """Raises ValueError for a second row of one action."""
        twice = self._rules.keys() & rules.keys()
        if any(self._rules[action] is not rules[action] for action in twice):
            raise ValueError(f"two rows for {', '.join(sorted(twice))}")
        self._rules.update(rules)

    def __getitem__(self, action: str) -> Rule:
        return self._rules[action]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def may(self, actor: Actor, action: str, thing: Any = None) -> Decision:
        """Whether *actor* may do *action* to *thing*; without a thing: whether to anything at all."""
        rule = self._rules.get(action)
        if rule is None:
            return Decision(False, "kernel.refused.no_rule")
        if actor.kind == "system" and (not rule.scope or rule.scope not in (actor.scopes or ())):
            return Decision(False, "kernel.refused.scope", rule.clause)
        if not still_stands(actor):
            return Decision(False, "kernel.refused.meanwhile", rule.clause)
        fitting = list(self._fitting(actor, rule, thing))
        if not fitting:
            known = actor.known or actor.kind == "program"
            return Decision(
                False, "kernel.refused.role" if known else "kernel.refused.anonymous", rule.clause
            )
        for capacity in fitting:
            if not self._lacks_factor(actor, rule, capacity):
                return Decision(True, clause=rule.clause, capacity=capacity)
        return Decision(False, "kernel.refused.factor", rule.clause)

    def require(self, actor: Actor, action: str, thing: Any = None) -> Decision:
        """Raises ForbiddenError, or of its kinds FactorNeededError where only the second factor is wanting and
        ConfirmationNeededError where only a fresh proof is: what a person may is shown to them before that."""
        decision = self.may(actor, action, thing)
        if decision and self.is_stale(actor, action):
            raise ConfirmationNeededError("kernel.refused.stale", clause=decision.clause, action=action)
        if decision:
            return decision
        kind = FactorNeededError if decision.reason == "kernel.refused.factor" else ForbiddenError
        raise kind(decision.reason, clause=decision.clause, action=action)

    def is_stale(self, actor: Actor, action: str) -> bool:
        """Whether the actor has to prove again who they are before *action*, which must have a row."""
        return (
            self._rules[action].fresh
            and actor.kind == "person"
            and (actor.confirmed is None or clock.now() - actor.confirmed > FRESH)
        )

    def who(self, action: str) -> tuple[Grant, ...]:
        """The grants of an action, for the line that says who can."""
        return self._rules[action].grants

    def _fitting(self, actor: Actor, rule: Rule, thing: Any) -> Iterable[Capacity | None]:
        for given in rule.grants:
            if ANYONE in given.roles or (SIGNED_IN in given.roles and actor.kind == "person"):
                if thing is None or given.reach(actor, None, thing):
                    yield None
                continue
            for capacity in actor.holding(given.roles):
                if thing is None or given.reach(actor, capacity, thing):
                    yield capacity

    def _lacks_factor(self, actor: Actor, rule: Rule, capacity: Capacity | None) -> bool:
        return (
            self.factor_required
            and rule.strong
            and capacity is not None
            and capacity.role in STRONG_ROLES
            and actor.kind == "person"
            and not actor.factor
        )


TABLE = Table()
"""The one table of this process; domains add their rows when they are loaded."""
may = TABLE.may
require = TABLE.require
