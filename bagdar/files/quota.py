"""How much a body keeps here and a person sends in a day; told before the bytes are taken."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from bagdar.documents.opening.limits import LIMITS, MB
from bagdar.files.models import StoredFile, Upload
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError

OPEN_UPLOADS = 20
"""Files of one person that may be under way at a time."""
PIECE = MB
"""Bytes of one piece, at most."""


def used_by(body: UUID) -> int:
    """Bytes that the files of *body* take, copies included."""
    kept = StoredFile.objects.filter(body=body, state__in=("quarantined", "accepted"))
    told = kept.aggregate(all=Sum(F("size") + Coalesce(F("clean_size"), 0)))
    return int(told["all"] or 0)


def refuse_excess(actor: Actor, body: UUID, size: int) -> None:
    """Raises InvalidError for *size* bytes more than fit. Two queries."""
    if size > LIMITS.upload:
        _refuse("opening.upload", limit=LIMITS.upload // MB)
    if size <= 0:
        _refuse("opening.empty")
    if used_by(body) + size > settings.FILES_BODY_MB * MB:
        _refuse("files.refused.quota_body", limit=settings.FILES_BODY_MB)
    since = clock.now() - timedelta(days=1)
    sent = StoredFile.objects.filter(kept_by=actor.id, kept_at__gt=since, made=False)
    told = sent.aggregate(bytes=Sum("size"), count=Count("pk"))
    if (told["bytes"] or 0) + size > settings.FILES_DAY_MB * MB or told["count"] >= settings.FILES_DAY_COUNT:
        _refuse("files.refused.quota_day", limit=settings.FILES_DAY_MB, count=settings.FILES_DAY_COUNT)


def refuse_many_uploads(by: UUID) -> None:
    """Raises InvalidError where too many are under way already."""
    since = clock.now() - timedelta(days=1)
    if Upload.objects.filter(by=by, file=None, changed_at__gt=since).count() >= OPEN_UPLOADS:
        _refuse("files.refused.uploads", limit=OPEN_UPLOADS)


def _refuse(message: str, **params: int) -> None:
    raise InvalidError({"file": (message, dict(params))})
