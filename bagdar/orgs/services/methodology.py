"""Bringing a methodology in, and putting one in force from a day by an act."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.methodology.archive import unpack
from bagdar.methodology.loader import available
from bagdar.methodology.model import Methodology
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import InstalledMethodology, MethodologyInForce, Person
from bagdar.orgs.selectors.methodology import governing_pack, load_files, methodology_of
from bagdar.orgs.services.acts import keep_act


@service("orgs.methodology.install", journal=("orgs.methodology.installed",))
def install_methodology(*, actor: Actor, archive: bytes) -> Methodology:
    """Keep the methodology in the zip *archive*. It governs nothing until it is put in force.

    Raises FileRefusedError and PackError for what is wrong with the file, InvalidError for an id that
    is taken: changed rules are another methodology, so that what is running keeps its own.
    """
    decision = policy.require(actor, "orgs.methodology.install")
    files = unpack(archive)
    methodology = load_files(files)
    if methodology.id in available():
        raise _taken(methodology.id)
    try:
        with transaction.atomic():
            row = InstalledMethodology.objects.create(
                pack=methodology.id,
                digest=methodology.digest,
                files=files,
                installed_by=_person(actor),
                installed_at=clock.now(),
            )
            after = {"pack": row.pack, "digest": row.digest, "files": len(files)}
            record(
                actor=actor,
                act="orgs.methodology.installed",
                object=row,
                after=after,
                capacity=decision.capacity,
            )
    except IntegrityError:
        raise _taken(methodology.id) from None
    return methodology


@service("orgs.methodology.enforce", journal=("orgs.methodology.enforced",))
def enforce_methodology(*, actor: Actor, pack: str, valid_from: date, act: ActGiven) -> MethodologyInForce:
    """Let *pack* govern what begins from *valid_from* on, by *act*; what is running stays on its own.

    Raises AbsentError for an unknown pack; InvalidError for a day on which another one begins, a day
    that has passed (what began then is running), or the pack that governs that day anyway.
    """
    decision = policy.require(actor, "orgs.methodology.enforce")
    methodology = methodology_of(pack)
    with transaction.atomic():
        before = governing_pack(valid_from)
        _refuse_day(pack, valid_from, before, clock.today(methodology.zone))
        # Two decisions for one day at once: the constraint lets one through, and the other is told.
        row, made = MethodologyInForce.objects.get_or_create(
            valid_from=valid_from,
            defaults={
                "pack": pack,
                "digest": methodology.digest,
                "act": keep_act(act),
                "decided_by": _person(actor),
                "decided_at": clock.now(),
            },
        )
        if not made:
            raise InvalidError({"valid_from": ("orgs.methodology.day_taken", {})})
        record(
            actor=actor,
            act="orgs.methodology.enforced",
            object=row,
            before={"pack": before},
            after={"pack": pack, "digest": row.digest, "valid_from": valid_from, "act": row.act_id},
            capacity=decision.capacity,
        )
    return row


def _person(actor: Actor) -> Person:
    """The row of a person who acts; only people are methodologists."""
    return Person.objects.get(pk=str(actor.id))


def _refuse_day(pack: str, valid_from: date, before: str, today: date) -> None:
    if valid_from < today:
        raise InvalidError({"valid_from": ("orgs.methodology.day_passed", {})})
    if before == pack:
        raise InvalidError({"pack": ("orgs.methodology.governs_anyway", {})})


def _taken(pack: str) -> InvalidError:
    return InvalidError({"archive": ("orgs.methodology.taken", {"pack": pack})})
