"""Letters to people, each in the reader's own language; one that cannot go is said, never lost in silence."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from bagdar.kernel.messages import render
from bagdar.orgs.models import Person
from bagdar.orgs.services.invitations import Invited

log = logging.getLogger(__name__)


def is_on() -> bool:
    """Whether this installation can mail; without, everything goes by printed codes."""
    return bool(settings.EMAIL_HOST)


def send(person: Person, letter: str, **params: Any) -> bool:
    """Send ``<letter>.subject`` and ``<letter>.body`` now; False where the mail server did not take it."""
    return is_on() and _send(*_written(person, letter, params), person.email)


def post(person: Person, letter: str, **params: Any) -> None:
    """The same some time soon, in the background: how long an answer takes tells nobody who has an account."""
    subject, body = _written(person, letter, params)
    if settings.MAIL_IN_BACKGROUND:
        _clerk().submit(_send, subject, body, person.email)
    else:
        _send(subject, body, person.email)


def invite(invited: Invited, link: str) -> bool:
    """Send the link of an invitation; False: it must reach the person otherwise."""
    person = invited.person
    until = invited.invitation.expires_at.date()
    return send(person, "web.people.mail", login=person.login, link=link, until=until)


def _written(person: Person, letter: str, params: dict[str, Any]) -> tuple[str, str]:
    """Subject and body. The name is what most letters begin with."""
    return (
        render(f"{letter}.subject", person.language, **params),
        render(f"{letter}.body", person.language, name=person.full_name, **params),
    )


def _send(subject: str, body: str, address: str) -> bool:
    try:
        return bool(send_mail(subject, body, None, [address]))
    except (SMTPException, OSError):
        log.exception("a letter did not go")
        return False


@cache
def _clerk() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="letters")
