"""Codes that this room writes into the journal; the sentences are messages ``ops.did.…``."""

from __future__ import annotations

from bagdar.journal.codes import declare
from bagdar.journal.exceptions import means

declare({"ops.store.restored", "ops.store.moved"}, group="store", technical=True)
means("store_touched", "ops.store.restored", "ops.store.moved")
