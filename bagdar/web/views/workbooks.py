"""What importing and exporting pages share: a workbook goes out, one comes in and becomes a draft to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from bagdar.kernel.errors import DomainError
from bagdar.orgs.models import ImportDraft
from bagdar.web.forms.base import PageForm
from bagdar.web.pages import PageRequest

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_answer(data: bytes, name: str) -> HttpResponse:
    """An Excel file to keep. *name*: without its ending."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


def receive(
    request: PageRequest, form: PageForm, prepare: Callable[[dict[str, Any]], ImportDraft], then: str
) -> HttpResponse | None:
    """Give a sent workbook to *prepare* and go to the page *then* of the draft; None: show the form (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        draft = prepare(form.cleaned_data)
    except DomainError as error:
        form.refuse(error)
        return None
    return redirect(then, draft=draft.pk)
