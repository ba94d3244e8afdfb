"""A thing goes to signature and comes back: put before the head, recalled, sent back with a remark."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, models, transaction

from bagdar.evidence.services.snapshots import take_snapshot
from bagdar.evidence.signing.models import OPEN, Signing
from bagdar.evidence.signing.signables import Signable, signable_of
from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, ConflictError, InvalidError
from bagdar.kernel.services import service
from bagdar.store.base import may_leave
from bagdar.store.jobs import enqueue

LONGEST_REMARK = 2000
"""Letters of a remark."""


class Belonging(msgspec.Struct, frozen=True):
    """Something of a body, as reaches of the policy ask for it."""

    body_id: UUID


@service("signing.put", journal=("evidence.signing.put",))
def put_for_signature(*, actor: Actor, of: models.Model) -> Signing:
    """Freeze *of* and lay it before the head of its body; its document is drawn in the background.

    Raises AbsentError for an object the actor may not see; InvalidError where it is under a restriction mark, is
    for signature already, or its domain refuses.
    """
    policy.require(actor, "signing.put")
    kind = signable_of(of._meta.label_lower)
    with transaction.atomic():
        thing = _locked(kind, of.pk)
        if not kind.may_see(actor, thing):
            raise AbsentError("kernel.absent")
        decision = policy.require(actor, "signing.put", Belonging(kind.body(thing)))
        _require_free(kind, thing)
        signing = _laid(kind, thing, actor)
        kind.settled(thing, "put")
        after = {"title": signing.title, "snapshot": signing.snapshot_id, "code": signing.snapshot.code}
        record(
            actor=actor,
            act="evidence.signing.put",
            object=signing,
            body=signing.body,
            after=after,
            capacity=decision.capacity,
        )
        _draw_later(signing)
    return signing


def _laid(kind: Signable, thing: models.Model, actor: Actor) -> Signing:
    snapshot = take_snapshot(
        actor=actor, of=thing, form=kind.form(thing), content=kind.content(thing), body=kind.body(thing)
    )
    try:
        with transaction.atomic():
            return Signing.objects.create(
                object_type=kind.label,
                object_id=str(thing.pk),
                title=kind.title(thing)[:300],
                body=kind.body(thing),
                snapshot=snapshot,
                put_at=clock.now(),
                put_by=actor.id,
                put_by_name=actor.name,
            )
    except IntegrityError as twice:
        raise InvalidError({"": ("signing.already", {})}) from twice


def _require_free(kind: Signable, thing: models.Model) -> None:
    if not may_leave(thing):
        raise InvalidError({"": ("signing.marked", {})})
    if open_of(kind.label, str(thing.pk)) is not None:
        raise InvalidError({"": ("signing.already", {})})


def _locked(kind: Signable, number: Any) -> models.Model:
    found = kind.model._default_manager.select_for_update().filter(pk=number).first()
    if found is None:
        raise AbsentError("kernel.absent")
    return found


def _draw_later(signing: Signing) -> None:
    from bagdar.evidence.signing.drawing import draw

    enqueue(draw, str(signing.pk), key=f"signing-document-{signing.pk}")


def open_of(label: str, number: str) -> Signing | None:
    """What is for signature of an object; while there is one, nobody changes the object."""
    return Signing.objects.filter(object_type=label, object_id=number, state__in=OPEN).first()


@service("signing.recall", journal=("evidence.signing.recalled",))
def recall(*, actor: Actor, signing: UUID, version: int) -> Signing:
    """The preparer takes it back before it is signed; the object may be changed again."""
    return _ended(actor, signing, version, "signing.recall", "recalled", "", OPEN)


@service("signing.return", journal=("evidence.signing.returned",))
def send_back(*, actor: Actor, signing: UUID, version: int, remark: str) -> Signing:
    """The head sends it back with a *remark*. Raises InvalidError without one."""
    policy.require(actor, "signing.return")
    words = remark.strip()
    if not words or len(words) > LONGEST_REMARK:
        raise InvalidError({"remark": ("signing.remark_wanted", {"limit": LONGEST_REMARK})})
    return _ended(actor, signing, version, "signing.return", "returned", words, ("open",))


def _ended(
    actor: Actor, number: UUID, version: int, action: str, state: str, remark: str, states: tuple[str, ...]
) -> Signing:
    policy.require(actor, action)
    with transaction.atomic():
        signing = locked(actor, number)
        decision = policy.require(actor, action, signing)
        require_state(signing, version, states)
        settle(signing, state, remark)
        record(
            actor=actor,
            act=f"evidence.signing.{state}",
            object=signing,
            body=signing.body,
            before={"state": states[-1]},
            after={"state": state, "remark": remark},
            capacity=decision.capacity,
        )
    return signing


def locked(actor: Actor, number: UUID) -> Signing:
    """The signing, for whoever may see it, until the transaction ends. Raises AbsentError."""
    found = Signing.objects.select_for_update(of=("self",)).select_related("snapshot", "document")
    signing = found.filter(pk=number).first()
    if signing is None or not policy.may(actor, "signing.see", signing):
        raise AbsentError("kernel.absent")
    return signing


def require_state(signing: Signing, version: int, states: tuple[str, ...]) -> None:
    """Raises ConflictError where somebody was quicker."""
    if signing.version != version or signing.state not in states:
        raise ConflictError("signing.changed", current=signing)


def settle(signing: Signing, state: str, remark: str = "") -> None:
    """The new state of a locked signing, and the object's domain told of it."""
    signing.state, signing.remark, signing.version = state, remark, signing.version + 1
    signing.decided_at = clock.now()
    signing.save(update_fields=["state", "remark", "version", "decided_at"])
    kind = signable_of(signing.object_type)
    kind.settled(_locked(kind, signing.object_id), state)
