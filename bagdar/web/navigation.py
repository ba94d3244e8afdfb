"""The main menu: what there is to go to, in the order of the work; each person sees what they may open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final
from uuid import UUID

import msgspec
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language

from bagdar.kernel.actors import Actor
from bagdar.kernel.messages import render
from bagdar.kernel.policy import TABLE


class Place(msgspec.Struct, frozen=True):
    """``url``: name of the page. ``action``: the policy row that opens it. ``within``: where its own pages lie."""

    url: str
    action: str
    words: str
    within: str = ""
    icon: str = "list"


class Offer(msgspec.Struct, frozen=True):
    """A place with the sentence (message id) that says what one does there."""

    url: str
    words: str
    about: str
    icon: str


class Link(msgspec.Struct, frozen=True):
    url: str
    words: str
    here: bool


PLACES: Final = (
    Place("home", "orgs.home.see", "web.shell.home"),
    Place("bodies.list", "orgs.body.see", "web.shell.bodies", "bodies", "building"),
    Place("files.list", "files.see", "web.shell.files", "files", "file-text"),
    Place("people.list", "orgs.person.see", "web.shell.people", "people", "users"),
    Place("evidence.check", "evidence.code.check", "web.shell.evidence", "evidence", "shield-check"),
    Place("methodology.list", "orgs.methodology.see", "web.shell.methodology", "methodology", "book-2"),
    Place("journal.list", "journal.entry.see", "web.shell.journal", "journal", "history"),
    Place("signing.list", "signing.see", "web.shell.signing", "signing", "writing"),
    Place("installation.show", "orgs.installation.see", "web.shell.installation", "installation", "settings"),
)


def links(actor: Actor, path: str, language: str) -> list[Link]:
    """The menu of *actor* on the page at *path*; empty for a visitor who has not signed in."""
    return list(_links(actor, path, language)) if actor.known else []


def offers(actor: Actor, here: str) -> list[Offer]:
    """What *actor* can go to from the first page, each with a sentence about it."""
    return [
        Offer(url, place.words, f"{place.words}_about", place.icon)
        for place in PLACES
        if (url := address(place.url)) and url != here and TABLE.may(actor, place.action)
    ]


def _links(actor: Actor, path: str, language: str) -> Iterator[Link]:
    for place in PLACES:
        url = address(place.url)
        if url and TABLE.may(actor, place.action):
            inside = path.startswith(f"/{language}/{place.within}/") if place.within else path == url
            yield Link(url, render(place.words, language), inside)


def address(name: str, **parts: str) -> str:
    """The address of a page in the reader's language, "" where this installation has no such page."""
    return _address(name, tuple(parts.items()), get_language() or "kk", get_urlconf())


@lru_cache(maxsize=4000)
def _address(name: str, parts: tuple[tuple[str, str], ...], _language: str, _urlconf: str | None) -> str:
    try:
        return reverse(name, kwargs=dict(parts))
    except NoReverseMatch:
        return ""


_ANY: Final = UUID(int=0)


def place_of(name: str, part: str) -> Callable[[UUID], str]:
    """Row id → its page, for pages whose address holds one id: a list of a hundred rows asks for a hundred."""
    head, _, tail = address(name, **{part: str(_ANY)}).partition(str(_ANY))
    return lambda key: f"{head}{key}{tail}"
