"""The first page after signing in: the year's dates, and where the work is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from bagdar.kernel import clock
from bagdar.web.governing import methodology
from bagdar.web.navigation import offers
from bagdar.web.pages import PageRequest, page
from bagdar.web.ruler import steps


@page("orgs.home.see")
def show_home(request: PageRequest) -> HttpResponse:
    governing = methodology()
    today = clock.today(governing.zone)
    period, days = steps(governing, today)
    context = {
        "methodology": governing,
        "act": next(act for act in governing.acts if act.id == governing.act),
        "period": period,
        "steps": days,
        "today": today,
        "offers": offers(request.actor, request.path),
    }
    return render(request, "web/home/home.html", context)
