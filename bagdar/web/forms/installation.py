"""Forms of the installation: what it says of itself, when its sessions end."""

from __future__ import annotations

from typing import Any

from django import forms

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.models import Installation
from bagdar.orgs.services.installation import LIMITS, InstallationGiven
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.people import Choices, offer

_LINES = {"rows": 2}
_FIGURE = {"class": "w-8", "inputmode": "numeric"}


class Texts(PageForm):
    """Name and help line in each language."""

    words = "web.set_up"
    name_kk = forms.CharField(max_length=120)
    name_ru = forms.CharField(max_length=120)
    name_en = forms.CharField(max_length=120)
    help_line_kk = forms.CharField(max_length=300, widget=forms.Textarea(attrs=_LINES))
    help_line_ru = forms.CharField(max_length=300, widget=forms.Textarea(attrs=_LINES))
    help_line_en = forms.CharField(max_length=300, widget=forms.Textarea(attrs=_LINES))

    def texts(self) -> dict[str, dict[str, str]]:
        """``name`` and ``help_line``, each language → text."""
        sent = self.cleaned_data
        return {
            field: {code: sent[f"{field}_{code}"] for code in UI_LANGUAGES} for field in ("name", "help_line")
        }


def texts_of(row: Installation) -> dict[str, str]:
    """The texts of *row* as the form's first values."""
    return {
        f"{field}_{code}": getattr(row, field).get(code, "")
        for field in ("name", "help_line")
        for code in UI_LANGUAGES
    }


class InstallationForm(Texts):
    """``version``: the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, label="version")
    idle_minutes = forms.IntegerField(widget=forms.TextInput(attrs=_FIGURE))
    whole_hours = forms.IntegerField(widget=forms.TextInput(attrs=_FIGURE))

    def given(self) -> InstallationGiven:
        texts, sent = self.texts(), self.cleaned_data
        return InstallationGiven(
            name=texts["name"],
            help_line=texts["help_line"],
            idle_minutes=sent["idle_minutes"],
            whole_hours=sent["whole_hours"],
        )


def values_of(row: Installation) -> dict[str, Any]:
    return {**texts_of(row), "version": row.version, **{field: getattr(row, field) for field in LIMITS}}


class DescribeForm(Texts):
    """The first step of the set-up; *packs*: methodologies to choose from, where there are several."""

    field_order = ("pack",)
    pack = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, packs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(packs) > 1:
            offer(self, "pack", packs)
        else:
            del self.fields["pack"]
