"""The parts that pages are built of: icons, § marks, fields, pagers, and the line that says who can see."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bagdar.kernel.messages import render
from bagdar.methodology.model import Methodology
from bagdar.web import marks, who
from bagdar.web.governing import methodology
from bagdar.web.views.common import SIZES

register = template.Library()

CHIPS = {
    "executed": ("ok", "circle-check"),
    "good": ("ok", "circle-check"),
    "partly": ("part", "circle-half-2"),
    "not_executed": ("no", "square-x"),
    "error": ("no", "square-x"),
    "warning": ("part", "alert-triangle"),
    "contradiction": ("no", "alert-triangle"),
    "returned": ("part", "arrow-back-up"),
    "not_begun": ("idle", "circle-dashed"),
    "under_way": ("sky", "clock"),
    "info": ("sky", "info-circle"),
    "not_due": ("idle", "circle-minus"),
    "ended": ("idle", "ban"),
    "locked": ("idle", "lock"),
    "signed": ("sky", "writing"),
}
"""What a chip says → tint and shape; the words come with it. Colour is never the only carrier."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite; it says nothing by itself, so it is hidden from those who listen."""
    return _drawing(name, static("vendor/icons.svg"))


@lru_cache(maxsize=400)
def _drawing(name: str, sprite: str) -> SafeString:
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#i-{}"></use></svg>', sprite, name)


@register.simple_tag
def chip(kind: str, words: str) -> SafeString:
    """``{% chip "executed" words %}``: shape, words and tint together. *kind*: a key of CHIPS."""
    return _chip(kind, words, static("vendor/icons.svg"))


@lru_cache(maxsize=1000)
def _chip(kind: str, words: str, sprite: str) -> SafeString:
    tint, shape = CHIPS[kind]
    return format_html('<span class="chip {}">{}<span>{}</span></span>', tint, _drawing(shape, sprite), words)


@register.simple_tag
def par(clause: str, pack: Methodology | None = None) -> SafeString:
    """The § mark of *clause* in *pack* (the governing methodology where none is given); "" for none."""
    if not clause:
        return SafeString("")
    return _par(marks.mark(clause, pack or methodology(), _language()))


@lru_cache(maxsize=2000)
def _par(cited: marks.Mark) -> SafeString:
    if not cited.url:
        return format_html('<span class="small quiet">{}</span>', cited.short)
    # What is seen begins what is heard: people who speak to the machine say what they see.
    heard = cited.full if cited.full.startswith(cited.short) else f"{cited.short}, {cited.full}"
    return format_html('<a class="par" href="{}" aria-label="{}">{}</a>', cited.url, heard, cited.short)


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Label above, hint, field, fault with its clause. A form of bagdar.web.forms.base carries the clauses."""
    widget = bound.field.widget
    grouped = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    return {
        "field": bound,
        "grouped": grouped,
        "ticked": isinstance(widget, CheckboxInput),
        "clause": getattr(bound.form, "clauses", {}).get(bound.name, ""),
        "described": _described(bound, grouped=grouped),
    }


@register.inclusion_tag("web/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All visible fields of *form*, in its order, after the hidden ones."""
    return {"form": form}


@register.inclusion_tag("web/parts/faults.html")
def faults(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a sent form, once above it: each fault leads to its field."""
    listed = [(bound, error) for bound in form.visible_fields() for error in bound.errors]
    return {"whole": form.non_field_errors() if form.is_bound else [], "listed": listed}


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: dict[str, Any], sheet: Page[Any]) -> dict[str, Any]:
    """Which rows of how many, the way to the others, and how many on a page; the rest of the address stays."""
    request: HttpRequest = context["request"]
    asked, many = sheet.paginator.per_page, sheet.paginator.count > SIZES[0]
    return {
        "sizes": [(size, "" if size == asked else _with(request, rows=size, page="")) for size in SIZES]
        if asked in SIZES and many
        else [],
        "sheet": sheet,
        "previous": _with(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": _with(request, page=sheet.number + 1) if sheet.has_next() else "",
    }


@register.inclusion_tag("web/parts/sort.html", takes_context=True)
def sort(context: dict[str, Any], name: str, words: str) -> dict[str, Any]:
    """The head of a column that orders its list: the link turns the order round, ``aria-sort`` says which it is."""
    request: HttpRequest = context["request"]
    now = request.GET.get("sort", "")
    asked = f"-{name}" if now == name else name
    direction = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    return {"words": words, "url": _with(request, sort=asked, page=""), "direction": direction}


@register.inclusion_tag("web/parts/empty.html")
def empty(words: str, url: str = "", action: str = "") -> dict[str, Any]:
    """What is absent and why, in a sentence, and what to do next, with one link."""
    return {"words": words, "url": url, "action": action}


@register.inclusion_tag("web/parts/tabs.html", takes_context=True)
def tabs(context: dict[str, Any], label: str, *pairs: str) -> dict[str, Any]:
    """``{% tabs label url words url words … %}``: the one that leads here is marked."""
    request: HttpRequest = context["request"]
    listed = [
        {"url": url, "words": words, "here": url.partition("?")[0] == request.path}
        for url, words in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    return {"label": label, "tabs": listed}


@register.simple_tag
def sayof(room: str, name: str, rest: str, **params: Any) -> SafeString:
    """The message ``<room>.<name>_<rest>``, for pages that differ only in their words."""
    return conditional_escape(render(f"{room}.{name}_{rest}", _language(), **params))


@register.simple_tag
def sayin(language: str, room: str, *rest: str, **params: Any) -> SafeString:
    """As ``sayof`` in a given language, where no language of the request can be asked for."""
    return conditional_escape(render(f"{room}.{'_'.join(rest)}", language, **params))


@register.simple_tag
def sees(action: str) -> str:
    """Who can see a page opened by *action*, in one sentence, from the policy's row."""
    return who.sentence(action, _language())


@register.filter
def told(text: dict[str, str]) -> str:
    """A text of a pack or plan in the reader's language, else in the next one it has."""
    return marks.in_language(text, _language())


@register.simple_tag
def tongue(text: dict[str, str]) -> SafeString:
    """As ``told``, with the language said where it is not the reader's: screen readers change their voice."""
    language = _language()
    words = marks.in_language(text, language)
    spoken = next((one for one, said in text.items() if said == words), language)
    if spoken == language or not words:
        return format_html("{}", words)
    return format_html('<span lang="{}">{}</span>', spoken, words)


def _described(bound: BoundField, *, grouped: bool) -> str:
    """Ids of hint and fault, for the group of radio buttons or boxes that the framework does not describe."""
    if not grouped:
        return ""
    parts = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    parts += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(parts)


def _with(request: HttpRequest, **changes: object) -> str:
    """The address of *request* with some of its query changed; an empty value drops its key."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _language() -> str:
    return get_language() or "kk"
