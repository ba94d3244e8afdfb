"""Answers sent under mark: they count, they carry nothing, and content under a mark goes out by no way."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from bagdar.files.models import SentUnderMark
from bagdar.files.services import Sent, answered, enter_sent, withdraw_sent
from bagdar.files.tests.make import make_file, make_sent
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.errors import AbsentError, ForbiddenError, InvalidError
from bagdar.orgs.tests.make import make_actor, make_body, make_person, sign_in

pytestmark = pytest.mark.django_db
SENT = Sent(mark="ҚБП", number="15-4/2", day=date(2026, 1, 9), copies=2, addressee="Үкімет Аппараты")


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.FILES = str(tmp_path / "files")


def enter(actor: Any, body: Any, sent: Sent = SENT) -> SentUnderMark:
    return enter_sent(actor=actor, object_type="orgs.body", object_id=str(body.pk), sent=sent)


def test_what_was_sent_under_mark_counts_as_answered_and_is_in_the_journal() -> None:
    body = make_body()
    row = enter(make_actor("preparer", body), body)
    assert answered("orgs.body", str(body.pk)) == row
    entry = Entry.objects.get(act="files.mark.sent")
    assert (entry.mark, entry.after["number"], entry.after["copies"]) == ("", "15-4/2", 2)
    withdraw_sent(actor=make_actor("coordinator", body), sent=row.pk)
    assert answered("orgs.body", str(body.pk)) is None


def test_an_object_that_is_answered_is_not_answered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from bagdar.files import answers

    body = make_body()
    monkeypatch.setitem(answers._ANSWERED, "plan.line", lambda _actor, _one: body.pk)
    actor = make_actor("preparer", body)
    enter_sent(actor=actor, object_type="plan.line", object_id="1", sent=SENT)
    with pytest.raises(InvalidError):
        enter_sent(actor=actor, object_type="plan.line", object_id="1", sent=SENT)
    enter_sent(actor=actor, object_type="plan.line", object_id="2", sent=SENT)
    assert answered("plan.line", "2") is not None


def test_what_is_entered_is_never_changed() -> None:
    row = make_sent(make_body())
    for column, value in (("number", "x"), ("addressee", "x"), ("written_mark", "x"), ("copies", 9)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SentUnderMark.objects.filter(pk=row.pk).update(**{column: value})


@pytest.mark.parametrize(
    "change",
    [{"mark": " "}, {"number": ""}, {"number": "x" * 61}, {"copies": 0}, {"addressee": ""}, {"day": "later"}],
)
def test_what_does_not_hold_is_refused_beside_its_field(change: dict[str, Any]) -> None:
    body = make_body()
    if change.get("day"):
        change = {"day": clock.today("Asia/Almaty") + timedelta(days=1)}
    with pytest.raises(InvalidError) as refused:
        enter(make_actor("preparer", body), body, msgspec.structs.replace(SENT, **change))
    assert set(refused.value.faults) == set(change)


def test_others_neither_enter_nor_withdraw() -> None:
    body = make_body()
    row = make_sent(body)
    for role in ("head", "reader", "administrator", "auditor"):
        with pytest.raises(ForbiddenError):
            enter(make_actor(role, body), body)
    with pytest.raises(AbsentError):
        enter(make_actor("preparer"), body)
    with pytest.raises(AbsentError):
        withdraw_sent(actor=make_actor("preparer"), sent=row.pk)
    with pytest.raises(AbsentError):
        enter_sent(actor=make_actor("preparer", body), object_type="no.such", object_id="1", sent=SENT)


ROLES = ("preparer", "head", "coordinator", "risk_owner", "analyst", "reader", "auditor", "administrator")


@pytest.mark.parametrize("role", ROLES)
def test_content_under_a_mark_goes_out_by_no_way(role: str) -> None:
    """Role × way: page, original, interface; the list shows that it is there, without a link."""
    body = make_body()
    row = make_file(body, b"RESTRICTED", "x.pdf", mark="ҚБП")
    client = Client()
    sign_in(client, make_person(body=body, role=role))
    address = reverse("files.fetch", kwargs={"file": row.pk})
    for way in (
        address,
        f"{address}?original=1",
        f"/api/v1/files/{row.pk}/content",
        f"/api/v1/files/{row.pk}/content?original=true",
    ):
        answer = client.get(way)
        assert answer.status_code in (403, 404), way
        assert b"RESTRICTED" not in answer.content
    page = client.get(reverse("files.list"))
    assert address not in page.content.decode()
    assert page.status_code == 403 or "x.pdf" in page.content.decode()


def test_the_page_enters_lists_and_withdraws(client: Client) -> None:
    body = make_body()
    sign_in(client, make_person(body=body, role="preparer"))
    sent = {
        "body": str(body.pk), "mark": "ҚБП", "number": "15-4/2", "day": "09.01.2026", "copies": "2", "addressee": "Үкімет",
    }  # fmt: skip
    assert client.post(reverse("files.sent_enter"), {**sent, "copies": "0"}).status_code == 200
    assert client.post(reverse("files.sent_enter"), sent).status_code == 302
    row = SentUnderMark.objects.get()
    assert "15-4/2" in client.get(reverse("files.sent")).content.decode()
    client.post(reverse("files.sent_withdraw", kwargs={"sent": row.pk}))
    row.refresh_from_db()
    assert row.withdrawn_at
