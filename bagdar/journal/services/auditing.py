"""What an auditor does with the journal, and leaves in it: samples drawn, entries taken out, restricted things read."""

from __future__ import annotations

import secrets
from typing import Any, Final

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from bagdar.journal.models import Entry
from bagdar.journal.sampling import draw
from bagdar.journal.selectors import Wanted, matching
from bagdar.journal.services import record
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service

LARGEST: Final = 1000
"""Entries of a sample."""
LONGEST: Final = 64
"""Characters of a seed."""
SHEET_ROWS: Final = 1_000_000
"""Entries that a spreadsheet takes."""


@service("journal.sample.draw", journal=("journal.sample.drawn",))
def draw_sample(*, actor: Actor, wanted: Wanted, zone: str, size: int, seed: str = "") -> Entry:
    """The entry that tells the seed, out of what it was drawn, and what came out. Without *seed* one is made.

    Drawn from the entries that are wanted and were there before. Raises InvalidError.
    """
    decision = policy.require(actor, "journal.sample.draw")
    seed = seed.strip() or secrets.token_hex(8)
    _require_sample(size, seed)
    rows = matching(Entry.objects.all(), wanted, zone)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    after = {
        "seed": seed,
        "size": size,
        "of": len(numbers),
        "last": numbers[-1] if numbers else 0,
        "asked": asked(wanted),
        "entries": draw(seed, numbers, size),
    }
    with transaction.atomic():
        return record(actor=actor, act="journal.sample.drawn", after=after, capacity=decision.capacity)


def _require_sample(size: int, seed: str) -> None:
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    if not 1 <= size <= LARGEST:
        faults["size"] = ("journal.sample.size", {"most": LARGEST})
    if len(seed) > LONGEST or not seed.isprintable():
        faults["seed"] = ("journal.sample.seed", {"most": LONGEST})
    if faults:
        raise InvalidError(faults)


def asked(wanted: Wanted) -> dict[str, Any]:
    """What was asked for, as an entry keeps it; only what was given."""
    plain: dict[str, Any] = msgspec.to_builtins(wanted)
    return {name: value for name, value in plain.items() if value not in (None, "")}


def wanted_of(entry: Entry) -> Wanted:
    """What the sample of *entry* was drawn from."""
    return msgspec.convert(entry.after["asked"], Wanted)


@service("journal.entry.export", journal=("journal.entries.taken_out",))
def take_out(*, actor: Actor, rows: QuerySet[Entry], wanted: Wanted, form: str) -> QuerySet[Entry]:
    """The entries of *rows* (which the actor may see) that are there now, written down as taken out as *form*.

    Raises InvalidError where there are too many for the form.
    """
    decision = policy.require(actor, "journal.entry.export")
    last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = rows.filter(pk__lte=last).order_by("pk")
    count = rows.count()
    if form == "xlsx" and count > SHEET_ROWS:
        raise InvalidError({"form": ("journal.export.many", {"count": count, "most": SHEET_ROWS})})
    after = {"form": form, "count": count, "last": last, "asked": asked(wanted)}
    with transaction.atomic():
        record(actor=actor, act="journal.entries.taken_out", after=after, capacity=decision.capacity)
    return rows


def record_reading(*, actor: Actor, thing: Any, body: Any = None, way: str) -> None:
    """That *actor* was shown something under a restriction mark. *way*: "page", "file" or "interface".

    Called by whoever shows it, before it is shown; what is not written down is not read.
    """
    with transaction.atomic():
        after = {"mark": thing.mark, "way": way}
        record(actor=actor, act="journal.restricted.read", object=thing, body=body, after=after)
