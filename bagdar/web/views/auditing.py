"""Pages of the auditor: exceptions, samples that anybody can draw again, entries taken out as files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from bagdar.journal import exchange
from bagdar.journal.exceptions import BY_ID, KINDS
from bagdar.journal.models import Entry
from bagdar.journal.sampling import draw
from bagdar.journal.selectors import Wanted, exceptions, matching
from bagdar.journal.services.auditing import draw_sample, take_out, wanted_of
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.policy import visible_entries
from bagdar.orgs.selectors.days import today
from bagdar.web import telling
from bagdar.web.forms.journal import ExportForm, SampleForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, positive, said, send
from bagdar.web.views.journal import asked_of, find_entry, places, trail
from bagdar.web.views.workbooks import XLSX

ROWS = 50
PERIOD = timedelta(days=365)
"""How far back exceptions are looked for unless a first day is given."""


def _of_period(request: PageRequest) -> tuple[Any, Any]:
    """The bar and the entries among which exceptions are looked for."""
    bar, wanted = asked_of(request, first=today() - PERIOD)
    return bar, matching(visible_entries(request.actor), wanted, settings.TIME_ZONE)


@page("journal.exceptions.see")
def list_exceptions(request: PageRequest) -> HttpResponse:
    bar, rows = _of_period(request)
    found = exceptions(rows, settings.TIME_ZONE)
    kinds = [
        {
            "id": kind.id,
            "count": len(found[kind.id]),
            "sources": bool(kind.acts),
            "latest": found[kind.id][:1],
        }
        for kind in KINDS
    ]
    context = {"bar": bar, "kinds": kinds, "query": request.GET.urlencode(), **places(request)}
    return render(request, "web/journal/exceptions.html", context)


@page("journal.exceptions.see")
def show_kind(request: PageRequest, kind: str) -> HttpResponse:
    if kind not in BY_ID:
        raise AbsentError("kernel.absent")
    _, rows = _of_period(request)
    hits = exceptions(rows, settings.TIME_ZONE, [BY_ID[kind]])[kind]
    sheet = Paginator(hits, ROWS).get_page(positive(request.GET.get("page", "1")))
    numbers = {hit.entry for hit in sheet} | {number for hit in sheet for number in hit.beside}
    told = telling.lines(list(visible_entries(request.actor).filter(pk__in=numbers)), language())
    by_number = {line.entry.pk: line for line in told}
    cases = [
        (by_number[hit.entry], [by_number[one] for one in hit.beside if one in by_number])
        for hit in sheet
        if hit.entry in by_number
    ]
    name = said(f"journal.exception.{kind}")
    context = {
        "kind": kind,
        "name": name,
        "cases": cases,
        "sheet": sheet,
        "trail": trail((reverse("journal.exceptions"), said("web.journal.exceptions")), ("", name)),
    }
    return render(request, "web/journal/kind.html", context)


@page("journal.sample.draw", "GET POST")
def sample(request: PageRequest) -> HttpResponse:
    """The form, with the samples that were drawn; sent, one more is drawn."""
    _, wanted = asked_of(request)
    form = SampleForm(request.POST or None)
    drawn = send(
        request,
        form,
        lambda given: draw_sample(
            actor=request.actor,
            wanted=wanted,
            zone=settings.TIME_ZONE,
            size=given["size"],
            seed=given["seed"],
        ),
    )
    if drawn:
        return redirect("journal.sample", entry=drawn.pk)
    before = visible_entries(request.actor).filter(act="journal.sample.drawn").order_by("-pk")[:ROWS]
    rows = matching(visible_entries(request.actor), wanted, settings.TIME_ZONE)
    context = {
        "form": form,
        "of": rows.count(),
        "before": telling.lines(list(before), language()),
        "query": request.GET.urlencode(),
        "trail": trail(("", said("web.journal.samples"))),
    }
    return render(request, "web/journal/samples.html", context)


@page("journal.sample.draw")
def show_sample(request: PageRequest, entry: int) -> HttpResponse:
    """What was drawn, and whether the same comes out when it is drawn again now."""
    row = find_entry(request, entry)
    if row.act != "journal.sample.drawn":
        raise AbsentError("kernel.absent")
    drawn = Entry.objects.filter(pk__in=row.after["entries"]).order_by("pk")
    context = {
        "entry": row,
        "line": telling.lines([row], language())[0],
        "lines": telling.lines(list(drawn), language()),
        "again": again(row, wanted_of(row)) == row.after["entries"],
        "trail": trail(
            (reverse("journal.samples"), said("web.journal.samples")),
            ("", said("web.journal.entry_short", number=row.pk)),
        ),
    }
    return render(request, "web/journal/sample.html", context)


def again(row: Entry, wanted: Wanted) -> list[int]:
    """The sample of *row* drawn once more, out of the entries that were there then."""
    rows = matching(Entry.objects.filter(pk__lte=row.after["last"]), wanted, settings.TIME_ZONE)
    return draw(row.after["seed"], rows.values_list("pk", flat=True), row.after["size"])


@page("journal.entry.export", "GET POST")
def export(request: PageRequest) -> HttpResponseBase:
    _, wanted = asked_of(request)
    form = ExportForm(request.POST or None)
    rows = matching(visible_entries(request.actor), wanted, settings.TIME_ZONE)
    taken = send(
        request,
        form,
        lambda given: (
            given["form"],
            take_out(actor=request.actor, rows=rows, wanted=wanted, form=given["form"]),
        ),
    )
    if taken:
        return _file(*taken)
    context = {
        "form": form,
        "count": rows.count(),
        "query": request.GET.urlencode(),
        "trail": trail(("", said("web.journal.export.title"))),
    }
    return render(request, "web/journal/export.html", context)


def _file(form: str, rows: Any) -> HttpResponseBase:
    name = f"{said('web.journal.export.file')} {today():%d.%m.%Y}.{form}"
    entries: Iterator[Entry] = rows.iterator(chunk_size=exchange.AT_ONCE)
    answer: HttpResponseBase
    if form == "csv":
        lines = exchange.as_csv(entries, language())
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    else:
        content = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it when it is sent
        exchange.as_xlsx(entries, language(), content)
        content.seek(0)
        answer = FileResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@page("journal.entry.export")
def dictionary(request: PageRequest) -> HttpResponse:  # noqa: ARG001
    """What the columns of the files hold, in three languages."""
    answer = HttpResponse(exchange.dictionary_csv(), content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = content_disposition_header(True, "dictionary.csv")
    return answer
