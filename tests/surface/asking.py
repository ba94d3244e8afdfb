"""Every address of the service, asked in the test's process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.access.world import World, addresses, group_of

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
NAMES = sorted(addresses())
GROUPS = sorted({group_of(name) for name in NAMES})


def address(name: str, world: World, language: str = "kk") -> str:
    kwargs = {part: world.objects[part]() for part in addresses()[name].pattern.converters}
    with translation.override(language):
        return reverse(name, kwargs=kwargs)


def of(group: str, names: Iterable[str] = NAMES) -> list[str]:
    """Those of *names* that belong to the group."""
    return [name for name in names if group_of(name) == group]


def methods(name: str) -> tuple[str, ...]:
    """Those a page answers to; empty for what is no page."""
    page: Any = getattr(addresses()[name].callback, "page", None)
    return page.methods if page is not None else ()


def body_of(answer: Any) -> bytes:
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content


def strict(client: Client) -> Client:
    """The same browser, whose forms need their token as they do outside tests."""
    client.handler.enforce_csrf_checks = True
    return client
