"""Files of the account's own body: sent, looked at, fetched."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router

from bagdar.api.idempotency import once
from bagdar.api.operation import operation
from bagdar.api.problems import language_of
from bagdar.api.schemas import FileOut, Problem, UploadIn, UploadOut
from bagdar.files import quota, services
from bagdar.files.models import StoredFile, Upload
from bagdar.files.selectors import content_of, find_file
from bagdar.files.tasks import examine
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.messages import render
from bagdar.store.jobs import enqueue

router = Router(tags=["files"])
KEY = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }
    ]
}


def file_out(row: StoredFile, language: str) -> FileOut:
    params = {
        name: value.get(language, "") if isinstance(value, dict) else value
        for name, value in row.reason_params.items()
    }
    return FileOut(
        id=row.pk,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        state=row.state,
        reason=row.reason,
        title=render(row.reason, language, **params) if row.reason else "",
        cleaned=row.clean_size is not None,
        kept_at=row.kept_at,
    )


def upload_out(row: Upload) -> HttpResponse:
    told = UploadOut(id=row.pk, received=row.received, size=row.size, piece=quota.PIECE, file=row.file)
    return HttpResponse(told.model_dump_json(), content_type="application/json")


@router.post(
    "/uploads",
    response={200: UploadOut, 400: Problem, 403: Problem, 404: Problem, 422: Problem},
    summary="Announce a file of the own body, which then comes in pieces",
    openapi_extra=KEY,
)
@operation("files.send")
@once
def begin_upload(request: HttpRequest, given: UploadIn) -> HttpResponse:
    """Needs the scope ``files.write``. The answer says how many bytes a piece may have."""
    if given.body is None:
        raise AbsentError("kernel.absent")
    actor: Any = request.actor  # type: ignore[attr-defined]
    return upload_out(services.begin_upload(actor=actor, body=given.body, name=given.name, size=given.size))


@router.post(
    "/uploads/{uuid:upload}",
    response={200: UploadOut, 400: Problem, 404: Problem, 409: Problem, 422: Problem},
    summary="The next bytes of a file",
    openapi_extra={
        **KEY,
        "requestBody": {
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        },
    },
)
@operation("files.send")
@once
def add_piece(request: HttpRequest, upload: UUID, offset: int = 0) -> HttpResponse:
    """The body of the request is the piece, from ``offset`` on. After the last one ``file`` is the id of the file, which
    waits in quarantine until it was examined; another ``offset`` than ``received`` is a conflict (409)."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    row = services.add_piece(actor=actor, upload=upload, offset=offset, content=request.body)
    if row.file is not None:
        enqueue(examine, str(row.file), key=f"files.examine.{row.file}")
    return upload_out(row)


@router.get("/uploads/{uuid:upload}", response={200: UploadOut, 404: Problem}, summary="How far a file came")
@operation("files.send")
def get_upload(request: HttpRequest, upload: UUID) -> HttpResponse:
    """After a broken line: go on from ``received``."""
    return upload_out(services.find_upload(request.actor, upload))  # type: ignore[attr-defined]


@router.get("/{uuid:file}", response={200: FileOut, 404: Problem}, summary="What became of a file")
@operation("files.see")
def get_file(request: HttpRequest, file: UUID) -> FileOut:
    """Needs the scope ``files.read``."""
    return file_out(find_file(request.actor, file), language_of(request))  # type: ignore[attr-defined]


@router.get("/{uuid:file}/content", response={404: Problem}, summary="The bytes of an accepted file")
@operation("files.see")
def get_content(request: HttpRequest, file: UUID, original: bool = False) -> FileResponse:
    """The cleaned copy where there is one, unless ``original`` is true. Content under a mark never goes out."""
    row, content = content_of(request.actor, file, original=original)  # type: ignore[attr-defined]
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=row.media_type)
    response["Cache-Control"] = "no-store"
    return response
