"""Bodies: the feed of what changed, one body, the own body's contacts."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from ninja import Router

from bagdar.api.cursors import feed
from bagdar.api.idempotency import once
from bagdar.api.limits import Limit
from bagdar.api.operation import Asked, operation
from bagdar.api.schemas import Bodies, BodyOut, ContactsIn, Member, Name, Problem
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Body, BodyName
from bagdar.orgs.policy import visible_bodies
from bagdar.orgs.services.bodies import change_contacts
from bagdar.store.base import may_leave

router = Router(tags=["bodies"])


def _rows(request: Asked) -> Any:
    names = Prefetch("names", BodyName.objects.order_by("language", "valid_from"))
    return (
        visible_bodies(request.actor)
        .filter(mark="")
        .select_related("region")
        .prefetch_related(names, "members")
    )


def body_out(body: Body) -> BodyOut:
    return BodyOut(
        id=body.pk,
        key=body.key,
        kind=body.kind,
        number=body.number,
        region=body.region.code if body.region else "",
        parent=body.parent_id,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        email=body.email,
        phone=body.phone,
        names=[
            Name(
                language=name.language,
                name=name.name,
                abbreviation=name.abbreviation,
                valid_from=name.valid_from,
                valid_to=name.valid_to,
            )
            for name in body.names.all()
        ],
        group=body.group,
        members=[
            Member(body=row.member_id, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in body.members.all()
        ],
        version=body.version,
        changed_at=body.changed_at,
    )


@router.get(
    "", response={200: Bodies, 422: Problem}, summary="Bodies changed since a cursor, the oldest change first"
)
@operation("orgs.body.see", costly="feed")
def list_bodies(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> Bodies:
    """Without ``cursor``: from the beginning. Ended bodies stay in the feed. Four queries, whatever the limit."""
    return feed(_rows(request), body_out, Bodies, cursor, limit)  # type: ignore[arg-type]


@router.get("/{uuid:body}", response={200: BodyOut, 404: Problem}, summary="One body")
@operation("orgs.body.see")
def get_body(request: HttpRequest, body: UUID) -> BodyOut:
    found = _rows(request).filter(pk=body).first()  # type: ignore[arg-type]
    if found is None or not may_leave(found):
        raise AbsentError("kernel.absent")
    return body_out(found)


@router.patch(
    "/{uuid:body}/contacts",
    response={200: BodyOut, 400: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem},
    summary="Change the own body's mail address and telephone",
    openapi_extra={
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": True,
                "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            }
        ]
    },
)
@operation("orgs.body.contacts")
@once
def patch_contacts(request: HttpRequest, body: UUID, given: ContactsIn) -> HttpResponse:
    """The same key sent again gives the same answer; ``version`` other than the present one is a conflict."""
    get_body(request, body)
    actor: Any = request.actor  # type: ignore[attr-defined]
    changed = change_contacts(
        actor=actor, body=body, version=given.version, email=given.email, phone=given.phone
    )
    answer = get_body(request, changed.pk)
    return HttpResponse(answer.model_dump_json(), content_type="application/json")
