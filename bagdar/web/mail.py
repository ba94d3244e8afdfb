"""Mails to people, in their own language; a mail that cannot go is said, never lost in silence."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

from bagdar.kernel.messages import render
from bagdar.orgs.services.invitations import Invited

log = logging.getLogger(__name__)


def send(person_language: str, address: str, message: str, **params: object) -> bool:
    """Send the message ``<message>.subject`` and ``<message>.body``; False where no mail leaves this installation."""
    if not settings.EMAIL_HOST:
        return False
    subject = render(f"{message}.subject", person_language, **params)
    body = render(f"{message}.body", person_language, **params)
    try:
        return bool(send_mail(subject, body, None, [address]))
    except (SMTPException, OSError):
        log.exception("a mail did not go")
        return False


def invite(invited: Invited, link: str) -> bool:
    """Mail the link of an invitation; False: it must reach the person otherwise."""
    person = invited.person
    return send(
        person.language,
        person.email,
        "web.people.mail",
        name=person.full_name,
        login=person.login,
        link=link,
        until=invited.invitation.expires_at.date(),
    )
