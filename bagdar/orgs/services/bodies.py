"""Entering and editing a body. What it is called changes by a reorganisation only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.checks import Faults, faults_of_body, faults_of_contacts
from bagdar.orgs.given import BodyGiven, NameGiven
from bagdar.orgs.models import Body, BodyName, ReorganisationLine
from bagdar.orgs.pack import methodology
from bagdar.orgs.services.entries import relist
from bagdar.orgs.services.facts import known_of, locked
from bagdar.orgs.slugs import free_slug
from bagdar.store.base import save_version

EDITED = ("kind", "number", "region_id", "parent_id", "valid_from", "valid_to", "email", "phone", "higher")
"""Columns of a body that the form of structure holds."""


def values_of(body: Body, fields: tuple[str, ...] = EDITED) -> dict[str, Any]:
    return {field: getattr(body, field) for field in fields}


def refuse(faults: Faults, clause: str = "practice") -> None:
    """Raises InvalidError where there are *faults*."""
    if faults:
        raise InvalidError(faults, clause=clause)


def key_for(given: BodyGiven) -> str:
    """The key entered, or one made from the name: English, else Russian, else any."""
    if given.key:
        return given.key
    name = next(
        (given.names[language].name for language in ("en", "ru", *given.names) if language in given.names), ""
    )
    taken = set(Body.objects.filter(key__startswith=free_slug(name, ())).values_list("key", flat=True))
    return free_slug(name, taken)


def new_body(given: BodyGiven, key: str) -> Body:
    """The unsaved row of *given*."""
    return Body(
        key=key,
        kind=given.kind,
        number=given.number,
        region_id=given.region,
        parent_id=given.parent,
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        email=given.email,
        phone=given.phone,
        group=given.group,
        higher=given.higher,
        changed_at=clock.now(),
    )


def new_names(body: Body, names: dict[str, NameGiven]) -> list[BodyName]:
    """Unsaved names of a new body, from its first day on."""
    return [
        BodyName(
            body=body,
            language=language,
            name=" ".join(named.name.split()),
            abbreviation=named.abbreviation.strip(),
            others=list(named.others),
            variants=list(named.variants),
            valid_from=body.valid_from,
        )
        for language, named in names.items()
        if named.name.strip()
    ]


def save_new(body: Body, names: dict[str, NameGiven]) -> None:
    """Save *body* with its names and its lines of the list."""
    body.save(force_insert=True)
    BodyName.objects.bulk_create(new_names(body, names))
    relist([body])
    body.label = next((named.name for _, named in sorted(names.items(), key=lambda one: one[0] != "kk")), "")


def told_names(names: Iterable[BodyName]) -> dict[str, Any]:
    """What an entry says of names: each part of each language that holds something, as "name_kk"."""
    parts = ("name", "abbreviation", "others", "variants")
    return {
        f"{part}_{row.language}": getattr(row, part) for row in names for part in parts if getattr(row, part)
    }


def told_new(body: Body, names: Iterable[BodyName]) -> dict[str, Any]:
    """What an entry says of a body that is new: all of it."""
    return {"key": body.key, "group": body.group, **values_of(body), **told_names(names)}


@service("orgs.body.register", journal=("orgs.body.registered",))
def register_body(*, actor: Actor, given: BodyGiven) -> Body:
    """Enter a new body. Raises InvalidError with what does not hold, by field."""
    with transaction.atomic():
        decision = policy.require(actor, "orgs.body.register")
        refuse(faults_of_body(given, known_of(given, None), methodology(), None))
        body = new_body(given, key_for(given))
        save_new(body, given.names)
        record(
            actor=actor,
            act="orgs.body.registered",
            object=body,
            body=body,
            after=told_new(body, new_names(body, given.names)),
            capacity=decision.capacity,
        )
    return body


@service("orgs.body.edit", journal=("orgs.body.edited",))
def edit_body(*, actor: Actor, body: UUID, version: int, given: BodyGiven) -> Body:
    """Change kind, number, region, parent, days and contacts of *body*, last seen in *version*.

    ``given.names`` are left as they are. Raises InvalidError, and ConflictError where somebody was faster.
    """
    with transaction.atomic():
        row = locked([body])[body]
        decision = policy.require(actor, "orgs.body.edit", row)
        faults = faults_of_body(given, known_of(given, body), methodology(), body)
        refuse({**_ended_by_act(row, given), **_without_names(faults)})
        before = values_of(row)
        for field, value in values_of(new_body(given, row.key)).items():
            setattr(row, field, value)
        row.changed_at = clock.now()
        save_version(row, version, (*EDITED, "changed_at"))
        relist([row])
        _record_change(actor, "orgs.body.edited", row, before, decision.capacity)
    return row


def _without_names(faults: Faults) -> Faults:
    return {
        field: fault
        for field, fault in faults.items()
        if not field.startswith(("name_", "abbreviation_", "key"))
    }


def _ended_by_act(body: Body, given: BodyGiven) -> Faults:
    """The last day that a reorganisation set is changed by withdrawing it, not by hand."""
    if given.valid_to == body.valid_to:
        return {}
    ended = ReorganisationLine.objects.filter(source=body, ends=True, reorganisation__withdrawn_at=None)
    return {"valid_to": ("orgs.bodies.ended_by_act", {})} if ended.exists() else {}


@service("orgs.body.contacts", journal=("orgs.body.contacts_changed",))
def change_contacts(*, actor: Actor, body: UUID, version: int, email: str, phone: str) -> Body:
    """A body's own mail and telephone, kept by its coordinator."""
    with transaction.atomic():
        row = locked([body])[body]
        decision = policy.require(actor, "orgs.body.contacts", row)
        refuse({field: (message, params) for field, message, params in faults_of_contacts(email, phone)})
        before = values_of(row, ("email", "phone"))
        row.email, row.phone, row.changed_at = email, phone, clock.now()
        save_version(row, version, ("email", "phone", "changed_at"))
        _record_change(actor, "orgs.body.contacts_changed", row, before, decision.capacity)
    return row


def _record_change(actor: Actor, act: str, body: Body, before: dict[str, Any], capacity: Any) -> None:
    """An entry that holds only what changed."""
    after = values_of(body, tuple(before))
    changed = [field for field in before if before[field] != after[field]]
    record(
        actor=actor,
        act=act,
        object=body,
        body=body,
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
        capacity=capacity,
    )
