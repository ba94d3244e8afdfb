"""What can be signed: each domain names its objects, what is frozen of them and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import models

from bagdar.kernel.actors import Actor


class Signable(msgspec.Struct, frozen=True, kw_only=True):
    """``model``: of the objects. ``form``: which document an object is ("report").

    ``title``, ``body``, ``content``: its name, the body whose head signs, and what a snapshot holds of it; asked in
    the transaction that freezes it. ``may_see``: whether an actor may see the object and so its signing.
    ``draw``: the PDF of the frozen content with a text on every page; asked outside any transaction, raises
    DomainError. ``settled``: told in the transaction of each outcome ("put", "undrawn", "recalled", "returned",
    "signed"); it may raise DomainError to refuse a "put".
    """

    model: type[models.Model]
    form: Callable[[Any], str]
    title: Callable[[Any], str]
    body: Callable[[Any], UUID]
    content: Callable[[Any], Mapping[str, Any]]
    may_see: Callable[[Actor, Any], bool]
    draw: Callable[[Any, str], bytes]
    settled: Callable[[Any, str], None]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_SIGNABLE: Final[dict[str, Signable]] = {}


def register(signable: Signable) -> None:
    """Called when a domain is loaded."""
    _SIGNABLE[signable.label] = signable


def signable_of(label: str) -> Signable:
    """Raises LookupError for objects that no domain lets be signed."""
    if label not in _SIGNABLE:
        raise LookupError(f"nobody signs {label}: its domain has not registered it")
    return _SIGNABLE[label]


def known() -> frozenset[str]:
    """Labels of all objects that can be signed."""
    return frozenset(_SIGNABLE)
