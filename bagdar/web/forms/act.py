"""The fields of a legal act, for every form that rests on one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy

from bagdar.kernel.messages import render
from bagdar.orgs.given import ActGiven
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.days import DayField
from bagdar.web.views.common import language


def _say(message: str) -> str:
    return render(message, language())


say_later = lazy(_say, str)
"""Words of the catalogue in the language of the page that shows them."""


class ActFields(PageForm):
    """Kind, number, day, issuer and, if wished, title of an act; ``web/parts/act.html`` draws them as a group."""

    act_kind = forms.CharField(
        max_length=80,
        label=say_later("web.act.kind"),
        widget=forms.TextInput(attrs={"list": "kinds-of-acts", "autocomplete": "off"}),
    )
    act_number = forms.CharField(max_length=60, label=say_later("web.act.number"))
    act_day = DayField(label=say_later("web.act.day"))
    act_issuer = forms.CharField(
        max_length=300, label=say_later("web.act.issuer"), help_text=say_later("web.act.issuer_hint")
    )
    act_title = forms.CharField(max_length=500, required=False, label=say_later("web.act.title"))

    def usual_kinds(self) -> list[str]:
        """Kinds that the field offers; any other may be typed."""
        return render("web.act.kinds", language()).split("; ")

    def given_act(self) -> ActGiven:
        """The act as services take it; only of a valid form."""
        sent: dict[str, Any] = self.cleaned_data
        return ActGiven(
            kind=sent["act_kind"],
            number=sent["act_number"],
            day=sent["act_day"],
            issuer=sent["act_issuer"],
            title=sent["act_title"],
        )
