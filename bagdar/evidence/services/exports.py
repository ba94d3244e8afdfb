"""Taking the proof out of the house: it holds the whole journal, so it is written down who did."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from bagdar.evidence.exporting import zip_pieces
from bagdar.evidence.services.sealing import seal_waiting
from bagdar.journal.services import record
from bagdar.kernel import policy
from bagdar.kernel.actors import PROGRAM, Actor
from bagdar.kernel.services import service


@service("evidence.proof.export", journal=("evidence.proof.exported",))
def export_proof(*, actor: Actor) -> Iterator[bytes]:
    """A zip of the proof, piece by piece."""
    decision = policy.require(actor, "evidence.proof.export")
    with transaction.atomic():
        record(actor=actor, act="evidence.proof.exported", capacity=decision.capacity)
    seal_waiting()
    return zip_pieces()


def note_exported() -> None:
    """The same by who runs the installation: the command writes the files."""
    with transaction.atomic():
        record(actor=PROGRAM, act="evidence.proof.exported")
    seal_waiting()
