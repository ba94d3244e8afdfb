"""Pages of the installation: what it says of itself, how it does, and changing what may be changed here."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel.policy import may
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.ops import selectors
from bagdar.orgs.models import Installation, Person
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.methodology import decision_on
from bagdar.orgs.services.installation import change_installation, note_mail_tried
from bagdar.web import letters
from bagdar.web.forms.installation import InstallationForm, values_of
from bagdar.web.governing import methodology
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, said, send, tell

CHANGE = "orgs.installation.change"


def _row() -> Installation:
    """The installation's row; one not yet written says nothing of itself."""
    return Installation.objects.first() or Installation()


@page("orgs.installation.see")
def show(request: PageRequest) -> HttpResponse:
    row = _row()
    found = [(one, one.text(language()), one.remedy(language())) for one in selectors.findings(request.actor)]
    context = {
        "row": row,
        "texts": [(code, row.name.get(code, ""), row.help_line.get(code, "")) for code in UI_LANGUAGES],
        "state": selectors.state(request.actor),
        "found": found,
        "methodology": methodology(),
        "decision": decision_on(today()),
        "mails": letters.is_on(),
        "mail_host": settings.EMAIL_HOST,
        "mail_from": settings.DEFAULT_FROM_EMAIL,
        "changes": may(request.actor, CHANGE),
        "enforces": may(request.actor, "orgs.methodology.enforce"),
    }
    return render(request, "web/installation/show.html", context)


@page(CHANGE, "GET POST")
def edit(request: PageRequest) -> HttpResponse:
    form = InstallationForm(request.POST or None, initial=values_of(_row()))
    changed = send(
        request,
        form,
        lambda sent: change_installation(actor=request.actor, version=sent["version"], given=form.given()),
    )
    if changed:
        tell(request, "web.installation.saved")
        return redirect("installation.show")
    trail = [
        (reverse("installation.show"), said("web.installation.title")),
        ("", said("web.installation.edit")),
    ]
    return render(request, "web/installation/edit.html", {"form": form, "trail": trail})


@page(CHANGE, "POST")
def try_mail(request: PageRequest) -> HttpResponse:
    """A letter to whoever asks, at once: the page then says whether the mail server took it."""
    person = Person.objects.get(pk=str(request.actor.id))
    if not person.email:
        messages.error(request, said("web.installation.no_address"))
        return redirect("installation.show")
    went = letters.send(person, "web.installation.letter")
    note_mail_tried(actor=request.actor, went=went)
    if went:
        tell(request, "web.installation.mail_went", address=person.email)
    else:
        messages.error(request, said("web.installation.mail_stayed"))
    return redirect("installation.show")
