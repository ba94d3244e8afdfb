"""The methodology in force here, and its clauses."""

from django.http import HttpRequest
from ninja import Router

from bagdar.api.operation import operation
from bagdar.api.schemas import ActOut, ClauseOut, MethodologyOut, Problem
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.pack import methodology

router = Router(tags=["methodology"])


@router.get("", response=MethodologyOut, summary="The methodology in force here")
@operation("orgs.methodology.see")
def get_methodology(request: HttpRequest) -> MethodologyOut:  # noqa: ARG001
    pack = methodology()
    return MethodologyOut(
        id=pack.id,
        digest=pack.digest,
        name=dict(pack.name),
        country=dict(pack.country),
        languages=list(pack.languages),
        zone=pack.zone,
        currency=pack.currency.code,
        status=dict(pack.status),
        acts=[
            ActOut(id=act.id, kind=act.kind, number=act.number, day=act.day, title=dict(act.title))
            for act in pack.acts
        ],
        clauses=list(pack.clauses),
    )


@router.get("/clauses/{clause}", response={200: ClauseOut, 404: Problem}, summary="One clause")
@operation("orgs.methodology.see")
def get_clause(request: HttpRequest, clause: str) -> ClauseOut:  # noqa: ARG001
    pack = methodology()
    found = pack.clauses.get(clause)
    if found is None:
        raise AbsentError("kernel.absent")
    return ClauseOut(
        id=clause,
        act=found.act or pack.act,
        statement=dict(found.statement),
        published=dict(found.published),
        used=dict(found.used),
        readings={name: dict(text) for name, text in found.readings.items()},
    )
