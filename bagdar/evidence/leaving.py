"""A root leaves the system: a trusted clock stamps it, and it is mailed to those who keep it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django_tasks import task

from bagdar.evidence.codes import shown
from bagdar.evidence.models import Anchor, TimeStamp
from bagdar.evidence.services.anchors import keep_stamp, note_mailed
from bagdar.evidence.stamping import ask_for_stamp
from bagdar.evidence.statements import code_of_anchor, statement
from bagdar.journal.models import Entry
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES


@task()
def leave(number: int) -> None:
    """Stamp and mail the anchor *number*, each once. Raises OSError or SignatureRefusedError: the job is tried again."""
    anchor = Anchor.objects.get(pk=number)
    try:
        _stamp(anchor)
    finally:
        _mail(anchor)


def _stamp(anchor: Anchor) -> None:
    if settings.TSA_URL and not TimeStamp.objects.filter(anchor=anchor).exists():
        told = ask_for_stamp(settings.TSA_URL, statement(anchor))
        keep_stamp(anchor, told.token, told.at)


def _mail(anchor: Anchor) -> None:
    done = Entry.objects.filter(act="evidence.anchor.mailed", object_id=str(anchor.pk))
    if not (settings.EMAIL_HOST and settings.ANCHOR_MAIL) or done.exists():
        return
    for address in settings.ANCHOR_MAIL:
        letter = EmailMessage(_text(anchor, "subject", " / "), _text(anchor, "body", "\n\n"), to=[address])
        letter.attach(f"{anchor.number:06}.json", statement(anchor), "application/json")
        stamp = TimeStamp.objects.filter(anchor=anchor).first()
        if stamp is not None:
            letter.attach(f"{anchor.number:06}.tst", bytes(stamp.token), "application/timestamp-reply")
        letter.send()
    note_mailed(anchor, len(settings.ANCHOR_MAIL))


def _text(anchor: Anchor, part: str, between: str) -> str:
    """In all languages: who keeps it may read any of them."""
    told = {"number": anchor.number, "code": shown(code_of_anchor(anchor)), "size": anchor.size}
    return between.join(render(f"evidence.mail.{part}", language, **told) for language in UI_LANGUAGES)
