"""Shapes of what goes out and comes in. Ids are stable; days are ISO dates, instants UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Problem(Schema):
    """A refusal (RFC 9457). ``clause``: the clause of the methodology it rests on, or "practice"."""

    type: str
    title: str
    status: int
    clause: str
    faults: list[Fault] = Field(default_factory=list)


class Fault(Schema):
    """What is wrong with one field; ``code`` is stable, ``title`` is words in the language asked for."""

    field: str
    code: str
    title: str


class Name(Schema):
    language: str
    name: str
    abbreviation: str
    valid_from: date | None
    valid_to: date | None


class Member(Schema):
    """A body belongs to a group from a day to a day; no day is an open end."""

    body: UUID
    valid_from: date | None
    valid_to: date | None


class BodyOut(Schema):
    """A body. An ended one stays in the feed with its last day in ``valid_to``."""

    id: UUID
    key: str
    kind: str
    number: str
    region: str = Field(description="code of the national classifier, empty for none")
    parent: UUID | None
    valid_from: date | None
    valid_to: date | None
    email: str
    phone: str
    names: list[Name]
    group: bool = Field(description="bodies named together; who they are stands in members")
    members: list[Member]
    version: int
    changed_at: datetime


class Bodies(Schema):
    """``cursor``: send it as ``cursor`` to get what changed after these; with fewer rows than ``limit`` that is all."""

    items: list[BodyOut]
    cursor: str


class ContactsIn(Schema):
    """``version``: the one that was read; another one now is a conflict."""

    version: int = Field(ge=1)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=60)


class RoleOut(Schema):
    role: str
    body: UUID
    section: int | None
    valid_from: date
    valid_to: date | None


class PersonOut(Schema):
    """A person of the account's body. Logins and ways in never leave."""

    id: UUID
    family_name: str
    given_name: str
    patronymic: str
    position: str
    email: str
    phone: str
    state: str
    roles: list[RoleOut]
    version: int
    changed_at: datetime


class People(Schema):
    items: list[PersonOut]
    cursor: str


class ActOut(Schema):
    id: str
    kind: str
    number: str
    day: date
    title: dict[str, str]


class MethodologyOut(Schema):
    """The methodology in force here. ``status``: its legal status in words."""

    id: str
    digest: str
    name: dict[str, str]
    country: dict[str, str]
    languages: list[str]
    zone: str
    currency: str
    status: dict[str, str]
    acts: list[ActOut]
    clauses: list[str]


class ClauseOut(Schema):
    """``used``: as used here, where the published text has a slip. ``readings``: where it is open."""

    id: str
    act: str
    statement: dict[str, str]
    published: dict[str, str]
    used: dict[str, str]
    readings: dict[str, dict[str, str]]


class EntryOut(Schema):
    """An act. ``act`` is a code; under a restriction ``mark`` name, ``before`` and ``after`` are empty."""

    number: int
    at: datetime
    act: str
    actor_kind: str
    actor: UUID | None
    actor_name: str
    capacity: str
    actor_body: UUID | None
    acting_by: str
    object_type: str
    object_id: str
    object_name: str
    body: UUID | None
    before: dict[str, Any]
    after: dict[str, Any]
    request: str
    set_clock: bool
    mark: str
    seal: int | None = Field(description="number of the entry's seal; null while it waits for one")


class Journal(Schema):
    """``cursor``: send it as ``cursor`` to get what was written after these."""

    items: list[EntryOut]
    cursor: str


Problem.model_rebuild()


class FileOut(Schema):
    """A file of the account's own body. ``state``: quarantined, accepted, refused, withdrawn. ``reason``: stable
    code of a refusal, with ``title``, its sentence. ``cleaned``: others get a copy without data about its author."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    state: str
    reason: str
    title: str
    cleaned: bool
    kept_at: datetime


class UploadIn(Schema):
    """``body``: the account's own; ``size``: bytes of the whole file, at most 20 MB."""

    body: UUID | None = None
    name: str = ""
    size: int = 0


class UploadOut(Schema):
    """``received``: from where the next piece begins; ``piece``: bytes it may have; ``file``: once all of it is here."""

    id: UUID
    received: int
    size: int
    piece: int
    file: UUID | None
