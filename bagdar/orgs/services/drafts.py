"""Tables read from files and waiting for their author's word: kept, found again, taken once, cleared away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.exchange.reading import Sheet, SheetRow
from bagdar.orgs.models import ImportDraft
from bagdar.store.base import save_version

KEPT: Final = timedelta(days=7)
"""How long a draft stays, applied or not: it may hold names and addresses of people."""


def keep(actor: Actor, subject: str, file: str, sheet: Sheet, **more: str) -> ImportDraft:
    """Keep what was read of *file*; *more* goes into its rows. Part of a service's transaction, not one itself."""
    return ImportDraft.objects.create(
        subject=subject,
        file=file[:200],
        sha256=sheet.sha256,
        rows={
            **more,
            "columns": sheet.columns,
            "strange": list(sheet.strange),
            "rows": [[row.row, row.cells] for row in sheet.rows],
        },
        author_id=actor.person,
        made_at=clock.now(),
    )


def told(draft: ImportDraft, **counts: Any) -> dict[str, Any]:
    """What the journal says of a draft."""
    return {"file": draft.file, "sha256": draft.sha256, **counts}


def waiting(actor: Actor, subject: str, draft: UUID, *, take: bool = False) -> ImportDraft:
    """A draft of *actor*'s own that waits; with *take* locked until the transaction ends. Raises AbsentError."""
    rows = ImportDraft.objects.select_for_update() if take else ImportDraft.objects.all()
    row = rows.filter(pk=draft, subject=subject, author_id=actor.person, applied_at=None).first()
    if row is None:
        raise AbsentError("kernel.absent")
    return row


def rows_of(draft: ImportDraft) -> list[SheetRow]:
    """The rows as they were read."""
    return [SheetRow(row, cells) for row, cells in draft.rows["rows"]]


def finish(draft: ImportDraft) -> None:
    """It is carried out, and waits no more. Part of a service's transaction, not one itself."""
    draft.applied_at = clock.now()
    save_version(draft, draft.version, ("applied_at",))


def forget_old(now: datetime) -> int:
    """Remove drafts older than :data:`KEPT`; the journal keeps the file's name and digest. How many there were."""
    return ImportDraft.objects.filter(made_at__lt=now - KEPT).delete()[0]
