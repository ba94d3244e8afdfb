"""The seals of entries as the journal's pages and files show them."""

from __future__ import annotations

from collections.abc import Collection

from bagdar.evidence.codes import code_of, shown
from bagdar.evidence.models import Seal
from bagdar.journal.seals import Sealed


def seals_of(entries: Collection[int]) -> dict[int, Sealed]:
    """Numbers of *entries* → their seals, with a code of the entry's own leaf. One query."""
    rows = Seal.objects.filter(entry_id__in=entries).values_list("entry_id", "seq", "at", "leaf")
    return {entry: Sealed(seq, at, shown(code_of(bytes(leaf)))) for entry, seq, at, leaf in rows}
