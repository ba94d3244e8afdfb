"""The register of bodies that documents are read against: names, abbreviations, kinds, validity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from bagdar.kernel.text import Text


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``kind`` is an id of the pack's body kinds; ``abbreviations``: language → those in use, the first
    preferred. ``members``: for a group ("akimats"), ids of its members by the reference list."""

    id: str
    kind: str
    name: Text
    abbreviations: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    variants: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Other names met in documents."""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    parent: str | None = None
    number: str | None = None
    region: str | None = None
    group: bool = False
    members: tuple[str, ...] = ()


class Bodies:
    """An immutable register. Lookups by id; resolving a phrase is the executors grammar's work."""

    def __init__(self, bodies: Iterable[Body] = ()) -> None:
        self._by_id = {body.id: body for body in bodies}

    def __iter__(self) -> Iterator[Body]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def __getitem__(self, key: str) -> Body:
        return self._by_id[key]

    def get(self, key: str | None) -> Body | None:
        return self._by_id.get(key) if key else None

    def with_(self, more: Iterable[Body]) -> Bodies:
        """A register with *more* added (a document's own list, an installation's)."""
        return Bodies([*self._by_id.values(), *more])
