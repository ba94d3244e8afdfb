"""Sending a file piece by piece: three questions, asked by a script. What they do the form does too, all at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from bagdar.files import quota, services
from bagdar.files.models import StoredFile, Upload
from bagdar.kernel.errors import ConflictError, DomainError, InvalidError
from bagdar.kernel.messages import render
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language
from bagdar.web.views.files import after_receiving, tell_outcome


def _told(row: Upload, status: int = 200, **more: Any) -> JsonResponse:
    """``received``: from where the next piece begins. ``piece``: how many bytes it may have."""
    plain = {"id": str(row.pk), "received": row.received, "size": row.size, "piece": quota.PIECE}
    return JsonResponse(
        {**plain, "address": reverse("files.upload_piece", args=[row.pk]), **more}, status=status
    )


def _refused(error: DomainError) -> JsonResponse:
    message, params = error.message, error.params
    if isinstance(error, InvalidError):
        message, params = next(iter(error.faults.values()))
    status = 413 if message == "opening.upload" else 422
    return JsonResponse({"problem": render(message, language(), **params)}, status=status)


@page("files.send", "POST")
def begin(request: PageRequest) -> HttpResponse:
    """Fields ``body``, ``name``, ``size``."""
    try:
        body, size = UUID(request.POST.get("body", "")), int(request.POST.get("size", ""))
    except ValueError:
        return HttpResponse(status=400)
    try:
        row = services.begin_upload(
            actor=request.actor, body=body, name=request.POST.get("name", ""), size=size
        )
    except InvalidError as error:
        return _refused(error)
    return _told(row, 201)


@page("files.send", "GET POST")
def piece(request: PageRequest, upload: UUID) -> HttpResponse:
    """GET: how far it came. POST: the next bytes, with ``Upload-Offset``: where they begin."""
    row = services.find_upload(request.actor, upload)
    if request.method != "POST":
        return _told(row)
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdecimal() or len(offset) > 12:
        return HttpResponse(status=400)
    try:
        row = services.add_piece(actor=request.actor, upload=row.pk, offset=int(offset), content=request.body)
    except ConflictError:
        return _told(services.find_upload(request.actor, upload), 409)
    except DomainError as error:
        return _refused(error)
    if row.file is None:
        return _told(row)
    kept = after_receiving(StoredFile.objects.get(pk=row.file))
    tell_outcome(request, kept)
    return _told(row, state=kept.state, next=reverse("files.list"))
