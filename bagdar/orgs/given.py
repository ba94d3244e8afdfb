"""What people enter about bodies and acts, as values that services take."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec


class ActGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A legal act as entered: kind ("бұйрық"), number, day, issuer; ``title`` may be empty."""

    kind: str
    number: str
    day: date
    issuer: str
    title: str = ""


class NameGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A name in one language. ``others``: further abbreviations; ``variants``: other names met in papers."""

    name: str
    abbreviation: str = ""
    others: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


class BodyGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A body as entered. ``key``: empty, one is made from the name. ``region``, ``parent``: ids of rows.

    ``names``: language → name, the pack's first language always among them.
    """

    kind: str
    names: dict[str, NameGiven]
    key: str = ""
    number: str = ""
    region: UUID | None = None
    parent: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    email: str = ""
    phone: str = ""
    group: bool = False
    higher: bool = False


class PartGiven(msgspec.Struct, frozen=True):
    """In a division: the line of the plan with the key ``subject`` passes to the body ``target``."""

    subject: str
    target: UUID


class RegionGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A region as entered. ``code``: by the classifier; ``level``: "region" or "city"; ``names``: by language."""

    code: str
    level: str
    names: dict[str, str]
    valid_from: date | None = None
    valid_to: date | None = None
