"""Forms of the methodologist."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from bagdar.web.forms.act import ActFields
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.days import DayField
from bagdar.web.forms.people import Choices, offer


class InstallForm(PageForm):
    words: ClassVar = "web.methodology.form"

    archive = forms.FileField(widget=forms.FileInput(attrs={"accept": ".zip"}))


class EnforceForm(ActFields):
    """*choices*: ids of the known methodologies with their names."""

    words: ClassVar = "web.methodology.form"
    field_order = ("pack", "valid_from", *ActFields.base_fields)
    pack = forms.ChoiceField()
    valid_from = DayField()

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "pack", [("", "–"), *choices])
