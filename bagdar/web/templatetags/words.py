"""``{% say "web.bodies.title" n=3 %}``: a message of the catalogue in the reader's language, escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bagdar.kernel.messages import render

register = template.Library()


@register.simple_tag
def say(message: str, **params: Any) -> SafeString:
    """Raises KeyError for an unknown message: a page with a hole is not shown."""
    language = get_language() or "kk"
    return conditional_escape(render(message, language, **params)) if params else _sentence(message, language)


@cache
def _sentence(message: str, language: str) -> SafeString:
    """A sentence without fields, escaped once for all pages."""
    return conditional_escape(render(message, language))


@register.filter
def said(message: str) -> SafeString:
    """A message id held in a variable, as words."""
    return _sentence(message, get_language() or "kk")


@register.simple_tag
def sayid(room: str, name: str, **params: Any) -> SafeString:
    """The message ``<room>.<name>``, for lines of a table whose ids are data."""
    return say(f"{room}.{name}", **params)
