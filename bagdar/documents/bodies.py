"""The register of bodies that documents are read against: names, abbreviations, kinds, validity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    higher: bool = False
    """Telling it something is informing a higher body (A1.9 in the Kazakh pack)."""

    def valid(self, on: date | None) -> bool:
        """Was the body called so on the day *on*; None asks about the present, an open end."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class Region(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A region or city as lists such as "akimats of regions and the cities of …" name it.

    ``level``: what it is in the lexicons' words ("region", "city"); ``body``: id of the body that
    answers for it; ``names``: language → every form met in a list, in any case; ``name``: its own, whole;
    ``code``: by the national classifier.
    """

    id: str
    level: str
    body: str
    names: dict[str, tuple[str, ...]]
    name: Text = Text()
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class RegisterFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An installation's own register as a JSON file: its bodies, and who holds which office."""

    bodies: tuple[Body, ...]
    offices: dict[str, str] = {}


class Bodies:
    """An immutable register. Lookups by id; resolving a phrase is the executors grammar's work.

    ``state``: language → words that may stand in any body's name and only say whose it is ("of the
    Republic"). ``responsible``: kinds that the pack's rule lets be responsible; None: every kind.
    """

    def __init__(
        self,
        bodies: Iterable[Body] = (),
        *,
        regions: Iterable[Region] = (),
        state: Mapping[str, tuple[str, ...]] | None = None,
        responsible: Iterable[str] | None = None,
    ) -> None:
        self._by_id = {body.id: body for body in bodies}
        self.regions = tuple(regions)
        self.state = dict(state or {})
        self.responsible = None if responsible is None else frozenset(responsible)

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

    def may_be_responsible(self, kind: str) -> bool:
        """By the pack's rule on kinds; a record of the plan may say otherwise."""
        return self.responsible is None or kind in self.responsible

    def with_(self, more: Iterable[Body]) -> Bodies:
        """A register with *more* added (a document's own list, an installation's)."""
        return Bodies(
            [*self._by_id.values(), *more],
            regions=self.regions,
            state=self.state,
            responsible=self.responsible,
        )
