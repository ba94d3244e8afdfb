"""Who sees proofs: receipts those between whom they passed, roots those who watch, a code whoever holds it."""

from __future__ import annotations

from typing import Any

from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.policy import SIGNED_IN, Grant, Rule, grant

ROLES = "preparer head coordinator risk_owner section_coordinator analyst reader"


def one_of_the_two(_actor: Actor, capacity: Capacity | None, thing: Any) -> bool:
    """The body sent or received it."""
    return capacity is not None and capacity.body in {thing.sender, thing.recipient} - {None}


OF_THE_TWO = Grant(frozenset(ROLES.split()), one_of_the_two, "evidence.reach.of_the_two")

RULES = {
    "evidence.receipt.see": Rule((OF_THE_TWO, grant("auditor")), strong=False),
    "evidence.code.check": Rule((grant(SIGNED_IN),), strong=False),
    "evidence.anchor.see": Rule((grant("auditor administrator"),)),
    "evidence.proof.export": Rule((grant("auditor"),)),
}
