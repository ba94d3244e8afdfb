"""Importing bodies from a spreadsheet: read and shown first, carried out by one call after."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import ConflictError
from bagdar.kernel.services import service
from bagdar.orgs.exchange.columns import known_captions
from bagdar.orgs.exchange.plan import Plan, RowPlan, plan_of
from bagdar.orgs.exchange.reading import read_sheet
from bagdar.orgs.exchange.snapshot import Snapshot, snapshot
from bagdar.orgs.given import BodyGiven
from bagdar.orgs.models import Body, BodyName, ImportDraft
from bagdar.orgs.pack import methodology
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services import drafts
from bagdar.orgs.services.bodies import EDITED, new_body, new_names
from bagdar.orgs.services.entries import AT_ONCE, relist
from bagdar.store.base import save_version

SUBJECT = "bodies"


@service("orgs.body.import", journal=("orgs.body.import_prepared",))
def prepare_import(*, actor: Actor, file: str, data: bytes) -> ImportDraft:
    """Read the spreadsheet and keep its rows; nothing of the register changes.

    The file is read outside the transaction, in a process of its own. Raises FileRefusedError, and
    DomainError where no sheet has our captions.
    """
    decision = policy.require(actor, "orgs.body.import")
    sheet = read_sheet(data, file, known_captions(methodology().languages))
    with transaction.atomic():
        draft = drafts.keep(actor, SUBJECT, file, sheet)
        record(
            actor=actor,
            act="orgs.body.import_prepared",
            object=draft,
            after=drafts.told(draft, rows=len(sheet.rows)),
            capacity=decision.capacity,
        )
    return draft


def find_draft(actor: Actor, draft: UUID) -> ImportDraft:
    """A draft of *actor*'s own that waits. Raises AbsentError."""
    policy.require(actor, "orgs.body.import")
    return drafts.waiting(actor, SUBJECT, draft)


def plan_import(draft: ImportDraft) -> Plan:
    """What the rows of *draft* would do to the register as it stands now."""
    return plan_of(drafts.rows_of(draft), snapshot(today()))


@service("orgs.body.import", journal=("orgs.body.imported", "orgs.body.registered", "orgs.body.edited"))
def apply_import(*, actor: Actor, draft: UUID, digest: str) -> Plan:
    """Carry out what was shown: new and changed rows; refused ones are left out.

    Raises ConflictError where the outcome is no longer the one with *digest*: the register has changed.
    """
    with transaction.atomic():
        decision = policy.require(actor, "orgs.body.import")
        kept = drafts.waiting(actor, SUBJECT, draft, take=True)
        known = snapshot(today())
        plan = plan_of(drafts.rows_of(kept), known)
        if plan.digest != digest:
            raise ConflictError("orgs.columns.register_changed")
        bodies = [*_enter(plan.of("new"), known), *_change(plan.of("changed"), known)]
        relist(bodies)
        _tell(actor, plan, known, decision.capacity)
        record(
            actor=actor,
            act="orgs.body.imported",
            object=kept,
            after=drafts.told(kept, **plan.counts),
            capacity=decision.capacity,
        )
        drafts.finish(kept)
    return plan


def _enter(plans: Iterable[RowPlan], known: Snapshot) -> list[Body]:
    """New bodies, those above before those below."""
    rows = {plan.key: (plan, new_body(_given(plan), plan.key)) for plan in plans}
    for plan, body in rows.values():
        if plan.parent_key in rows:
            body.parent = rows[plan.parent_key][1]
    made: set[UUID] = set(known.bodies)
    left = [body for _, body in rows.values()]
    while left:
        ready = [body for body in left if body.parent_id is None or body.parent_id in made]
        Body.objects.bulk_create(ready, batch_size=AT_ONCE)
        made.update(body.pk for body in ready)
        left = [body for body in left if body.pk not in made]
    BodyName.objects.bulk_create(
        (name for plan, body in rows.values() for name in new_names(body, _given(plan).names)),
        batch_size=AT_ONCE,
    )
    known.keys.update({key: body.pk for key, (_, body) in rows.items()})
    return [body for _, body in rows.values()]


def _change(plans: Iterable[RowPlan], known: Snapshot) -> list[Body]:
    """Bodies of the register, each saved only if nobody has touched it since it was read."""
    found = []
    for plan in plans:
        body = known.bodies[_body(plan)]
        given = _given(plan)
        for field, value in ((name, getattr(new_body(given, body.key), name)) for name in EDITED):
            setattr(body, field, value)
        body.parent_id = known.keys.get(plan.parent_key)
        body.changed_at = clock.now()
        save_version(body, body.version, (*EDITED, "changed_at"))
        _complete_names(body, given, known)
        found.append(body)
    return found


def _complete_names(body: Body, given: BodyGiven, known: Snapshot) -> None:
    used = known.names.get(body.pk, {})
    for language, named in given.names.items():
        row = used.get(language)
        if row is None:
            BodyName.objects.bulk_create(new_names(body, {language: named}))
        elif row.abbreviation != named.abbreviation:
            row.abbreviation = named.abbreviation
            save_version(row, row.version, ("abbreviation",))


def _tell(actor: Actor, plan: Plan, known: Snapshot, capacity: object) -> None:
    """An entry for each body, so that the history of each is whole."""
    for act, rows in (("registered", plan.of("new")), ("edited", plan.of("changed"))):
        for row in rows:
            body = Body(pk=known.keys[row.key], key=row.key)
            body.label = row.name
            record(
                actor=actor,
                act=f"orgs.body.{act}",
                object=body,
                body=body,
                before={change.column: change.before for change in row.changes if row.body},
                after={change.column: change.after for change in row.changes},
                capacity=capacity,  # type: ignore[arg-type]
            )


def _given(plan: RowPlan) -> BodyGiven:
    if plan.given is None:
        raise ValueError("a refused row is not carried out")
    return plan.given


def _body(plan: RowPlan) -> UUID:
    if plan.body is None:
        raise ValueError("the row is of no body of the register")
    return plan.body
