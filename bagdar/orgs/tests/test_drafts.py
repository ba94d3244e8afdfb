"""Drafts of imports go away by themselves, carried out or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bagdar.kernel import clock
from bagdar.orgs.models import ImportDraft
from bagdar.orgs.services import drafts
from bagdar.orgs.tests.make import make_person
from bagdar.store.jobs import RECURRING


@pytest.mark.django_db
def test_a_draft_stays_as_long_as_stated_and_then_goes() -> None:
    now = clock.now()
    for name, age, applied in (
        ("young", drafts.KEPT, None),
        ("old", drafts.KEPT + timedelta(minutes=1), None),
        ("old, carried out", drafts.KEPT + timedelta(minutes=1), now),
    ):
        ImportDraft.objects.create(
            subject="bodies",
            file=name,
            sha256="",
            author_id=make_person().pk,
            made_at=now - age,
            applied_at=applied,
        )
    assert drafts.forget_old(now) == 2
    assert [row.file for row in ImportDraft.objects.all()] == ["young"]


def test_the_tick_knows_of_it() -> None:
    assert "bagdar.orgs.recurring.forget_drafts" in RECURRING
