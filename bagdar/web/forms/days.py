"""A day in a form: typed as people of the page's language write it, the same in every browser, without a script."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from bagdar.kernel.messages import render
from bagdar.orgs.exchange.cells import read_day
from bagdar.web.views.common import language


class DayInput(forms.DateInput):
    """A text field that shows how a day is written. A browser's own calendar would speak the browser's language."""

    def __init__(self) -> None:
        attrs = {"class": "w-8", "inputmode": "numeric", "autocomplete": "off", "maxlength": "20"}
        super().__init__(format="%d.%m.%Y", attrs=attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["placeholder"] = render("web.shell.day_pattern", language())
        return context


class DayField(forms.DateField):
    """Cleans to a day: ``24.11.2026``, ``24/11/2026`` or ``2026-11-24``, with or without spaces."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        found = read_day(str(value))
        if found is None:
            words = render("web.shell.day_wrong", language(), text=str(value)[:40])
            raise forms.ValidationError(words, code="invalid")
        return found
