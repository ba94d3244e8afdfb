"""Forms of files."""

from __future__ import annotations

from typing import Any

from django import forms

from bagdar.documents.opening.limits import LIMITS
from bagdar.kernel.messages import render
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.days import DayField
from bagdar.web.forms.people import Choices, offer

ACCEPTED = ".docx,.xlsx,.pdf,.jpg,.jpeg,.png"


class FileForm(PageForm):
    """One file for one of the sender's bodies."""

    words = "web.files.field"
    body = forms.ChoiceField()
    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ACCEPTED}))

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)
        if len(bodies) == 1:
            self.initial["body"] = bodies[0][0]
        self.fields["file"].widget.attrs["data-limit"] = str(LIMITS.upload)


class SentForm(PageForm):
    """What the register of papers says of an answer that went under mark."""

    words = "web.files.sent_field"
    body = forms.ChoiceField()
    mark = forms.ChoiceField()
    number = forms.CharField(max_length=60)
    day = DayField()
    copies = forms.IntegerField(min_value=1, max_value=999, initial=1)
    addressee = forms.CharField(max_length=200)

    def __init__(self, *args: Any, bodies: Choices, marks: Choices, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)
        offer(self, "mark", marks)
        self.fields["copies"].error_messages["invalid"] = render("files.mark.copies", language, limit=999)
