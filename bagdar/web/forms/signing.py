"""Forms of signing: several confirmed at once, a signature sent, a paper registered, a remark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from bagdar.evidence.services.signing import LONGEST_REMARK
from bagdar.web.forms.base import PageForm
from bagdar.web.forms.days import DayField

LARGEST_PDF = 20 * 1024 * 1024
"""Bytes of a signed PDF."""


class ReturnForm(PageForm):
    words = "web.signing.return"
    remark = forms.CharField(max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 4}))


class MessageForm(PageForm):
    """A detached message, filled in by the script, pasted, or sent as a file."""

    words = "web.signing.message"
    signature = forms.CharField(
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(required=False)

    def message(self) -> bytes:
        """Bytes of whichever was given; empty for neither."""
        sent = self.cleaned_data["file"]
        return bytes(sent.read()) if sent else self.cleaned_data["signature"].encode()


class PdfForm(PageForm):
    words = "web.signing.pdf"
    file = forms.FileField()


class PaperForm(PageForm):
    """A paper that a head signed by hand, as it came back."""

    words = "web.signing.paper"
    code = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    head = forms.TypedChoiceField(coerce=UUID)
    copy = forms.TypedChoiceField(coerce=UUID)
    outgoing_number = forms.CharField(max_length=60)
    outgoing_day = DayField()
    incoming_number = forms.CharField(max_length=60, required=False)
    incoming_day = DayField(required=False)

    def __init__(
        self,
        *args: Any,
        heads: Sequence[tuple[UUID, str]],
        copies: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("head", heads), ("copy", copies)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
            field.choices = [("", "–"), *((str(number), words) for number, words in found)]
