"""What bodies are called, on any day and in any language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.models import Body, BodyEntry
from bagdar.orgs.naming import name_on as _name_on


class Label(msgspec.Struct, frozen=True):
    name: str
    abbreviation: str = ""

    @property
    def short(self) -> str:
        return self.abbreviation or self.name


def name_on(body: Body, language: str, day: date) -> str:
    """What *body* was called on *day*; papers of that day keep this name. One query unless prefetched.

    Without a name in *language*, the one in the first page language that has one; the key where there is none.
    """
    found = _name_on([row.named() for row in body.names.all()], language, day)
    return found.name if found else body.key


def labels(bodies: Iterable[UUID], language: str, day: date) -> dict[UUID, Label]:
    """Body → what it is called on pages in *language* on *day*. One query, whatever the number."""
    rows = BodyEntry.objects.filter(
        body__in=set(bodies), language=_page_language(language), valid_from__lte=day, valid_to__gte=day
    ).values_list("body", "name", "abbreviation")
    return {body: Label(name, abbreviation) for body, name, abbreviation in rows}


def _page_language(language: str) -> str:
    return language if language in UI_LANGUAGES else UI_LANGUAGES[0]
