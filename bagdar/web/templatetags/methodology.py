"""``{% load methodology %}``: how the parts of a methodology are called on its pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bagdar.documents.spec import Column
from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import Text
from bagdar.methodology.checks.registry import PREFIX
from bagdar.methodology.model import Clause, LegalAct, Methodology, Parameter
from bagdar.web import marks
from bagdar.web.templatetags.parts import chip, tongue

register = template.Library()

SEVERITIES = {"error": "error", "warning": "warning", "info": "info", "off": "ended"}
"""Severity of a check → kind of chip."""
LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "kk", "ru", "tr", "uz", "zh"])
"""Keys by which a mapping in plain data is known to be a text in several languages."""
MANY = 12
"""Longer lists are counted, not told."""


def _language() -> str:
    return get_language() or "kk"


@register.simple_tag
def act(of: LegalAct) -> str:
    """Kind and number: "№ 82 бұйрық"."""
    return marks.act_name(of, _language())


@register.simple_tag
def clause_short(clause: str, pack: Methodology) -> str:
    return marks.mark(clause, pack, _language()).short


@register.simple_tag
def form_title(pack: Methodology, form: str) -> SafeString:
    return tongue(pack.forms[form].title)


@register.simple_tag
def column_caption(column: Column) -> SafeString:
    """As our documents print it."""
    return tongue(column.used or column.published)


@register.simple_tag
def severity(of: str) -> SafeString:
    return chip(SEVERITIES[of], render(f"web.methodology.severity_{of}", _language()))


@register.simple_tag
def check_name(check: str) -> str:
    return render(f"{PREFIX}{check}.name", _language())


@register.simple_tag
def reading(clause: Clause, key: str, text: Text) -> SafeString:
    """A reading in the clause's own longer words, where it has them."""
    return tongue(clause.readings.get(key, text))


@register.simple_tag
def used_reading(parameter: Parameter) -> SafeString:
    """The reading in use; where the point is open by a value alone, the value."""
    text = parameter.readings.get(str(parameter.value))
    return tongue(text) if text else format_html("{}", parameter.value)


@register.simple_tag
def field_name(name: str) -> str:
    """What a property of a methodology is called; its own name where pages have no word for it."""
    message = f"web.methodology.field_{name}"
    return render(message, _language()) if is_message(message) else name


@register.simple_tag
def change_value(value: Any) -> SafeString:
    """A value of one side of a comparison, as a reader can take it in."""
    match value:
        case None:
            return SafeString("–")
        case bool():
            return format_html("{}", render(f"web.methodology.{'yes' if value else 'no'}", _language()))
        case Text():
            return tongue(value)
        case dict() if value.keys() <= LANGUAGES and all(isinstance(one, str) for one in value.values()):
            return tongue(Text(value))
        case dict():
            parts = ((field_name(str(key)), change_value(one)) for key, one in value.items())
            return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", parts))
        case list() | tuple() if len(value) > MANY:
            return format_html("{}", render("web.methodology.many", _language(), n=len(value)))
        case list() | tuple():
            return format_html(
                "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((change_value(one),) for one in value))
            )
    return format_html("{}", value)
