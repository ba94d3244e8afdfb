"""Examining what waits in quarantine: antivirus, the limited child, marks; then accepted or refused, once.

Nothing here trusts the file: its bytes are opened only by the child. It may be begun again at any point.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import transaction

from bagdar.documents.intake import Asked, Examined, Outcome, examine_many
from bagdar.documents.intake.examined import MEDIA_TYPES
from bagdar.documents.opening.batch import BUNDLE_BYTES, BUNDLE_FILES
from bagdar.files import antivirus
from bagdar.files.models import StoredFile
from bagdar.files.storage import place
from bagdar.files.summary import mark_on, summary_of
from bagdar.journal.services import record
from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM
from bagdar.kernel.errors import FileRefusedError
from bagdar.orgs.pack import methodology, reference_bodies

log = logging.getLogger(__name__)

SMALL: Final = 512 << 10
"""Bytes of a file that is examined while its sender waits."""


class Verdict(msgspec.Struct, frozen=True):
    """``reason``: message id of a refusal; "": accepted. ``copy``: the cleaned bytes, empty where there are none."""

    reason: str = ""
    params: dict[str, Any] = {}
    clause: str = ""
    media_type: str = ""
    reading: dict[str, Any] = {}
    copy: bytes = b""


def examine_file(file: UUID) -> StoredFile | None:
    """The row as it is now; None: there is none."""
    examine_rows(StoredFile.objects.filter(pk=file, state="quarantined"))
    return StoredFile.objects.filter(pk=file).first()


def examine_waiting() -> int:
    """All that waits, small files several to a child; how many were looked at."""
    count = 0
    for bundle in _bundles(StoredFile.objects.filter(state="quarantined").order_by("kept_at", "id")):
        count += examine_rows(bundle)
    return count


def _bundles(rows: Iterable[StoredFile]) -> Iterable[list[StoredFile]]:
    bundle: list[StoredFile] = []
    for row in rows:
        full = len(bundle) == BUNDLE_FILES or sum(one.size for one in bundle) + row.size > BUNDLE_BYTES
        if bundle and full:
            yield bundle
            bundle = []
        bundle.append(row)
    if bundle:
        yield bundle


def examine_rows(rows: Iterable[StoredFile]) -> int:
    """Few and small rows, or one; how many were looked at."""
    ready: list[StoredFile] = []
    asked: list[Asked] = []
    count = 0
    for row in rows:
        count += 1
        content = _content(row)
        if content is not None:
            ready.append(row)
            asked.append((row.name, content))
    for row, outcome in zip(ready, _outcomes(asked), strict=True):
        _decide(row, _verdict(row, outcome))
    return count


def _outcomes(asked: Sequence[Asked]) -> Iterable[Outcome]:
    return examine_many(asked) if asked else ()


def _content(row: StoredFile) -> bytes | None:
    """Its bytes, when the antivirus has let them pass; otherwise it is decided, or goes on waiting."""
    try:
        with place().open(row.place) as file:
            content = file.read()
    except FileNotFoundError:
        _decide(row, Verdict("files.storage.missing"))
        return None
    try:
        found = antivirus.found_in(content)
    except antivirus.SilentError:
        log.warning("the antivirus does not answer: file %s waits", row.pk)
        StoredFile.objects.filter(pk=row.pk, state="quarantined").update(waiting="files.waiting.antivirus")
        return None
    if found:
        _decide(row, Verdict("files.refused.virus", {"name": found}))
        return None
    return content


def _verdict(row: StoredFile, outcome: Outcome) -> Verdict:
    if isinstance(outcome, FileRefusedError):
        return Verdict(outcome.message, dict(outcome.params), outcome.clause)
    told, copy = outcome
    governing = methodology()
    mark = mark_on(told, row.name, governing)
    if mark is not None:
        names = {one.id: one.name for one in governing.marks.marks}
        return Verdict("files.refused.marked", {"mark": dict(names[mark.mark])})
    return Verdict(media_type=MEDIA_TYPES[told.kind], reading=_reading(told), copy=copy)


def _reading(told: Examined) -> dict[str, Any]:
    try:
        summary = summary_of(told, methodology(), reference_bodies())
    except Exception:  # what a document means is an aid; that it is harmless has been seen already
        log.exception("a document could not be read")
        summary = {}
    return {"kind": told.kind, **summary, "removed": told.removed, "signed": told.signed}


def _decide(row: StoredFile, verdict: Verdict) -> None:
    """Accepted or refused, unless somebody was quicker. Bytes of what is refused are not kept."""
    staged = place().stage(row.clean_place, verdict.copy) if verdict.copy else None
    with transaction.atomic():
        kept = StoredFile.objects.select_for_update().filter(pk=row.pk, state="quarantined").first()
        if kept is not None:
            _write(kept, verdict)
            if staged is not None:
                kept.clean_size, kept.clean_sha256 = staged.size, staged.sha256
            kept.save()
            act = "files.file.refused" if verdict.reason else "files.file.accepted"
            after = {"state": kept.state, "reason": kept.reason, "media_type": kept.media_type}
            record(actor=PROGRAM, act=act, object=kept, body=kept.body_id, after=after)
            if staged is not None:
                place().link(staged)
    if kept is None:
        if staged is not None:
            place().drop(staged)
    elif verdict.reason:
        with suppress(Exception):  # what is left is cleared away later
            place().delete(row.place)


def _write(kept: StoredFile, verdict: Verdict) -> None:
    kept.state = "refused" if verdict.reason else "accepted"
    kept.reason, kept.clause = verdict.reason, verdict.clause if verdict.reason else ""
    kept.reason_params = {name: _plain(value) for name, value in verdict.params.items()}
    kept.waiting = ""
    kept.reading = verdict.reading
    kept.media_type = verdict.media_type or kept.media_type
    kept.decided_at = clock.now()


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | dict) else str(value)
