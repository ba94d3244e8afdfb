"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from bagdar.web.pages import PageRequest, page


@page("orgs.home.see")
def show_home(request: PageRequest) -> HttpResponse:
    return render(request, "web/home/home.html")
