"""The installation's own settings: kept within limits, by an administrator, and holding at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.errors import ConflictError, InvalidError
from bagdar.orgs.models import Installation, Session
from bagdar.orgs.services.installation import InstallationGiven, change_installation, installation
from bagdar.orgs.tests.make import make_actor, make_body, make_person, sign_in

pytestmark = pytest.mark.django_db
WORDS = {"kk": "Бағдар", "ru": "Багдар", "en": "Bagdar"}


def given(**changes: Any) -> InstallationGiven:
    return InstallationGiven(
        **{"name": WORDS, "help_line": WORDS, "idle_minutes": 30, "whole_hours": 12, **changes}
    )


@pytest.mark.parametrize(
    ("field", "value"), [("idle_minutes", 4), ("idle_minutes", 31), ("whole_hours", 0), ("whole_hours", 13)]
)
def test_lengths_stay_within_the_limits(field: str, value: int) -> None:
    with pytest.raises(InvalidError) as caught:
        change_installation(
            actor=make_actor("administrator"), version=installation().version, given=given(**{field: value})
        )
    assert set(caught.value.faults) == {field}


def test_a_text_wanting_in_one_language_is_named() -> None:
    with pytest.raises(InvalidError) as caught:
        change_installation(
            actor=make_actor("administrator"), version=1, given=given(name={"kk": "Бағдар", "ru": " "})
        )
    assert set(caught.value.faults) == {"name_ru", "name_en"}


def test_the_journal_gets_what_differs_and_nothing_else() -> None:
    actor = make_actor("administrator")
    row = change_installation(actor=actor, version=installation().version, given=given())
    change_installation(actor=actor, version=row.version, given=given(idle_minutes=10))
    entry = Entry.objects.filter(act="orgs.installation.changed").latest("id")
    assert (entry.before, entry.after) == ({"idle_minutes": 30}, {"idle_minutes": 10})


def test_who_saves_over_another_is_told() -> None:
    actor = make_actor("administrator")
    version = installation().version
    change_installation(actor=actor, version=version, given=given())
    with pytest.raises(ConflictError):
        change_installation(actor=actor, version=version, given=given(whole_hours=8))


@pytest.mark.parametrize(("field", "length"), [("seen_at", 11), ("started_at", 61)])
def test_a_shorter_length_ends_open_sessions_at_once(client: Client, field: str, length: int) -> None:
    """Negative control: before the change the same session is open."""
    person = make_person(body=make_body(), role="preparer")
    sign_in(client, person)
    Session.objects.update(**{field: clock.now() - timedelta(minutes=length)})
    assert client.get("/kk/").status_code == 200
    Session.objects.update(**{field: clock.now() - timedelta(minutes=length)})
    Installation.objects.update_or_create(only=True, defaults={"idle_minutes": 10, "whole_hours": 1})
    assert client.get("/kk/").status_code == 302
