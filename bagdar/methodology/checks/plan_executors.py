"""Plan checks of who answers: roles by kind of body, a body named twice, names that lead to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bagdar.documents.forms import PlanItem
from bagdar.methodology.checks.plan_context import PlanContext, plan_check
from bagdar.methodology.checks.readings import Executor, Executors
from bagdar.methodology.checks.registry import Hit, parameter
from bagdar.methodology.model import BodyKind

RESPONSIBLE = ("responsible", "main_responsible")


def _kind(plan: PlanContext, executor: Executor) -> BodyKind | None:
    """Kind of the body; None where it is not known, or several stand behind a group."""
    body = plan.bodies.get(executor.body)
    if body is None or executor.group:
        return None
    return next((kind for kind in plan.methodology.body_kinds if kind.id == body.kind), None)


def _named(plan: PlanContext) -> Iterator[tuple[PlanItem, Executors, list[BodyKind | None]]]:
    """(line, its executors, the kind of each or None where it is not known)."""
    for item in plan.plan.items:
        reading = plan.executors(item)
        if reading is not None and reading.bodies:
            yield item, reading, [_kind(plan, executor) for executor in reading.bodies]


def _standing_responsible(
    reading: Executors, kinds: list[BodyKind | None], responsible: str
) -> list[Executor]:
    """Executors whose kind is *responsible* ("no", "warn") and that stand as responsible.

    A body stands as responsible where the cell says so, or where the line names no body that may be:
    then somebody of them answers for it. A name of unknown kind is taken for one that may.
    """
    others = any(kind is None or kind.responsible in _HIGHER[responsible] for kind in kinds)
    return [
        executor
        for executor, kind in zip(reading.bodies, kinds, strict=True)
        if kind is not None
        and kind.responsible == responsible
        and kind.bound  # The rule is on bodies of the state's own sector; others answer by agreement.
        and (executor.role in RESPONSIBLE or (not others and executor.role != "co_executor"))
    ]


_HIGHER = {"warn": ("yes",), "no": ("yes", "warn")}
"""Kinds that may answer beside one that may only with a warning, or not at all."""


def _strict(plan: PlanContext) -> bool:
    """The methodology's reading: none of the kinds that may answer with a warning may answer."""
    return bool(parameter(plan.methodology, "quasi_public_responsible") == "strict")


@plan_check("co_executor_only")
def co_executors_only(plan: PlanContext) -> Iterator[Hit]:
    """A subordinate or quasi-public body that stands as responsible: it may only be a co-executor."""
    for item, reading, kinds in _named(plan):
        found = _standing_responsible(reading, kinds, "no")
        found += _standing_responsible(reading, kinds, "warn") if _strict(plan) else []
        if found:
            yield plan.hit(item, "executors", bodies=[executor.text for executor in found])


@plan_check("company_responsible")
def companies_responsible(plan: PlanContext) -> Iterator[Hit]:
    """A body of a kind that one clause lets answer and another makes a co-executor."""
    for item, reading, kinds in _named(plan) if not _strict(plan) else ():
        found = _standing_responsible(reading, kinds, "warn")
        if found:
            names = dict.fromkeys(kind.name for kind in map(partial(_kind, plan), found) if kind)
            bodies = [executor.text for executor in found]
            yield plan.hit(item, "executors", bodies=bodies, kinds=list(names))


@plan_check("body_twice")
def bodies_twice(plan: PlanContext) -> Iterator[Hit]:
    """One body named twice on a line: it would be asked for the line twice."""
    for item, reading, _ in _named(plan):
        seen: set[str] = set()
        twice: dict[str, str] = {}
        for executor in reading.bodies:
            if executor.body is not None and executor.body in seen:
                twice.setdefault(executor.body, executor.text)
            seen.add(executor.body or "")
        if twice:
            yield plan.hit(item, "executors", bodies=list(twice.values()))


@plan_check("executor_unread")
def executors_unread(plan: PlanContext) -> Iterator[Hit]:
    """A name in the executors' cell that the register of bodies does not lead to."""
    for item in plan.plan.items:
        reading = plan.executors(item)
        if reading is None:
            continue
        unknown = [
            executor.text for executor in reading.bodies if executor.body is None and not executor.group
        ]
        if not reading.understood and not unknown:
            unknown = [reading.left_over or plan.cell(item, "executors")[0]]
        if unknown:
            yield plan.hit(item, "executors", names=unknown)
