"""Pages of the methodologies: which there are, what each says clause by clause, and where it is carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from bagdar.kernel import clock
from bagdar.kernel.errors import AbsentError
from bagdar.kernel.messages import render as words
from bagdar.kernel.policy import TABLE
from bagdar.methodology.model import Day, LegalAct, Methodology
from bagdar.methodology.resting import Conformance, conformance
from bagdar.orgs.selectors.methodology import decisions, governing_pack, known_packs, methodology_of
from bagdar.web.marks import mark
from bagdar.web.navigation import address
from bagdar.web.pages import PageRequest, page
from bagdar.web.ruler import steps

SEE = "orgs.methodology.see"


class Status(msgspec.Struct, frozen=True):
    """How a methodology stands before the law: its act, the act that repealed it, and the days, known or not."""

    act: LegalAct
    repealed_by: LegalAct | None
    in_force: Day | None
    repealed: Day | None


def status_of(methodology: Methodology) -> Status:
    acts = {act.id: act for act in methodology.acts}
    act = acts[methodology.act]
    return Status(act, acts.get(act.repealed_by or ""), act.in_force, act.repealed)


def trail(methodology: Methodology | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Crumbs from the list of methodologies down to the page at hand."""
    language = get_language() or "kk"
    way = [(address("methodology.list"), words("web.methodology.title", language))]
    if methodology is not None:
        way.append((address("methodology.show", pack=methodology.id), methodology.id))
    way += more
    return [*way[:-1], ("", way[-1][1])]


def _today() -> date:
    return clock.today(settings.TIME_ZONE)


def _about(pack: str, tab: str, **context: Any) -> dict[str, Any]:
    """What the pages of one methodology share."""
    methodology = methodology_of(pack)
    heading = words(f"web.methodology.{tab}", get_language() or "kk")
    own = () if tab == "overview" else (("", heading),)
    return {
        "methodology": methodology,
        "status": status_of(methodology),
        "governs": governing_pack(_today()) == pack,
        "heading": heading,
        "trail": trail(methodology, *own),
        **context,
    }


@page(SEE)
def list_methodologies(request: PageRequest) -> HttpResponse:
    governing = governing_pack(_today())
    packs = [methodology_of(pack) for pack in known_packs()]
    context = {
        "rows": [(one, status_of(one), one.id == governing) for one in packs],
        "decisions": decisions(),
        "today": _today(),
        "may_install": TABLE.may(request.actor, "orgs.methodology.install"),
        "may_enforce": TABLE.may(request.actor, "orgs.methodology.enforce"),
        "trail": trail(),
    }
    return render(request, "web/methodology/list.html", context)


@page(SEE)
def show_methodology(request: PageRequest, pack: str) -> HttpResponse:
    context = _about(pack, "overview")
    methodology: Methodology = context["methodology"]
    period, days = steps(methodology, _today())
    offices = {office.id: office for office in methodology.offices}
    context |= {
        "period": period,
        "steps": days,
        "sections": [(section, offices[section.office]) for section in methodology.sections],
        "languages": ", ".join(methodology.languages),
    }
    return render(request, "web/methodology/show.html", context)


@page(SEE)
def list_clauses(request: PageRequest, pack: str) -> HttpResponse:
    return render(request, "web/methodology/clauses.html", _about(pack, "clauses"))


@page(SEE)
def show_clause(request: PageRequest, pack: str, clause: str) -> HttpResponse:
    """The clause as a page, or only its box where a § mark asks for it."""
    methodology = methodology_of(pack)
    if clause not in methodology.clauses:
        raise AbsentError("kernel.absent")
    context = _about(pack, "clauses", **_clause(methodology, clause))
    part = "box" if request.headers.get("HX-Request") else "clause"
    return render(request, f"web/methodology/{part}.html", context)


def _clause(methodology: Methodology, clause: str) -> dict[str, Any]:
    keys = list(methodology.clauses)
    at = keys.index(clause)
    cited = mark(clause, methodology, get_language() or "kk")
    found = methodology.clauses[clause]
    acts = {act.id: act for act in methodology.acts}
    return {
        "key": clause,
        "clause": found,
        "act": acts[found.act or methodology.act],
        "mark": cited,
        "trail": trail(
            methodology,
            (
                address("methodology.clauses", pack=methodology.id),
                words("web.methodology.clauses", get_language() or "kk"),
            ),
            ("", cited.short),
        ),
        "parameters": [one for one in methodology.parameters if one.clause == clause],
        "shown": _conformance(methodology)[clause],
        "before": keys[at - 1] if at else "",
        "after": keys[at + 1] if at + 1 < len(keys) else "",
        "inner": [key for key in keys if key.startswith((f"{clause}(", f"{clause}."))],
    }


def _conformance(methodology: Methodology) -> dict[str, Conformance]:
    return {one.clause: one for one in conformance(methodology)}


@page(SEE)
def list_parameters(request: PageRequest, pack: str) -> HttpResponse:
    return render(request, "web/methodology/parameters.html", _about(pack, "parameters"))


@page(SEE)
def list_checks(request: PageRequest, pack: str) -> HttpResponse:
    context = _about(pack, "checks")
    checks = context["methodology"].checks
    subjects: dict[str, list[tuple[str, Any]]] = {}
    for key, setting in checks.items():
        subjects.setdefault(key.partition(".")[0], []).append((key, setting))
    return render(request, "web/methodology/checks.html", {**context, "subjects": subjects})


@page(SEE)
def list_forms(request: PageRequest, pack: str) -> HttpResponse:
    return render(request, "web/methodology/forms.html", _about(pack, "forms"))


@page(SEE)
def show_conformance(request: PageRequest, pack: str) -> HttpResponse:
    context = _about(pack, "conformance")
    rows = conformance(context["methodology"])
    done = [one for one in rows if one.carried_out]
    shown = sum(1 for one in done if one.tests)
    context |= {"rows": rows, "done": len(done), "shown": shown, "total": len(rows)}
    return render(request, "web/methodology/conformance.html", context)
