"""What all forms of pages share: words from the catalogue, clauses beside fields, refusals of services in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language

from bagdar.kernel.errors import DomainError, InvalidError
from bagdar.kernel.messages import is_message, render
from bagdar.web import marks
from bagdar.web.governing import methodology


class PageForm(forms.Form):
    """``words``: beginning of message ids: label ``<words>.<field>``, hint ``<words>.<field>_hint`` where there is one.

    ``clauses``: field → clause it rests on, shown as a § mark. The browser's own checks are off: they speak
    the browser's language; ours stand in the page.
    """

    words: ClassVar[str] = ""
    clauses: ClassVar[Mapping[str, str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "kk"
        for name, field in self.fields.items():
            if self.words and not field.label:
                field.label = render(f"{self.words}.{name}", language)
            if self.words and not field.help_text and is_message(f"{self.words}.{name}_hint"):
                field.help_text = render(f"{self.words}.{name}_hint", language)
            dress(field)

    def refuse(self, error: DomainError) -> None:
        """Put a service's refusal beside the fields it speaks of, each with its clause."""
        language = get_language() or "kk"
        if not isinstance(error, InvalidError):
            self.add_error(None, _sentence(error.message, error.clause, language, error.params))
            return
        for name, (message, params) in error.faults.items():
            known = name if name in self.fields else None
            self.add_error(known, _sentence(message, error.clause, language, params))


def _sentence(message: str, clause: str, language: str, params: Mapping[str, Any]) -> str:
    words = render(message, language, **params)
    if clause == marks.PRACTICE:
        return words
    return f"{words} ({marks.mark(clause, methodology(), language).short})"


def dress(field: forms.Field) -> None:
    """The classes by which the stylesheet knows a field."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return
    kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
    widget.attrs["class"] = f"{kind} {widget.attrs.get('class', '')}".strip()
