"""Answers sent under a restriction mark: the register's particulars, never their content."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.files import services
from bagdar.files.policy import Belonging
from bagdar.files.selectors import visible_sent
from bagdar.kernel import policy
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Body
from bagdar.orgs.selectors.people import names_of
from bagdar.web.forms.files import SentForm
from bagdar.web.forms.people import Choices
from bagdar.web.governing import methodology
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, positive, said, send, tell
from bagdar.web.views.files import ROWS, bodies_of


@page("files.see")
def list_sent(request: PageRequest) -> HttpResponse:
    sheet = Paginator(visible_sent(request.actor), ROWS).get_page(positive(request.GET.get("page", "1")))
    names = names_of([row.body_id for row in sheet.object_list], language())
    lines = [
        {
            "row": row,
            "body": names.get(row.body_id, ""),
            "mine": row.withdrawn_at is None
            and bool(policy.may(request.actor, "files.mark", Belonging(row.body_id))),
        }
        for row in sheet.object_list
    ]
    context = {"sheet": sheet, "lines": lines, "marks": policy.may(request.actor, "files.mark")}
    return render(request, "web/files/sent.html", context)


def _marks() -> Choices:
    """The short words of the governing methodology's marks, as they are written."""
    known = methodology().marks
    written = [text for mark in known.marks for text in (*mark.short, *mark.phrases)]
    return [(text, text) for text in written]


@page("files.mark", "GET POST")
def enter(request: PageRequest) -> HttpResponse:
    form = SentForm(
        request.POST or None, bodies=bodies_of(request.actor), marks=_marks(), language=language()
    )
    entered = send(
        request,
        form,
        lambda given: services.enter_sent(
            actor=request.actor,
            object_type=Body._meta.label_lower,
            object_id=given["body"],
            sent=services.Sent(
                mark=given["mark"],
                number=given["number"],
                day=given["day"],
                copies=given["copies"],
                addressee=given["addressee"],
            ),
        ),
    )
    if entered:
        tell(request, "web.files.sent_entered", number=entered.number)
        return redirect("files.sent")
    trail = [(reverse("files.sent"), said("web.files.sent_title")), ("", said("web.files.sent_enter"))]
    return render(request, "web/files/sent_enter.html", {"form": form, "trail": trail})


@page("files.mark", "GET POST")
def withdraw(request: PageRequest, sent: UUID) -> HttpResponse:
    row = visible_sent(request.actor).filter(pk=sent, withdrawn_at=None).first()
    if row is None:
        raise AbsentError("kernel.absent")
    policy.require(request.actor, "files.mark", Belonging(row.body_id))
    if request.method == "POST":
        services.withdraw_sent(actor=request.actor, sent=row.pk)
        tell(request, "web.files.sent_withdrawn", number=row.number)
        return redirect("files.sent")
    context = {
        "title": said("web.files.sent_withdraw_title", number=row.number),
        "lead": said("web.files.sent_withdraw_lead"),
        "submit": said("web.files.withdraw"),
        "cancel": reverse("files.sent"),
        "danger": True,
        "clause": "practice",
    }
    return render(request, "web/confirm.html", context)
