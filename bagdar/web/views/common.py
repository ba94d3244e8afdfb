"""What views share: a form sent to a service, and the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from bagdar.kernel.errors import InvalidError
from bagdar.kernel.messages import render
from bagdar.web.forms.base import PageForm

T = TypeVar("T")


def language() -> str:
    """The language of the page."""
    return get_language() or "kk"


def said(message: str, **params: Any) -> str:
    """A message in the language of the page."""
    return render(message, language(), **params)


def tell(request: HttpRequest, message: str, **params: Any) -> None:
    """A sentence on the next page that says what was done."""
    messages.success(request, render(message, language(), **params))


def attempt(request: HttpRequest, act: Callable[[], object], message: str) -> None:
    """An act that is one button: *message* on the next page says that it was done, or an error why it was not."""
    try:
        act()
    except InvalidError as error:
        for fault, params in error.faults.values():
            messages.error(request, render(fault, language(), **params))
    else:
        tell(request, message)


def send(request: HttpRequest, form: PageForm, act: Callable[[dict[str, Any]], T]) -> T | None:
    """Give a sent and valid *form* to a service; its refusals go beside the fields. None: show the form again."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except InvalidError as error:
        form.refuse(error)
        return None


def positive(text: str) -> int:
    """A page number of an address; 1 for whatever is none."""
    return int(text) if text.isdecimal() and len(text) < 9 and int(text) > 0 else 1


SIZES: Final = (20, 50, 100)
"""Rows of a page that a reader can ask for; the first where nothing is asked."""


def size_of(request: HttpRequest) -> int:
    """How many rows the reader wants on a page."""
    asked = positive(request.GET.get("rows", ""))
    return asked if asked in SIZES else SIZES[0]
