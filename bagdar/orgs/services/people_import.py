"""Entering a body's people from a spreadsheet: read and shown first, carried out by one call after."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, ConflictError, InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.exchange.people import People, known_captions, people_of
from bagdar.orgs.exchange.reading import read_sheet
from bagdar.orgs.models import Body, ImportDraft, Person
from bagdar.orgs.services import drafts
from bagdar.orgs.services.invitations import LIFETIME, Invited, invite_person
from bagdar.orgs.services.memberships import roles_to_give

SUBJECT = "people"
MOST = 500
"""People of one file: each gets a code, and all are entered in one short transaction."""


@service("orgs.person.import", journal=("orgs.people.import_prepared",))
def prepare_people(*, actor: Actor, body: UUID, way: str, file: str, data: bytes) -> ImportDraft:
    """Read the spreadsheet and keep its rows; nobody is entered yet.

    The file is read outside the transaction, in a process of its own. Raises FileRefusedError, DomainError where
    no sheet has our captions, InvalidError for too many rows.
    """
    house = Body.objects.filter(pk=body).first()
    if house is None:
        raise AbsentError("kernel.absent")
    decision = policy.require(actor, "orgs.person.import", house)
    if way not in LIFETIME:
        raise InvalidError({"way": ("orgs.people.way_unknown", {})})
    sheet = read_sheet(data, file, known_captions())
    if len(sheet.rows) > MOST:
        raise InvalidError({"file": ("orgs.people.too_many_rows", {"most": MOST, "rows": len(sheet.rows)})})
    with transaction.atomic():
        draft = drafts.keep(actor, SUBJECT, file, sheet, body=str(body), way=way)
        after = drafts.told(draft, rows=len(sheet.rows))
        record(
            actor=actor,
            act="orgs.people.import_prepared",
            object=draft,
            body=house,
            after=after,
            capacity=decision.capacity,
        )
    return draft


def find_people_draft(actor: Actor, draft: UUID) -> ImportDraft:
    """A draft of *actor*'s own that waits. Raises AbsentError."""
    policy.require(actor, "orgs.person.import")
    return drafts.waiting(actor, SUBJECT, draft)


def plan_people(actor: Actor, draft: ImportDraft) -> People:
    """What the rows of *draft* would do now."""
    house = Body.objects.get(pk=draft.rows["body"])
    working = Person.objects.filter(memberships__body=house, memberships__ended_at=None)
    return people_of(
        drafts.rows_of(draft),
        way=draft.rows["way"],
        roles=roles_to_give(actor, house) - {"section_coordinator"},
        working={person.login_key: person.full_name for person in working},
    )


@service(
    "orgs.person.import", journal=("orgs.people.imported", "orgs.person.invited", "orgs.membership.granted")
)
def apply_people(*, actor: Actor, draft: UUID, digest: str) -> list[Invited]:
    """Enter and invite those whose rows were understood; refused and known ones are left out.

    Raises ConflictError where the outcome is no longer the one with *digest*.
    """
    policy.require(actor, "orgs.person.import")
    with transaction.atomic():
        kept = drafts.waiting(actor, SUBJECT, draft, take=True)
        body = Body.objects.get(pk=kept.rows["body"])
        decision = policy.require(actor, "orgs.person.import", body)
        plan = plan_people(actor, kept)
        if plan.digest != digest:
            raise ConflictError("orgs.people.list_changed")
        invited = [
            invite_person(actor=actor, body=body.pk, invitee=row.invitee, role=row.role, way=kept.rows["way"])
            for row in plan.of("new")
        ]
        drafts.finish(kept)
        after = drafts.told(kept, entered=len(invited))
        record(
            actor=actor,
            act="orgs.people.imported",
            object=kept,
            body=body,
            after=after,
            capacity=decision.capacity,
        )
    return invited
