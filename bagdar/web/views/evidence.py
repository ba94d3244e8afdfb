"""Pages of the proof: receipts, what a code stands for, roots of days. The mathematics stays in the files."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from bagdar.evidence.codes import shown
from bagdar.evidence.exporting import receipt_file
from bagdar.evidence.models import Receipt, TimeStamp
from bagdar.evidence.selectors import anchors, find_by_code, find_receipt, visible_receipts
from bagdar.evidence.services.exports import export_proof
from bagdar.evidence.shown import seals_of
from bagdar.evidence.statements import code_of_anchor, statement
from bagdar.kernel import clock
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.messages import is_message
from bagdar.kernel.policy import TABLE
from bagdar.orgs.selectors.names import labels
from bagdar.web.pages import PageRequest, page
from bagdar.web.receipt_paper import Line, receipt_pdf
from bagdar.web.templatetags.figures import MISSING, moment
from bagdar.web.views.common import language, positive, said

ROWS = 50


@page("evidence.code.check")
def check(request: PageRequest) -> HttpResponse:
    """What a code stands for: what was received, when and from whom, and nothing else."""
    text = request.GET.get("code", "").strip()[:100]
    code, found = find_by_code(text)
    context = {
        "text": text,
        "code": shown(code) if code else "",
        "receipt": found,
        "lines": _told(found) if found else [],
        "lists": bool(TABLE.may(request.actor, "evidence.receipt.see")),
        "watches": bool(TABLE.may(request.actor, "evidence.anchor.see")),
        "own": found is not None and bool(TABLE.may(request.actor, "evidence.receipt.see", found)),
    }
    return render(request, "web/evidence/check.html", context)


@page("evidence.receipt.see")
def list_receipts(request: PageRequest) -> HttpResponse:
    rows = visible_receipts(request.actor).select_related("snapshot")
    sheet = Paginator(rows, ROWS).get_page(positive(request.GET.get("page", "1")))
    called = _names(list(sheet))
    context = {
        "sheet": sheet,
        "rows": [(row, what(row), called.get(row.sender), called.get(row.recipient)) for row in sheet],
    }
    return render(request, "web/evidence/receipts.html", context)


@page("evidence.receipt.see")
def show_receipt(request: PageRequest, receipt: UUID) -> HttpResponse:
    row = find_receipt(request.actor, receipt)
    sealed = seals_of([row.entry_id]).get(row.entry_id)
    context = {"receipt": row, "lines": _lines(row), "sealed": sealed, "provable": sealed and not row.mark}
    return render(request, "web/evidence/receipt.html", context)


@page("evidence.receipt.see")
def receipt_paper(request: PageRequest, receipt: UUID) -> HttpResponse:
    row = find_receipt(request.actor, receipt)
    return _file(receipt_pdf(row, _lines(row), language()), f"{row.code}.pdf", "application/pdf")


@page("evidence.receipt.see")
def receipt_proof(request: PageRequest, receipt: UUID) -> HttpResponse:
    """The receipt with the path from its entry to a root; absent until its entry is sealed."""
    row = find_receipt(request.actor, receipt)
    content = receipt_file(row)
    if content is None:
        raise AbsentError("kernel.absent")
    return _file(content, f"{row.code}.json", "application/json")


@page("evidence.anchor.see")
def list_anchors(request: PageRequest) -> HttpResponse:
    sheet = Paginator(anchors(), ROWS).get_page(positive(request.GET.get("page", "1")))
    context = {
        "sheet": sheet,
        "rows": [(row, shown(code_of_anchor(row)), getattr(row, "stamp", None)) for row in sheet],
        "exports": bool(TABLE.may(request.actor, "evidence.proof.export")),
    }
    return render(request, "web/evidence/anchors.html", context)


@page("evidence.anchor.see")
def take_anchor(_request: PageRequest, number: int, ending: str) -> HttpResponse:
    """The statement of a root, or its time stamp: ``json`` or ``tst``."""
    row = anchors().filter(pk=number).first()
    if row is not None and ending == "json":
        return _file(statement(row), f"{row.number:06}.json", "application/json")
    stamp: TimeStamp | None = getattr(row, "stamp", None)
    if stamp is None or ending != "tst":
        raise AbsentError("kernel.absent")
    return _file(bytes(stamp.token), f"{stamp.anchor_id:06}.tst", "application/timestamp-reply")


@page("evidence.proof.export", "POST")
def export(request: PageRequest) -> StreamingHttpResponse:
    """The whole proof, streamed as it is made."""
    response = StreamingHttpResponse(export_proof(actor=request.actor), content_type="application/zip")
    name = f"bagdar-proof-{clock.now().astimezone(UTC):%Y%m%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def what(receipt: Receipt) -> str:
    """What was received, in words where its form has a name."""
    message = f"web.evidence.form_{receipt.snapshot.form}"
    return said(message) if is_message(message) else receipt.snapshot.form


def _names(rows: list[Receipt]) -> dict[UUID | None, str]:
    """Bodies as they were called on the day of the latest receipt."""
    known = {body for row in rows for body in (row.sender, row.recipient) if body}
    day = max((row.at.date() for row in rows), default=clock.now().date())
    return {body: label.name for body, label in labels(known, language(), day).items()}


def _told(receipt: Receipt) -> list[Line]:
    called = _names([receipt])
    return [
        (said("web.evidence.what"), what(receipt)),
        (said("web.evidence.when"), moment(receipt.at)),
        (said("web.evidence.from"), called.get(receipt.sender, MISSING)),
    ]


def _lines(receipt: Receipt) -> list[Line]:
    called: Any = _names([receipt])
    return [
        (said("web.evidence.number"), receipt.shown_number),
        *_told(receipt),
        (said("web.evidence.to"), called.get(receipt.recipient, MISSING)),
        (said("web.evidence.code"), receipt.shown_code),
        (said("web.evidence.snapshot_code"), receipt.snapshot.shown_code),
        (said("web.evidence.utc"), receipt.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")),
    ]
