"""Widgets of lists' bars: a select of many choices written at once, not by a template for each choice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


class Choice(forms.Select):
    """As the framework's select without groups; a bar with fifty regions is on every page of a list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        chosen = {str(one) for one in self.format_value(value)}
        options = "".join(
            f'<option value="{conditional_escape(str(key))}"{" selected" if str(key) in chosen else ""}>'
            f"{conditional_escape(str(words))}</option>"
            for key, words in self.choices
        )
        made = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", made, mark_safe(options))  # noqa: S308 -- escaped above
