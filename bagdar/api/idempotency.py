"""One effect for a request sent several times: ``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header-07).

The first answer is kept for a day and given again; the same key with another request is refused (422). The row stands
in the transaction of the effect itself: after a crash either both are there or neither, and a second request that
comes meanwhile waits for the first and gets its answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from bagdar.api.models import KeptAnswer
from bagdar.api.problems import problem
from bagdar.kernel import clock

KEPT: Final = timedelta(days=1)
LONGEST: Final = 200


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For every operation that writes: the header is required. A refusal is not kept: nothing was done."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not 0 < len(key) <= LONGEST:
            return problem(request, 400, "api.key_missing")
        actor: Any = request.actor  # type: ignore[attr-defined]
        digest = _digest(request)
        with transaction.atomic():
            kept = _reserve(actor.id, key, digest)
            if kept is None:
                return _again(request, actor.id, key, digest)
            response = view(request, *args, **kwargs)
            kept.status = response.status_code
            kept.content_type = response.headers.get("Content-Type", "")
            kept.content = response.content.decode()
            kept.save(update_fields=["status", "content_type", "content"])
        return response

    return answer


def _reserve(actor: Any, key: str, digest: str) -> KeptAnswer | None:
    """A row of one's own for the key, or None where another request has it; waits for one under way."""
    now = clock.now()
    KeptAnswer.objects.filter(actor=actor, key=key, at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(actor=actor, key=key, request=digest, at=now)
    except IntegrityError:
        return None


def _again(request: HttpRequest, actor: Any, key: str, digest: str) -> HttpResponse:
    row = KeptAnswer.objects.get(actor=actor, key=key)
    if row.request != digest:
        return problem(request, 422, "api.key_reused")
    answer = HttpResponse(row.content, status=row.status, content_type=row.content_type)
    answer["Idempotency-Replayed"] = "true"
    return answer


def _digest(request: HttpRequest) -> str:
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + request.body).hexdigest()
