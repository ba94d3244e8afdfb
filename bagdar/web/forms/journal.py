"""The bar above the journal, a sample, entries taken out."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bagdar.journal.services.auditing import LARGEST, LONGEST
from bagdar.kernel.messages import render
from bagdar.web import telling
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.body_field import BodyField
from bagdar.web.forms.days import DayField
from bagdar.web.forms.people import offer
from bagdar.web.views.common import language

FORMS: Final = ("csv", "xlsx")


class FilterForm(PageForm):
    """What is not understood is left out. ``person``, ``thing``: given by links, such as from a person's page."""

    words = "web.journal.filter"
    who = forms.CharField(required=False, max_length=120)
    body = BodyField(required=False, living=False)
    group = forms.ChoiceField(required=False)
    first = DayField(required=False)
    last = DayField(required=False)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput, label="person")
    thing = forms.CharField(required=False, max_length=130, widget=forms.HiddenInput, label="thing")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", render("web.journal.filter.all", language()))
        offer(self, "group", [every, *telling.groups(language())])


class SampleForm(PageForm):
    """How many, and a seed that somebody else may choose."""

    words = "web.journal.sample"
    size = forms.IntegerField(min_value=1, max_value=LARGEST, initial=25)
    seed = forms.CharField(required=False, max_length=LONGEST)


class ExportForm(PageForm):
    """As what kind of file."""

    words = "web.journal.export"
    form = forms.ChoiceField(widget=forms.RadioSelect, initial=FORMS[0])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "form", [(one, render(f"web.journal.export.form_{one}", language())) for one in FORMS])
