"""The page of the one search box: what was asked, and what the reader may see of what fits it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from bagdar.web import finding
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language

LONGEST = 120
"""Signs of a question."""


@page("orgs.search.see")
def search(request: PageRequest) -> HttpResponse:
    """A question of a letter or two is not put: it fits everything."""
    text = " ".join(request.GET.get("q", "")[:LONGEST].split())
    asked = len(text) >= finding.SHORTEST
    answers = finding.look(request.actor, text, language()) if asked else []
    return render(request, "web/search/search.html", {"text": text, "asked": asked, "answers": answers})
