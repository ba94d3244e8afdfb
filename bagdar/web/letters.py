"""Letters about ways in. They leave in the background: how long an answer takes tells nobody who has an account."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from bagdar.kernel.messages import render
from bagdar.orgs.models import Person

log = logging.getLogger(__name__)


def is_on() -> bool:
    """Whether this installation can mail; without, everything goes by printed codes."""
    return bool(settings.EMAIL_HOST)


def post(person: Person, letter: str, **params: Any) -> None:
    """Mail ``<letter>.subject`` and ``<letter>.body`` in the person's language, some time soon."""
    subject = render(f"{letter}.subject", person.language, **params)
    body = render(f"{letter}.body", person.language, name=person.full_name, **params)
    if settings.MAIL_IN_BACKGROUND:
        _clerk().submit(_send, subject, body, person.email)
    else:
        _send(subject, body, person.email)


def _send(subject: str, body: str, address: str) -> None:
    try:
        send_mail(subject, body, None, [address])
    except OSError:
        log.exception("a letter did not go")


@cache
def _clerk() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="letters")
