"""Forms of the methodologist."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from bagdar.web.forms.base import PageForm


class InstallForm(PageForm):
    words: ClassVar = "web.methodology.form"

    archive = forms.FileField(widget=forms.FileInput(attrs={"accept": ".zip"}))


class EnforceForm(PageForm):
    """*choices*: ids of the known methodologies with their names."""

    words: ClassVar = "web.methodology.form"

    pack = forms.ChoiceField()
    valid_from = forms.DateField(widget=forms.DateInput(attrs={"class": "w-8", "inputmode": "numeric"}))
    act_kind = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"class": "w-16"}))
    act_number = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"class": "w-8"}))
    act_day = forms.DateField(widget=forms.DateInput(attrs={"class": "w-8", "inputmode": "numeric"}))
    act_issuer = forms.CharField(max_length=300)
    act_title = forms.CharField(max_length=500, required=False)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pack"].widget.choices = self.fields["pack"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
