"""Files: what is kept goes out as an attachment, never as a page of this installation."""

from __future__ import annotations

from typing import IO
from uuid import UUID

from django.http import FileResponse

from bagdar.files.models import StoredFile
from bagdar.files.selectors import content_of
from bagdar.web.pages import PageRequest, page


POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
"""Should a browser show it all the same: without scripts, forms, an origin or anything fetched."""


def served(row: StoredFile, content: IO[bytes]) -> FileResponse:
    """*content* as a browser saves it: under its name, opened by nothing, kept by no cache."""
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=row.media_type)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@page("files.see")
def fetch(request: PageRequest, file: UUID) -> FileResponse:
    """The cleaned copy, where one was made; ``?original=1``: as it was sent."""
    return served(*content_of(request.actor, file, original="original" in request.GET))
