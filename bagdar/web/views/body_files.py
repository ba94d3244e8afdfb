"""Bodies in Excel: the list taken out, a list brought in after a look at what it would do; the first filling."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from bagdar.kernel import messages
from bagdar.kernel.errors import ConflictError, DomainError
from bagdar.orgs.exchange.columns import caption
from bagdar.orgs.exchange.plan import Plan, RowPlan
from bagdar.orgs.exchange.rows import export
from bagdar.orgs.exchange.snapshot import snapshot
from bagdar.orgs.models import Body, ImportDraft
from bagdar.orgs.selectors.bodies import matching
from bagdar.orgs.selectors.days import today
from bagdar.orgs.services.body_import import apply_import, find_draft, plan_import, prepare_import
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.web.forms.bodies import UploadForm
from bagdar.web.governing import methodology
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.bodies import trail, wanted_of
from bagdar.web.views.common import language, tell
from bagdar.web.views.workbooks import receive, workbook_answer

SHOWN = 200
"""Rows of each kind on the page; all are counted and all are carried out."""


@page("orgs.body.see")
def take_out(request: PageRequest) -> HttpResponse:
    """The list as it is filtered."""
    _, wanted = wanted_of(request)
    found = matching(request.actor, wanted, language()).values_list("body", flat=True)
    data = export(found, snapshot(today(), found=False), language())
    name = messages.render("web.bodies.file_name", language())
    return workbook_answer(data, f"{name} {wanted.day:%d.%m.%Y}")


@page("orgs.body.import")
def template(_request: PageRequest) -> HttpResponse:
    """An empty workbook with captions and lists of choices."""
    name = messages.render("web.bodies.template_name", language())
    return workbook_answer(export((), snapshot(today()), language()), name)


@page("orgs.body.import", "GET POST")
def bring_in(request: PageRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    received = receive(
        request,
        form,
        lambda sent: prepare_import(actor=request.actor, file=sent["file"].name, data=sent["file"].read()),
        "bodies.import_check",
    )
    if received is not None:
        return received
    context = {"form": form, "trail": trail(("", messages.render("web.bodies.import", language())))}
    return render(request, "web/bodies/import.html", context)


@page("orgs.body.import", "GET POST")
def check(request: PageRequest, draft: UUID) -> HttpResponse:
    kept = find_draft(request.actor, draft)
    changed = False
    if request.method == "POST":
        try:
            done = apply_import(actor=request.actor, draft=kept.pk, digest=request.POST.get("digest", ""))
        except ConflictError:
            changed = True
        else:
            tell(request, "web.bodies.import_done", **done.counts)
            return redirect("bodies.list")
    context = {**_shown(kept, plan_import(kept)), "changed": changed}
    return render(request, "web/bodies/check.html", context, status=409 if changed else 200)


def _shown(draft: ImportDraft, plan: Plan) -> dict[str, object]:
    letters = draft.rows["columns"]
    here = messages.render("web.bodies.import_check", language())
    return {
        "draft": draft,
        "plan": plan,
        "counts": plan.counts,
        "strange": draft.rows["strange"],
        "refused": [(row, _faults(row, letters)) for row in plan.of("refused")[:SHOWN]],
        "fresh": plan.of("new")[:SHOWN],
        "altered": [(row, _changes(row)) for row in plan.of("changed")[:SHOWN]],
        "shown": SHOWN,
        "trail": trail(("", here)),
    }


def _faults(row: RowPlan, letters: dict[str, str]) -> list[tuple[str, str, str]]:
    """Letter and caption of the column, and what is wrong with what to do."""
    return [
        (letters.get(column, ""), caption(column, language()), messages.render(message, language(), **params))
        for column, (message, params) in row.faults.items()
    ]


def _changes(row: RowPlan) -> list[tuple[str, str, str]]:
    return [(caption(one.column, language()), one.before or "–", one.after or "–") for one in row.changes]


@page("orgs.body.fill", "GET POST")
def fill(request: PageRequest) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            count = fill_from_pack(actor=request.actor)
        except DomainError as error:
            problem = messages.render(error.message, language(), **error.params)
        else:
            tell(request, "web.bodies.fill_done", count=count)
            return redirect("bodies.list")
    context = {
        "problem": problem,
        "filled": Body.objects.exists(),
        "methodology": methodology(),
        "trail": trail(("", messages.render("web.bodies.fill", language()))),
    }
    return render(request, "web/bodies/fill.html", context)
