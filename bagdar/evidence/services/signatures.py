"""The three ways to sign: confirmed in the system, by certificate, on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction

from bagdar.evidence.codes import typed
from bagdar.evidence.services.signing import locked, require_state, settle
from bagdar.evidence.signing.judging import Judged, judge_message, judge_pdf
from bagdar.evidence.signing.models import Signature, Signing
from bagdar.evidence.signing.statement import statement_of
from bagdar.files.models import StoredFile
from bagdar.files.services.keeping import keep
from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor, Capacity
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.orgs.models import ActingHead, Body, CertificateBinding, Membership, Person

MOST = 200
"""Signings confirmed at once."""
FIRST_HEAD, MAY_SIGN = "first_head", "may_sign"
"""Capacities of a national certificate that may sign a document of a body."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What the office's register says of a signed paper: outgoing and incoming numbers and days."""

    outgoing_number: str
    outgoing_day: date
    incoming_number: str = ""
    incoming_day: date | None = None


@service("signing.sign", journal=("evidence.signing.signed",))
def confirm(*, actor: Actor, signings: Sequence[tuple[UUID, int]]) -> list[Signature]:
    """The head confirms each of *signings* (id, version), having just proved who they are; all or none.

    Raises ConfirmationNeededError, AbsentError, ConflictError where one was taken back meanwhile, InvalidError for
    none or more than :data:`MOST`.
    """
    policy.require(actor, "signing.sign")
    if not 0 < len(set(signings)) <= MOST:
        raise InvalidError({"": ("signing.how_many", {"limit": MOST})})
    with transaction.atomic():
        # In one order, so that two who confirm the same ones do not wait for each other.
        return [
            _sign(actor, number, version, way="confirmation", standing="confirmed")
            for number, version in sorted(set(signings))
        ]


@service("signing.sign", journal=("evidence.signing.signed",))
def sign_by_certificate(*, actor: Actor, signing: UUID, version: int, message: bytes) -> Signature:
    """The head's detached message (CMS) over the statement: made in the browser, or sent as a file.

    Raises InvalidError with the reason where it is no signature of this head over this statement. One whose kind of
    key nobody here can reckon with is kept as "not verified": then it counts as a confirmation, and says so.
    """
    policy.require(actor, "signing.sign")
    row = _drawn(actor, signing, version)
    judged = judge_message(message, statement_of(row), clock.now())
    _require_own(actor, row, judged)
    with transaction.atomic():
        return _sign(actor, signing, version, way="certificate", standing=judged.standing, judged=judged)


@service("signing.sign", journal=("evidence.signing.signed",))
def sign_pdf(*, actor: Actor, signing: UUID, version: int, pdf: bytes) -> Signature:
    """The document itself with the head's signature inside (PAdES); it must be our document, byte by byte."""
    policy.require(actor, "signing.sign")
    row = _drawn(actor, signing, version)
    judged = judge_pdf(pdf, row.document, clock.now())
    _require_own(actor, row, judged)
    with transaction.atomic():
        return _sign(actor, signing, version, way="pdf", standing=judged.standing, judged=judged)


@service("signing.paper", journal=("evidence.signing.signed",))
def register_paper(
    *, actor: Actor, signing: UUID, version: int, code: str, head: UUID, copy: StoredFile, letter: Letter
) -> Signature:
    """The copy that *head* signed by hand came back, with the numbers of the office's register.

    *code*: as read from the paper; *copy*: the scan, received and accepted. Raises InvalidError where the code is
    another document's, the scan is not of this signing, or *head* was no head on that day.
    """
    policy.require(actor, "signing.paper")
    with transaction.atomic():
        row = locked(actor, signing)
        policy.require(actor, "signing.paper", row)
        capacity, name = _head_on(row, head, letter.outgoing_day)
        faults = _faults_of_paper(row, code, copy, letter)
        if capacity is None:
            faults["head"] = ("signing.no_head", {"day": letter.outgoing_day})
        if faults:
            raise InvalidError(faults)
        return _sign(
            actor,
            signing,
            version,
            way="paper",
            standing="paper",
            judged=Judged(standing="paper", file=copy),
            printed=(head, name, capacity),
            letter=letter,
        )


def _faults_of_paper(
    row: Signing, code: str, copy: StoredFile, letter: Letter
) -> dict[str, tuple[str, dict[str, Any]]]:
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    today = clock.today(settings.TIME_ZONE)
    if typed(code) != row.snapshot.code:
        faults["code"] = ("signing.code_differs", {"code": row.snapshot.shown_code})
    if copy.state != "accepted" or copy.made or copy.body_id != row.body:
        faults["copy"] = ("signing.copy_wrong", {})
    if not letter.outgoing_number.strip():
        faults["outgoing_number"] = ("signing.number_wanted", {})
    if letter.outgoing_day > today or letter.outgoing_day < row.put_at.date():
        faults["outgoing_day"] = ("signing.day_wrong", {})
    if letter.incoming_day and not letter.outgoing_day <= letter.incoming_day <= today:
        faults["incoming_day"] = ("signing.day_wrong", {})
    return faults


def _drawn(actor: Actor, number: UUID, version: int) -> Signing:
    """Before anything is reckoned: whether it is there and waits for a signature."""
    with transaction.atomic():
        row = locked(actor, number)
        policy.require(actor, "signing.sign", row)
        require_state(row, version, ("open",))
    return row


def _require_own(actor: Actor, signing: Signing, judged: Judged) -> None:
    """The signer is who is signed in, for this body, with a right to sign; the act stands behind a lent right.

    Nothing of it can be asked of a signature that could not be verified: then only the session speaks.
    """
    if judged.standing == "not_verified":
        return
    bound = CertificateBinding.objects.filter(person=actor.person, released_at=None)
    if not bound.filter(iin=judged.holder_number or "").exists():
        raise InvalidError({"": ("signing.another_person", {"name": judged.holder_name})})
    number = Body.objects.values_list("number", flat=True).get(pk=signing.body)
    if number and judged.found["body_number"] != number:
        raise InvalidError({"": ("signing.another_body", {"name": judged.found["organisation"]})})
    rights = set(judged.found["capacities"])
    if not rights & {FIRST_HEAD, MAY_SIGN}:
        raise InvalidError({"": ("signing.no_right", {})})
    capacity = policy.require(actor, "signing.sign", signing).capacity
    if FIRST_HEAD not in rights and not (capacity and capacity.act):
        raise InvalidError({"": ("signing.right_by_act", {})}, clause="33")


def _head_on(row: Signing, head: UUID, day: date) -> tuple[Capacity | None, str]:
    """In which capacity *head* could sign for the body on *day*."""
    person = Person.objects.filter(pk=head).first()
    if person is None:
        return None, ""
    own = Membership.objects.filter(person=person, body=row.body, role="head", valid_from__lte=day)
    if own.exclude(valid_to__lt=day).exclude(ended_at__date__lt=day).exists():
        return Capacity(role="head", body=row.body), str(person)
    acting = ActingHead.objects.select_related("act").filter(
        person=person, body=row.body, valid_from__lte=day, valid_to__gte=day, ended_at=None
    )
    found = acting.first()
    if found is None:
        return None, ""
    return Capacity(role="head", body=row.body, acting=True, act=str(found.act)), str(person)


def _sign(
    actor: Actor,
    number: UUID,
    version: int,
    *,
    way: str,
    standing: str,
    judged: Judged | None = None,
    printed: tuple[UUID, str, Capacity | None] | None = None,
    letter: Letter | None = None,
) -> Signature:
    """The signature itself, in the running transaction; the signing is done and its domain told."""
    signing = locked(actor, number)
    decision = policy.require(actor, "signing.paper" if printed else "signing.sign", signing)
    require_state(signing, version, ("open",))
    signer, name, capacity = printed or (actor.person, actor.name, decision.capacity)
    assert capacity is not None, "signing is granted to a capacity"  # noqa: S101 - for the reader and the types
    statement = statement_of(signing)
    signature = Signature(
        signing=signing,
        way=way,
        standing=standing,
        at=clock.now(),
        signer=signer,
        signer_name=name,
        capacity=capacity.role,
        acting=capacity.acting,
        act=capacity.act,
        entered_by=actor.id,
        statement=statement,
        sha256=sha256(statement).hexdigest(),
        message=_kept(actor, signing, judged),
        stamp=judged.stamp if judged else None,
        found=judged.found if judged else {},
        **_columns(letter),
    )
    signature.entry_id = record(
        actor=actor,
        act="evidence.signing.signed",
        object=signing,
        body=signing.body,
        before={"state": "open"},
        after=_told(signature),
        capacity=decision.capacity,
    ).pk
    signature.save(force_insert=True)
    settle(signing, "signed")
    return signature


def _kept(actor: Actor, signing: Signing, judged: Judged | None) -> StoredFile | None:
    if judged is None:
        return None
    if judged.file is not None:
        return judged.file
    ending, media_type = ("pdf", "application/pdf") if judged.pdf else ("p7s", "application/pkcs7-signature")
    return keep(
        actor=actor,
        content=judged.content,
        name=f"{signing.snapshot.shown_code}.{ending}",
        media_type=media_type,
        owner=signing,
        body=signing.body,
    )


def _columns(letter: Letter | None) -> Mapping[str, Any]:
    if letter is None:
        return {}
    return {
        "outgoing_number": letter.outgoing_number.strip(),
        "outgoing_day": letter.outgoing_day,
        "incoming_number": letter.incoming_number.strip(),
        "incoming_day": letter.incoming_day,
    }


def _told(signature: Signature) -> dict[str, Any]:
    told = {
        "state": "signed",
        "signature": signature.pk,
        "way": signature.way,
        "standing": signature.standing,
        "signer": signature.signer_name,
        "capacity": signature.capacity,
        "acting": signature.acting,
        "act": signature.act,
        "sha256": signature.sha256,
    }
    if signature.way == "paper":
        told |= {"outgoing_number": signature.outgoing_number, "outgoing_day": signature.outgoing_day}
    return told
