"""Roles as proposed: kinds that the pack lets be responsible, the words of the cell, the order."""

from __future__ import annotations

import msgspec

from bagdar.documents.bodies import Bodies
from bagdar.documents.grammar.executors.model import Executor


def proposed(executors: tuple[Executor, ...], bodies: Bodies) -> tuple[Executor, ...]:
    """*executors* with their roles. Where the cell does not say it, the first-named body that is
    responsible, not by agreement and no group is proposed as the main one."""
    cast = [msgspec.structs.replace(executor, role=_role(executor, bodies)) for executor in executors]
    if not any(executor.role == "main_responsible" for executor in cast):
        for place, executor in enumerate(cast):
            if executor.role == "responsible" and not executor.conditional and _one(executor):
                cast[place] = msgspec.structs.replace(executor, role="main_responsible")
                break
    return tuple(cast)


def _one(executor: Executor) -> bool:
    """One known body, not a group, nor "departments of education" that no list knows."""
    if executor.body is None and executor.kind == "state":
        return any(remark.code == "document_only" for remark in executor.remarks)
    return not executor.group


def _role(executor: Executor, bodies: Bodies) -> str:
    if executor.stated:
        return executor.role
    if executor.body is not None:
        allowed = bodies.may_be_responsible(executor.kind or "")
    else:
        # An unknown abbreviation among state bodies is most likely one of them; a company is not.
        likely = executor.kind == "" and not executor.conditional
        known = executor.kind not in {"", "other", None} and bodies.may_be_responsible(executor.kind or "")
        allowed = executor.kind == "state" or likely or known
    return "responsible" if allowed else "co_executor"
