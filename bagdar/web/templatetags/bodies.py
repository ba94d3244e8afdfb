"""Words that pages of bodies need: languages, duties, what the journal says of a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bagdar.journal.codes import sentence_id
from bagdar.journal.models import Entry
from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.exchange.cells import read_day
from bagdar.orgs.selectors.succession import duty_of_office
from bagdar.orgs.selectors.tree import Node
from bagdar.web.governing import methodology
from bagdar.web.templatetags.figures import day

register = template.Library()
DEEPEST = 8
"""Levels that the page indents; deeper ones stand under each other."""
DAYS = frozenset({"day", "since", "until", "from", "valid_from", "valid_to"})
HIDDEN = frozenset({"key", "sha256"})
"""Of an entry: told elsewhere, or for machines."""


def _language() -> str:
    return get_language() or UI_LANGUAGES[0]


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    """The value of *key*, the key itself where there is none."""
    return table.get(key, key)


@register.simple_tag
def language_name(code: str) -> str:
    """A language of the methodology as the reader calls it; its code where it has no name here."""
    message = f"web.bodies.language.{code}"
    return render(message, _language()) if is_message(message) else code


@register.simple_tag
def duty(subject: str) -> str:
    """A duty that passes by itself: an office by its name, a line of the plan by its key."""
    language = _language()
    for office in methodology().offices:
        if duty_of_office(office.id) == subject:
            return office.name.in_(language, *UI_LANGUAGES)
    return render("web.bodies.line", language, key=subject)


@register.simple_tag
def indent(node: Node, tree: Sequence[Node]) -> SafeString:
    """The class that moves a node in by its distance from the top of the tree."""
    level = min(node.level - tree[0].level, DEEPEST)
    return format_html(' class="level-{}"', level) if level else SafeString("")


@register.simple_tag
def did(act: str) -> str:
    """What the journal's code says."""
    return render(sentence_id(act), _language())


@register.simple_tag
def changes(entry: Entry) -> list[tuple[str, str, str]]:
    """Label, before, after for what an entry holds in plain words."""
    fields = dict.fromkeys((*entry.before, *entry.after))
    found = []
    for field in fields:
        message = f"web.bodies.told.{field.removesuffix('_id').removeprefix('name_')}"
        old, new = entry.before.get(field), entry.after.get(field)
        if field not in HIDDEN and is_message(message) and not isinstance(old or new, (dict, list)):
            found.append((render(message, _language()), _plain(field, old), _plain(field, new)))
    return [one for one in found if one[1] or one[2]]


@register.filter
def doer(entry: Entry) -> str:
    """Who did it; the program's own acts by what they are, for its names are no people's."""
    message = f"web.bodies.doer.{entry.actor_name.replace('-', '_')}"
    return render(message, _language()) if is_message(message) else entry.actor_name or "–"


def _plain(field: str, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if field == "office":
        names = {one.id: one.name.in_(_language(), *UI_LANGUAGES) for one in methodology().offices}
        return names.get(str(value), str(value))
    if field == "kind":
        names = {one.id: one.name.in_(_language(), *UI_LANGUAGES) for one in methodology().body_kinds}
        return names.get(str(value), str(value))
    known = read_day(str(value)) if field in DAYS else None
    return day(known) if known else str(value)
