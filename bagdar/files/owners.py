"""Who owns files: each domain names its objects that may, and answers whether an actor may read what they own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bagdar.kernel.actors import Actor

MayRead = Callable[[Actor, str], bool]
"""Whether an actor may read the files of the owner with an id."""

_OWNERS: Final[dict[str, MayRead]] = {}


def register(label: str, may_read: MayRead) -> None:
    """Called when a domain is loaded. *label*: of its model, in small letters ("reporting.report")."""
    _OWNERS[label] = may_read


def may_read(actor: Actor, owner_type: str, owner_id: str) -> bool:
    """What nobody answers for is read by nobody."""
    asked = _OWNERS.get(owner_type)
    return asked is not None and asked(actor, owner_id)


def known() -> frozenset[str]:
    """Labels of all owners."""
    return frozenset(_OWNERS)


def label_of(owner: Any) -> str:
    """The label of a row. Raises LookupError where its domain never named it an owner."""
    label: str = owner._meta.label_lower
    if label not in _OWNERS:
        raise LookupError(f"{label} owns no files: its domain has not registered it")
    return label
