"""What an installation says of itself and how long its sessions last; an administrator keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from django.conf import settings
from django.db import transaction

from bagdar.journal.services import record
from bagdar.kernel import clock, policy
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.services import service
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.checks import Faults
from bagdar.orgs.models import Installation
from bagdar.orgs.models.settings import IDLE_MINUTES, WHOLE_HOURS
from bagdar.store.base import save_version

LIMITS: Final = {"idle_minutes": IDLE_MINUTES, "whole_hours": WHOLE_HOURS}
FIELDS: Final = ("name", "help_line", *LIMITS)


class InstallationGiven(msgspec.Struct, frozen=True, kw_only=True):
    """``name``, ``help_line``: language → text. ``idle_minutes``, ``whole_hours``: when a session ends."""

    name: dict[str, str]
    help_line: dict[str, str]
    idle_minutes: int
    whole_hours: int


def installation() -> Installation:
    """The installation's own row, made when first asked for."""
    return Installation.objects.get_or_create(only=True, defaults={"demonstration": settings.DEMONSTRATION})[
        0
    ]


def in_all_languages(**texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """*texts* without spaces around. Raises InvalidError for each field that a language lacks."""
    trimmed = {
        field: {code: given.get(code, "").strip() for code in UI_LANGUAGES} for field, given in texts.items()
    }
    missing: Faults = {
        f"{field}_{code}": ("orgs.set_up.missing", {})
        for field, given in trimmed.items()
        for code, text in given.items()
        if not text
    }
    if missing:
        raise InvalidError(missing)
    return trimmed


@service("orgs.installation.change", journal=("orgs.installation.changed",))
def change_installation(*, actor: Actor, version: int, given: InstallationGiven) -> Installation:
    """Keep what was *given*; the journal gets what differs. Raises InvalidError, and ConflictError where
    somebody else has changed it since *version*."""
    decision = policy.require(actor, "orgs.installation.change")
    with transaction.atomic():
        installation()
        row = Installation.objects.select_for_update().get(only=True)
        texts = in_all_languages(name=given.name, help_line=given.help_line)
        _refuse_lengths(given)
        before = {field: getattr(row, field) for field in FIELDS}
        row.name, row.help_line = texts["name"], texts["help_line"]
        row.idle_minutes, row.whole_hours = given.idle_minutes, given.whole_hours
        changed = [field for field in FIELDS if getattr(row, field) != before[field]]
        save_version(row, version, FIELDS)
        record(
            actor=actor,
            act="orgs.installation.changed",
            object=row,
            before={field: before[field] for field in changed},
            after={field: getattr(row, field) for field in changed},
            capacity=decision.capacity,
        )
    return row


@service("orgs.installation.change", journal=("orgs.installation.mail_tried",))
def note_mail_tried(*, actor: Actor, went: bool) -> Installation:
    """A letter was sent to try the mail; *went*: the mail server took it."""
    decision = policy.require(actor, "orgs.installation.change")
    with transaction.atomic():
        row = installation()
        row.mail_tried_at, row.mail_went = clock.now(), went
        row.save(update_fields=["mail_tried_at", "mail_went"])
        record(
            actor=actor,
            act="orgs.installation.mail_tried",
            object=row,
            after={"went": went},
            capacity=decision.capacity,
        )
    return row


def _refuse_lengths(given: InstallationGiven) -> None:
    faults: Faults = {
        field: ("orgs.installation.length", {"least": least, "most": most})
        for field, (least, most) in LIMITS.items()
        if not least <= getattr(given, field) <= most
    }
    if faults:
        raise InvalidError(faults)
