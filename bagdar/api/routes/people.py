"""People of the account's own body."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Router

from bagdar.api.cursors import feed
from bagdar.api.limits import Limit
from bagdar.api.operation import Asked, operation
from bagdar.api.schemas import People, PersonOut, Problem, RoleOut
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Membership, Person
from bagdar.orgs.policy import visible_people

router = Router(tags=["people"])


def _rows(request: Asked) -> Any:
    """Roles in other bodies are not the account's affair."""
    held = Membership.objects.filter(ended_at=None)
    if request.actor.kind == "system":
        held = held.filter(body__in=request.actor.bodies())
    seen = visible_people(request.actor).values("pk")
    return Person.objects.filter(pk__in=seen).prefetch_related(Prefetch("memberships", held, to_attr="held"))


def person_out(person: Any) -> PersonOut:
    return PersonOut(
        id=person.pk,
        family_name=person.family_name,
        given_name=person.given_name,
        patronymic=person.patronymic,
        position=person.position,
        email=person.email,
        phone=person.phone,
        state=person.state,
        roles=[
            RoleOut(
                role=row.role,
                body=row.body_id,
                section=row.section,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in person.held
        ],
        version=person.version,
        changed_at=person.changed_at,
    )


@router.get("", response={200: People, 422: Problem}, summary="People of one's body changed since a cursor")
@operation("orgs.person.see", costly="feed")
def list_people(request: HttpRequest, cursor: str = "", limit: Limit = 100) -> People:
    """The oldest change first; deactivated people stay in the feed with their state."""
    return feed(_rows(request), person_out, People, cursor, limit)  # type: ignore[arg-type]


@router.get("/{uuid:person}", response={200: PersonOut, 404: Problem}, summary="One person of one's body")
@operation("orgs.person.see")
def get_person(request: HttpRequest, person: UUID) -> PersonOut:
    found = _rows(request).filter(pk=person).first()  # type: ignore[arg-type]
    if found is None:
        raise AbsentError("kernel.absent")
    return person_out(found)
