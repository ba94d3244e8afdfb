"""Pages of signing: what waits for the head, one thing with its three ways, and what became of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.evidence.services import signatures as services
from bagdar.evidence.services.signing import put_for_signature, recall, send_back
from bagdar.evidence.signing import selectors
from bagdar.evidence.signing.models import Signing
from bagdar.evidence.signing.statement import statement_of
from bagdar.files.models import StoredFile
from bagdar.kernel import policy
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.proofs.certificate import trust
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.names import labels
from bagdar.signatures.browser import ADDRESS, ask_for
from bagdar.web.forms.signing import MessageForm, PaperForm, PdfForm, ReturnForm
from bagdar.web.headers import allow_connection
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import attempt, language, positive, said, send, tell

SHOWN = 50
CHIPS = {
    "drawing": "under_way",
    "open": "signed",
    "undrawn": "error",
    "recalled": "ended",
    "returned": "returned",
    "signed": "good",
}
"""State → the chip it is shown by."""
FACTS = ("holder", "organisation", "key", "issuer", "serial", "verifier", "stamped_by", "stamped_at")
"""What the page tells of a verified certificate, in this order."""


@page("signing.see")
def list_signings(request: PageRequest) -> HttpResponse:
    """What waits for the reader's own signature, then all that went to signature."""
    waiting = list(selectors.waiting_for(request.actor)[:SHOWN])
    rows = selectors.visible_signings(request.actor).select_related("snapshot")
    sheet = Paginator(rows, SHOWN).get_page(positive(request.GET.get("page", "")))
    bodies = labels({row.body for row in (*waiting, *sheet)}, language(), today())
    context = {
        "waiting": [_line(row, bodies) for row in waiting],
        "lines": [_line(row, bodies) for row in sheet],
        "sheet": sheet,
        "proof": _proof(request),
    }
    return render(request, "web/signing/list.html", context)


def _line(row: Signing, bodies: dict[UUID, Any]) -> dict[str, Any]:
    return {
        "row": row,
        "body": bodies[row.body].short if row.body in bodies else "",
        "chip": CHIPS[row.state],
        "state": said(f"web.signing.state.{row.state}"),
    }


@page("signing.sign", "GET POST")
def confirm(request: PageRequest) -> HttpResponse:
    """The first way: the head confirms those that are ticked; what was ticked bears the version that was seen.

    Who was sent away to prove who they are comes back here without what was ticked.
    """
    if request.method != "POST":
        return redirect("signing.list")
    chosen = [pair for value in request.POST.getlist("signing") if (pair := _pair(value))]
    attempt(
        request,
        lambda: services.confirm(actor=request.actor, signings=chosen),
        "web.signing.confirmed",
    )
    return redirect("signing.list")


def _pair(value: str) -> tuple[UUID, int] | None:
    number, _, version = value.partition(":")
    try:
        return UUID(number), int(version)
    except ValueError:
        return None


@page("signing.see")
def show(request: PageRequest, signing: UUID) -> HttpResponse:
    row = selectors.signing_of(request.actor, signing)
    response = render(request, "web/signing/show.html", _shown(request, row))
    allow_connection(response, ADDRESS)
    return response


def _shown(request: PageRequest, row: Signing, **forms: Any) -> dict[str, Any]:
    may = {
        act: bool(policy.may(request.actor, f"signing.{act}", row))
        for act in ("sign", "return", "recall", "paper")
    }
    context: dict[str, Any] = {
        **_line(row, labels([row.body], language(), today())),
        "may": may,
        "signatures": [_signature(one) for one in row.signatures.all()],
        "remark": said(row.remark) if row.state == "undrawn" else row.remark,
        "trail": [(reverse("signing.list"), said("web.signing.title")), ("", row.title)],
        "proof": _proof(request),
        "message_form": MessageForm(),
        "pdf_form": PdfForm(),
        "return_form": ReturnForm(),
    }
    believed = trust() if may["sign"] and row.state == "open" else None
    if believed is not None:
        context["asked"] = ask_for(statement_of(row), believed.profile.document_purposes, believed.profile)
    return context | forms


def _signature(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "way": said(f"web.signing.way.{row.way}"),
        "standing": said(f"web.signing.standing.{row.standing}"),
        "chip": "warning" if row.standing == "not_verified" else "good",
        "facts": _facts(row.found),
    }


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    """What the verification told, in words; what is empty is left out."""
    shown = [(said(f"web.signing.found.{name}"), str(found[name])) for name in FACTS if found.get(name)]
    if found.get("revocation"):
        words = said(f"web.signing.revocation.{found['revocation']}")
        shown.append((said("web.signing.found.revocation"), words))
    if found.get("reason"):
        shown.append((said("web.signing.found.reason"), said(found["reason"], **found.get("params", {}))))
    return shown


@page("signing.see")
def statement(request: PageRequest, signing: UUID) -> HttpResponse:
    """The very bytes that a certificate signs, for whoever signs with another program."""
    row = selectors.signing_of(request.actor, signing)
    if row.document is None:
        raise AbsentError("kernel.absent")
    response = HttpResponse(statement_of(row), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{row.snapshot.shown_code}.json"'
    return response


@page("signing.put", "POST")
def put(request: PageRequest, file: UUID) -> HttpResponse:
    """A file of the body goes to signature."""
    found = StoredFile.objects.filter(pk=file).first()
    if found is None:
        raise AbsentError("kernel.absent")
    laid: list[Signing] = []
    attempt(
        request,
        lambda: laid.append(put_for_signature(actor=request.actor, of=found)),
        "web.signing.put_done",
    )
    return redirect("signing.show", signing=laid[0].pk) if laid else redirect("signing.list")


@page("signing.recall", "POST")
def take_back(request: PageRequest, signing: UUID) -> HttpResponse:
    version = positive(request.POST.get("version", ""))
    attempt(
        request,
        lambda: recall(actor=request.actor, signing=signing, version=version),
        "web.signing.recalled",
    )
    return redirect("signing.show", signing=signing)


@page("signing.return", "POST")
def give_back(request: PageRequest, signing: UUID) -> HttpResponse:
    form = ReturnForm(request.POST)
    version = positive(request.POST.get("version", ""))
    done = send(
        request,
        form,
        lambda sent: send_back(actor=request.actor, signing=signing, version=version, remark=sent["remark"]),
    )
    return _after(request, signing, done, "web.signing.returned", return_form=form)


@page("signing.sign", "GET POST")
def by_certificate(request: PageRequest, signing: UUID) -> HttpResponse:
    if request.method != "POST":
        return _back(request, signing)
    form = MessageForm(request.POST, request.FILES)
    version = positive(request.POST.get("version", ""))
    done = send(
        request,
        form,
        lambda _sent: services.sign_by_certificate(
            actor=request.actor, signing=signing, version=version, message=form.message()
        ),
    )
    return _after(request, signing, done, "web.signing.signed", message_form=form)


@page("signing.sign", "GET POST")
def by_pdf(request: PageRequest, signing: UUID) -> HttpResponse:
    if request.method != "POST":
        return _back(request, signing)
    form = PdfForm(request.POST, request.FILES)
    version = positive(request.POST.get("version", ""))
    done = send(
        request,
        form,
        lambda sent: services.sign_pdf(
            actor=request.actor, signing=signing, version=version, pdf=sent["file"].read()
        ),
    )
    return _after(request, signing, done, "web.signing.signed", pdf_form=form)


@page("signing.paper", "GET POST")
def on_paper(request: PageRequest, signing: UUID) -> HttpResponse:
    """The third way: the copy signed by hand came back."""
    row = selectors.signing_of(request.actor, signing)
    policy.require(request.actor, "signing.paper", row)
    form = PaperForm(
        request.POST or None, heads=selectors.heads_of(row.body), copies=selectors.copies_of(row.body)
    )
    done = send(request, form, lambda sent: _register(request, row, sent))
    if done is not None:
        tell(request, "web.signing.signed")
        return redirect("signing.show", signing=signing)
    trail = [
        (reverse("signing.list"), said("web.signing.title")),
        (reverse("signing.show", kwargs={"signing": signing}), row.title),
        ("", said("web.signing.paper.title")),
    ]
    return render(request, "web/signing/paper.html", {"form": form, "row": row, "trail": trail})


def _register(request: PageRequest, row: Signing, sent: dict[str, Any]) -> object:
    letter = services.Letter(
        outgoing_number=sent["outgoing_number"],
        outgoing_day=sent["outgoing_day"],
        incoming_number=sent["incoming_number"],
        incoming_day=sent["incoming_day"],
    )
    return services.register_paper(
        actor=request.actor,
        signing=row.pk,
        version=positive(request.POST.get("version", "")),
        code=sent["code"],
        head=sent["head"],
        copy=StoredFile.objects.get(pk=sent["copy"]),
        letter=letter,
    )


def _back(request: PageRequest, signing: UUID) -> HttpResponse:
    """To the page whose form was to be sent, for who comes back from proving who they are."""
    return redirect("signing.show", signing=selectors.signing_of(request.actor, signing).pk)


def _proof(request: PageRequest) -> str:
    """Where to prove again who one is before signing, to come back here; empty while the last proof is fresh."""
    if not policy.TABLE.is_stale(request.actor, "signing.sign"):
        return ""
    return f"{reverse('sign_in.confirm')}?{urlencode({'next': request.path})}"


def _after(request: PageRequest, signing: UUID, done: object, message: str, **forms: Any) -> HttpResponse:
    """On to the page of the signing, or that page with what was refused."""
    if done is not None:
        tell(request, message)
        return redirect("signing.show", signing=signing)
    row = selectors.signing_of(request.actor, signing)
    response = render(request, "web/signing/show.html", _shown(request, row, **forms))
    allow_connection(response, ADDRESS)
    return response
