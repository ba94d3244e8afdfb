"""What the frame of every page needs: who works here, for which body, where they can go, in which language."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.orgs.models import BodyName, Installation
from bagdar.web import marks, navigation, who
from bagdar.web.pages import actor_on

SHORT: Final = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}
"""What the language switch shows; the full name of the language is read out."""


class Tongue(msgspec.Struct, frozen=True):
    code: str
    short: str
    name: str
    url: str
    here: bool


class Frame:
    """Asked only for what a template shows: a page that fails early costs no queries."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.language = get_language() or "kk"
        page = getattr(request, "page", None)
        self.action: str = page.action if page is not None else ""
        self.demonstration: bool = settings.DEMONSTRATION

    @cached_property
    def actor(self) -> Actor:
        return actor_on(self._request)

    @cached_property
    def links(self) -> list[navigation.Link]:
        return navigation.links(self.actor, self._request.path, self.language)

    @cached_property
    def roles(self) -> str:
        """The actor's roles as words, each once."""
        held = dict.fromkeys(capacity.role for capacity in self.actor.capacities)
        return ", ".join(who.role_name(role, self.language) for role in held)

    @cached_property
    def body(self) -> str:
        """The name today of the body the actor works for (the first of several), "" for none."""
        ids = [capacity.body for capacity in self.actor.capacities if capacity.body]
        if not ids:
            return ""
        today = clock.today(settings.TIME_ZONE)
        names = {
            row.language: row.name
            for row in BodyName.objects.filter(body=ids[0]).order_by("valid_from")
            if (row.valid_from is None or row.valid_from <= today)
            and (row.valid_to is None or today <= row.valid_to)
        }
        return names.get(self.language) or next(iter(names.values()), "")

    @cached_property
    def tongues(self) -> list[Tongue]:
        """The same page, question and all, in each language of the program."""
        return [
            Tongue(code, SHORT[code], name, self._in(code), code == self.language)
            for code, name in settings.LANGUAGES
        ]

    def _in(self, code: str) -> str:
        head, _, rest = self._request.path.lstrip("/").partition("/")
        path = f"/{code}/{rest}" if head in SHORT else f"/{code}/"
        query = self._request.GET.urlencode() if head in SHORT else ""
        return f"{path}?{query}" if query else path

    @property
    def search(self) -> str:
        return navigation.address("search")

    @property
    def sign_in(self) -> str:
        return navigation.address("sign_in.start")

    @property
    def sign_out(self) -> str:
        return navigation.address("sign_in.out")

    @property
    def account(self) -> str:
        return navigation.address("account.show")

    @cached_property
    def help_line(self) -> str:
        """Who helps in this installation, "" where nobody has said so yet."""
        row = Installation.objects.first()
        return marks.in_language(row.help_line, self.language) if row is not None else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}
