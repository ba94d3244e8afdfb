"""Every address of the service, asked in the test's process."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.access.world import World, addresses

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
NAMES = sorted(addresses())


def address(name: str, world: World, language: str = "kk") -> str:
    kwargs = {part: world.objects[part]() for part in addresses()[name].pattern.converters}
    with translation.override(language):
        return reverse(name, kwargs=kwargs)


def methods(name: str) -> tuple[str, ...]:
    """Those a page answers to; empty for what is no page."""
    page: Any = getattr(addresses()[name].callback, "page", None)
    return page.methods if page is not None else ()


def strict(client: Client) -> Client:
    """The same browser, whose forms need their token as they do outside tests."""
    client.handler.enforce_csrf_checks = True
    return client
