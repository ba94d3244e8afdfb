"""Keeping: the bytes are there when the row is, the row says what they are, and only who may gets them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from bagdar.files import owners
from bagdar.files.models import StoredFile
from bagdar.files.selectors import content_of, find_file, read_content
from bagdar.files.services import keep, prepare
from bagdar.files.storage import place
from bagdar.files.tests.make import make_file
from bagdar.journal.models import Entry
from bagdar.kernel.actors import ANONYMOUS, PROGRAM, Actor
from bagdar.kernel.errors import AbsentError
from bagdar.orgs.models import Act
from bagdar.orgs.tests.make import make_act, make_actor, make_body, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.FILES = str(tmp_path / "files")


def names() -> list[str]:
    return [found.name for found in place().names()]


def test_what_is_kept_lies_under_our_id_with_its_hash() -> None:
    body = make_body()
    row = make_file(body, b"content", "../../etc/passwd")
    assert names() == [row.place]
    assert row.place.endswith(row.id.hex)
    assert (row.size, row.sha256) == (7, hashlib.sha256(b"content").hexdigest())
    assert read_content(make_actor("preparer", body), row.pk) == b"content"
    entry = Entry.objects.get(act="files.file.kept")
    assert (entry.object_id, entry.body, entry.after["sha256"]) == (str(row.pk), body.pk, row.sha256)


def test_what_was_prepared_before_is_linked_in_the_transaction(tmp_path: Path) -> None:
    body = make_body()
    source = tmp_path / "source"
    source.write_bytes(b"x" * 3_000_000)
    ready = prepare(source)
    assert names() == []
    with transaction.atomic():
        row = keep(
            actor=PROGRAM, content=ready, name="a.pdf", media_type="application/pdf", owner=body, body=body
        )
    assert (row.size, names()) == (3_000_000, [row.place])


def test_an_act_that_comes_to_nothing_leaves_no_row() -> None:
    body = make_body()
    with transaction.atomic():
        make_file(body)
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()


def test_a_file_is_kept_only_within_an_act(monkeypatch: pytest.MonkeyPatch) -> None:
    from bagdar.files.services import keeping

    class Outside:
        in_atomic_block = False

    monkeypatch.setattr(keeping, "connection", Outside())
    with pytest.raises(RuntimeError):
        make_file(make_body())


def test_an_object_whose_domain_says_nothing_owns_no_file() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        keep(actor=PROGRAM, content=b"", name="a", media_type="text/plain", owner=make_act(), body=None)


def test_another_domain_answers_for_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def may_read(_actor: Actor, one: str) -> bool:
        asked.append(one)
        return True

    monkeypatch.setitem(owners._OWNERS, Act._meta.label_lower, may_read)
    act = make_act()
    with transaction.atomic():
        row = keep(actor=PROGRAM, content=b"", name="a", media_type="text/plain", owner=act, body=None)
    assert find_file(ANONYMOUS, row.pk) == row
    assert asked == [str(act.pk)]


def test_only_the_own_body_and_an_auditor_read() -> None:
    body = make_body()
    row = make_file(body)
    for role in ("preparer", "head", "coordinator", "reader"):
        assert find_file(make_actor(role, body), row.pk) == row
    assert find_file(make_actor("auditor"), row.pk) == row
    for actor in (make_actor("preparer"), make_actor("administrator", body), ANONYMOUS, PROGRAM):
        with pytest.raises(AbsentError):
            find_file(actor, row.pk)


@pytest.mark.parametrize("fields", [{"mark": "ҚБП"}, {"state": "quarantined"}, {"state": "withdrawn"}])
def test_what_may_not_go_out_does_not(fields: dict[str, Any]) -> None:
    body = make_body()
    row = make_file(body, **fields)
    actor = make_actor("preparer", body)
    assert find_file(actor, row.pk) == row
    with pytest.raises(AbsentError):
        content_of(actor, row.pk)


@pytest.mark.parametrize("column", ["sha256", "size", "owner_id", "name", "mark"])
def test_what_a_file_is_never_changes(column: str) -> None:
    row = make_file(make_body())
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=row.pk).update(**{column: 1})
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


def test_what_is_withdrawn_stays_withdrawn() -> None:
    row = make_file(make_body(), state="withdrawn")
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=row.pk).update(state="accepted")


def test_a_refusal_says_why() -> None:
    row = make_file(make_body())
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=row.pk).update(state="refused")


def test_a_browser_saves_it_and_opens_nothing(client: Client) -> None:
    body = make_body()
    row = make_file(body, b"<script>alert(1)</script>", 'Есеп "2026"; қосымша.pdf')
    sign_in(client, make_person(body=body, role="preparer"))
    answer = client.get(reverse("files.fetch", kwargs={"file": row.pk}))
    assert b"".join(answer) == b"<script>alert(1)</script>"
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert "%D0%95%D1%81%D0%B5%D0%BF" in disposition
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


def test_a_row_whose_bytes_are_gone_is_told_as_absent(client: Client) -> None:
    body = make_body()
    row = make_file(body)
    place().delete(row.place)
    sign_in(client, make_person(body=body, role="preparer"))
    assert client.get(reverse("files.fetch", kwargs={"file": row.pk})).status_code == 404
