"""Who may do what to the files of a body; files of other objects are as the object they belong to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import Rule, grant, own_body

_READERS = "preparer head coordinator risk_owner section_coordinator analyst reader system"
_WRITERS = "preparer coordinator risk_owner section_coordinator analyst system"

RULES = {
    "files.see": Rule((grant(_READERS, own_body), grant("auditor")), scope="files.read"),
    "files.send": Rule((grant(_WRITERS, own_body),), scope="files.write"),
    "files.mark": Rule((grant("preparer coordinator", own_body),)),
    "files.withdraw": Rule((grant(_WRITERS, own_body),), scope="files.write"),
}


class Belonging(msgspec.Struct, frozen=True):
    """Something of a body, as reaches ask for it."""

    body_id: Any


def may_read_of_body(actor: Actor, owner: str) -> bool:
    """Whether *actor* may read the files of the body with the id *owner*."""
    return bool(policy.may(actor, "files.see", Belonging(UUID(owner))))


def body_answered_for(actor: Actor, owner: str) -> UUID | None:
    """A paper of the body as a whole, sent under mark: for whoever sees the body's files."""
    return UUID(owner) if may_read_of_body(actor, owner) else None
