"""Files of a body: what was sent and what became of it; what is kept goes out as an attachment, never as a page."""

from __future__ import annotations

from typing import IO, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.documents.opening.limits import LIMITS, MB
from bagdar.evidence.signing.selectors import held_among, may_be_put
from bagdar.files import services
from bagdar.files.examining import SMALL, examine_file
from bagdar.files.models import StoredFile
from bagdar.files.policy import Belonging
from bagdar.files.selectors import content_of, find_file, may_be_fetched, sending_bodies, visible_files
from bagdar.files.tasks import examine
from bagdar.kernel import policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import render as said_in
from bagdar.orgs.selectors.people import names_of
from bagdar.store.jobs import enqueue
from bagdar.web.forms.files import FileForm
from bagdar.web.forms.people import Choices
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import attempt, language, positive, said, tell

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
"""Should a browser show it all the same: without scripts, forms, an origin or anything fetched."""
ROWS = 20
CHIPS = {"quarantined": "under_way", "accepted": "good", "refused": "error", "withdrawn": "ended"}


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


@page("files.see")
def list_files(request: PageRequest) -> HttpResponse:
    """Nine queries, however many files."""
    sheet = Paginator(visible_files(request.actor), ROWS).get_page(positive(request.GET.get("page", "1")))
    names = names_of([row.body_id for row in sheet.object_list if row.body_id], language())
    held = held_among(row.pk for row in sheet.object_list)
    context = {
        "sheet": sheet,
        "lines": [_line(request.actor, row, names, row.pk in held) for row in sheet.object_list],
        "sends": bool(sending_bodies(request.actor)),
        "marks": policy.may(request.actor, "files.mark"),
    }
    return render(request, "web/files/list.html", context)


def _line(actor: Actor, row: StoredFile, names: dict[Any, str], held: bool) -> dict[str, Any]:
    tongue = language()
    own = policy.may(actor, "files.withdraw", Belonging(row.body_id))
    return {
        "row": row,
        "body": names.get(row.body_id, ""),
        "state": said_in(f"web.files.state.{row.state}", tongue),
        "chip": CHIPS[row.state],
        "reason": reason_of(row, tongue),
        "reading": reading_of(row, tongue),
        "fetched": may_be_fetched(row),
        "copy": row.clean_size is not None,
        "puts": not held and may_be_put(actor, row),
        "withdrawn": bool(own) and not held and not row.made and row.state in ("accepted", "quarantined"),
    }


def reason_of(row: StoredFile, tongue: str) -> str:
    """Why it was refused, or what it waits for."""
    if row.reason:
        params = {
            name: value.get(tongue, "") if isinstance(value, dict) else value
            for name, value in row.reason_params.items()
        }
        return said_in(row.reason, tongue, **params)
    return said_in(row.waiting, tongue) if row.waiting else ""


def reading_of(row: StoredFile, tongue: str) -> list[str]:
    """What it was seen to be, in sentences."""
    told = row.reading
    lines = []
    if "form" in told:
        known = f"web.files.form.{told['form']}" if told["form"] else "web.files.form.none"
        lines.append(said_in(known, tongue))
    if told.get("rows"):
        lines.append(said_in("web.files.rows", tongue, rows=told["rows"], unread=told.get("unread", 0)))
    if "findings" in told:
        errors, warnings = (told["findings"].get(kind, 0) for kind in ("error", "warning"))
        lines.append(said_in("web.files.findings", tongue, errors=errors, warnings=warnings))
    if told.get("signed"):
        lines.append(said_in("web.files.signed", tongue))
    return lines


def bodies_of(actor: Actor) -> Choices:
    """Bodies for which *actor* sends files, as choices."""
    names = names_of(sending_bodies(actor), language())
    return [(str(body), name) for body, name in sorted(names.items(), key=lambda one: one[1].casefold())]


def after_receiving(row: StoredFile) -> StoredFile:
    """A small file is examined at once, a large one by a worker."""
    if row.size <= SMALL:
        return examine_file(row.pk) or row
    enqueue(examine, str(row.pk), key=f"files.examine.{row.pk}")
    return row


def tell_outcome(request: PageRequest, row: StoredFile) -> None:
    tell(request, f"web.files.now.{row.state}", name=row.name)


@page("files.send", "GET POST")
def send_file(request: PageRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None, bodies=bodies_of(request.actor))
    status = 200
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            row = services.receive(
                actor=request.actor,
                body=UUID(form.cleaned_data["body"]),
                name=sent.name,
                content=sent.read(),
            )
        except DomainError as error:
            form.refuse(error)
            status = 413 if sent.size > LIMITS.upload else 200
        else:
            tell_outcome(request, after_receiving(row))
            return redirect("files.list")
    trail = [(reverse("files.list"), said("web.files.title")), ("", said("web.files.send"))]
    context = {"form": form, "trail": trail, "limit": LIMITS.upload // MB}
    return render(request, "web/files/send.html", context, status=status)


@page("files.withdraw", "GET POST")
def withdraw(request: PageRequest, file: UUID) -> HttpResponse:
    row = find_file(request.actor, file)
    policy.require(request.actor, "files.withdraw", Belonging(row.body_id))
    if request.method == "POST":
        attempt(
            request,
            lambda: services.withdraw_file(actor=request.actor, file=row.pk),
            "web.files.withdrawn",
        )
        return redirect("files.list")
    context = {
        "title": said("web.files.withdraw_title", name=row.name),
        "lead": said("web.files.withdraw_lead"),
        "submit": said("web.files.withdraw"),
        "cancel": reverse("files.list"),
        "danger": True,
        "clause": "practice",
    }
    return render(request, "web/confirm.html", context)
