"""What a methodologist does: compares two methodologies, brings one in, puts one in force."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from bagdar.kernel import clock
from bagdar.kernel.errors import AbsentError, DomainError
from bagdar.kernel.messages import render as words
from bagdar.methodology.compare import PARTS, Change, compare
from bagdar.orgs.selectors.methodology import governing_pack, known_packs, methodology_of
from bagdar.orgs.services.methodology import enforce_methodology, install_methodology
from bagdar.web.forms.methodology import EnforceForm, InstallForm
from bagdar.web.marks import in_language
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.methodology import SEE, trail


def _say(key: str) -> str:
    return words(f"web.methodology.{key}", get_language() or "kk")


@page(SEE)
def compare_methodologies(request: PageRequest) -> HttpResponse:
    """Two methodologies side by side: ``old`` and ``new`` are ids; without them, what governs against the next."""
    packs = known_packs()
    governing = governing_pack(clock.today(settings.TIME_ZONE))
    old = request.GET.get("old") or governing
    new = request.GET.get("new") or next((pack for pack in packs if pack != old), old)
    if old not in packs or new not in packs:
        raise AbsentError("kernel.absent")
    before, after = methodology_of(old), methodology_of(new)
    changes = compare(before, after)
    counts = {part: n for part in (*PARTS, "whole") if (n := len(_of(changes, part)))}
    part = request.GET.get("part", "")
    part = part if part in counts else next(iter(counts), "")
    context = {
        "packs": packs,
        "old": before,
        "new": after,
        "counts": counts,
        "part": part,
        "changes": _of(changes, part),
        "total": len(changes),
        "trail": trail(None, ("", _say("compare"))),
    }
    return render(request, "web/methodology/compare.html", context)


def _of(changes: tuple[Change, ...], part: str) -> list[Change]:
    return [change for change in changes if change.part == part]


@page("orgs.methodology.install", methods="GET POST")
def install(request: PageRequest) -> HttpResponse:
    form = InstallForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            methodology = install_methodology(
                actor=request.actor, archive=form.cleaned_data["archive"].read()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _say("install_done"))
            return redirect("methodology.show", pack=methodology.id)
    context = {"form": form, "trail": trail(None, ("", _say("install")))}
    return render(request, "web/methodology/install.html", context)


@page("orgs.methodology.enforce", methods="GET POST")
def enforce(request: PageRequest) -> HttpResponse:
    choices = [
        (pack, in_language(methodology_of(pack).name, get_language() or "kk")) for pack in known_packs()
    ]
    form = EnforceForm(choices, request.POST or None, initial={"pack": request.GET.get("pack", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            enforce_methodology(
                actor=request.actor, pack=given["pack"], valid_from=given["valid_from"], act=form.given_act()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _say("enforce_done"))
            return redirect("methodology.list")
    context = {"form": form, "trail": trail(None, ("", _say("enforce")))}
    return render(request, "web/methodology/enforce.html", context)
