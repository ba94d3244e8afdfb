"""The door: what people send goes into quarantine, is examined in the child, and is accepted or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bagdar.documents.intake.tests.samples import excel, exif, jpeg, pdf, pdf_with_text, word
from bagdar.documents.opening.limits import LIMITS
from bagdar.files.examining import examine_waiting
from bagdar.files.models import StoredFile, Upload
from bagdar.files.storage import INCOMING, place
from bagdar.journal.models import Entry
from bagdar.kernel.messages import render
from bagdar.orgs.models import Body
from bagdar.orgs.tests.make import make_body, make_person, sign_in
from tests.answers import finish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.FILES = str(tmp_path / "files")
    with translation.override("kk"):
        yield


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def browser(client: Client, body: Body) -> Client:
    sign_in(client, make_person(body=body, role="preparer"))
    return client


def send(browser: Client, body: Body, name: str, data: bytes) -> StoredFile:
    """Through the form; the newest file afterwards."""
    sent = {"body": str(body.pk), "file": SimpleUploadedFile(name, data)}
    answer = browser.post(reverse("files.send"), sent)
    assert answer.status_code == 302, answer.content.decode()
    return StoredFile.objects.get()


def fetched(browser: Client, row: StoredFile, query: str = "") -> bytes:
    answer = browser.get(reverse("files.fetch", kwargs={"file": row.pk}) + query)
    return finish(answer) if answer.status_code == 200 else b""


def test_a_small_file_is_examined_while_its_sender_waits(browser: Client, body: Body) -> None:
    row = send(browser, body, "есеп.docx", word())
    assert (row.state, row.reason) == ("accepted", "")
    assert row.reading["kind"] == "docx"
    acts = list(Entry.objects.filter(act__startswith="files.").order_by("id").values_list("act", flat=True))
    assert acts == ["files.file.received", "files.file.accepted"]


def test_others_get_a_copy_without_the_author_and_the_original_stays_as_it_was(
    browser: Client, body: Body
) -> None:
    data = jpeg(extra=exif())
    row = send(browser, body, "скан.jpg", data)
    assert b"GPS" not in fetched(browser, row)
    assert fetched(browser, row, "?original=1") == data
    assert row.clean_sha256
    assert row.clean_sha256 != row.sha256


@pytest.mark.parametrize(
    "name, data, reason",
    [
        ("a.docx", b"MZ not a document", "opening.not_office"),
        ("a.pdf", word(), "intake.not_what_it_says"),
        ("a.docx", word(text="Для служебного пользования"), "files.refused.marked"),
        ("ДСП.xlsx", excel(), "files.refused.marked"),
        ("a.pdf", pdf_with_text("For official use only"), "files.refused.marked"),
    ],
)
def test_what_is_refused_is_not_kept_and_the_list_says_why(
    browser: Client, body: Body, name: str, data: bytes, reason: str
) -> None:
    row = send(browser, body, name, data)
    assert (row.state, row.reason) == ("refused", reason)
    assert list(place().names()) == []
    page = browser.get(reverse("files.list")).content.decode()
    assert render("web.files.state.refused", "kk") in page
    assert fetched(browser, row) == b""


def test_a_large_file_waits_for_a_worker(browser: Client, body: Body) -> None:
    data = pdf().replace(b"%%EOF", b"%%EOF\n%" + b" " * 600_000, 1)
    row = send(browser, body, "a.pdf", data)
    assert row.state == "quarantined"
    assert fetched(browser, row) == b""
    assert examine_waiting() == 1
    row.refresh_from_db()
    assert row.state == "accepted"


def test_what_waits_is_examined_together_and_once(browser: Client, body: Body, monkeypatch: Any) -> None:
    monkeypatch.setattr("bagdar.web.views.files.examine_file", lambda _: None)
    for number in range(3):
        sent = {"body": str(body.pk), "file": SimpleUploadedFile(f"{number}.pdf", pdf())}
        browser.post(reverse("files.send"), sent)
    assert examine_waiting() == 3
    assert examine_waiting() == 0
    assert Entry.objects.filter(act="files.file.accepted").count() == 3


def test_the_largest_file_is_taken_and_a_byte_more_is_told(browser: Client, body: Body) -> None:
    data = pdf()
    full = data.replace(b"%%EOF", b"%%EOF\n%" + b" " * (LIMITS.upload - len(data) - 2), 1)
    assert send(browser, body, "a.pdf", full).size == LIMITS.upload
    sent = {"body": str(body.pk), "file": SimpleUploadedFile("b.pdf", full + b" ")}
    answer = browser.post(reverse("files.send"), sent)
    assert answer.status_code == 413
    assert render("opening.upload", "kk", limit=20) in answer.content.decode()
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_is_far_too_large_is_not_even_read(browser: Client, body: Body, language: str) -> None:
    sent = {"body": str(body.pk), "file": SimpleUploadedFile("a.pdf", b"x" * (LIMITS.upload + 100_000))}
    answer = browser.post(f"/{language}/files/send/", sent)
    assert answer.status_code == 413
    assert render("web.errors.413_title", language) in answer.content.decode()


def begin(browser: Client, body: Body, name: str, size: int) -> dict[str, Any]:
    answer = browser.post(reverse("files.upload_begin"), {"body": str(body.pk), "name": name, "size": size})
    assert answer.status_code == 201, answer.content
    told: dict[str, Any] = answer.json()
    return told


def piece(browser: Client, told: dict[str, Any], offset: int, data: bytes) -> Any:
    return browser.post(
        told["address"], data, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)}
    )


def test_a_file_comes_in_pieces_over_a_broken_line(browser: Client, body: Body) -> None:
    data = word()
    told = begin(browser, body, "есеп.docx", len(data))
    assert piece(browser, told, 0, data[:5_000]).json()["received"] == 5_000
    again = piece(browser, told, 0, data[:5_000])
    assert (again.status_code, again.json()["received"]) == (409, 5_000)
    assert browser.get(told["address"]).json()["received"] == 5_000
    last = piece(browser, told, 5_000, data[5_000:]).json()
    assert (last["state"], last["received"]) == ("accepted", len(data))
    row = StoredFile.objects.get()
    assert fetched(browser, row, "?original=1") == data
    assert list(place().names(INCOMING)) == []
    assert piece(browser, told, len(data), b"x").status_code == 409


def test_a_piece_that_does_not_fit_is_refused(browser: Client, body: Body) -> None:
    told = begin(browser, body, "a.pdf", 10)
    assert piece(browser, told, 0, b"x" * 11).status_code == 422
    assert piece(browser, told, 0, b"").status_code == 422
    assert piece(browser, told, 4, b"x").status_code == 409
    assert browser.post(told["address"], b"x", content_type="application/octet-stream").status_code == 400
    assert Upload.objects.get().received == 0


def test_an_upload_is_its_sender_s_alone(browser: Client, body: Body, client: Client) -> None:
    told = begin(browser, body, "a.pdf", 10)
    other = Client()
    sign_in(other, make_person(body=body, role="preparer"))
    assert other.get(told["address"]).status_code == 404
    assert piece(other, told, 0, b"x").status_code == 404


def test_too_large_and_too_many_uploads_are_refused_before_a_byte_is_sent(
    browser: Client, body: Body
) -> None:
    sent = {"body": str(body.pk), "name": "a.pdf", "size": LIMITS.upload + 1}
    assert browser.post(reverse("files.upload_begin"), sent).status_code == 413
    for _ in range(20):
        begin(browser, body, "a.pdf", 10)
    answer = browser.post(reverse("files.upload_begin"), {**sent, "size": 10})
    assert answer.status_code == 422
    assert "20" in answer.json()["problem"]


def test_the_room_of_a_body_and_the_day_of_a_person_have_limits(
    browser: Client, body: Body, settings: Any
) -> None:
    settings.FILES_DAY_COUNT = 1
    send(browser, body, "a.pdf", pdf())
    sent = {"body": str(body.pk), "file": SimpleUploadedFile("b.pdf", pdf())}
    answer = browser.post(reverse("files.send"), sent)
    assert render("files.refused.quota_day", "kk", limit=1_000, count=1) in answer.content.decode()
    settings.FILES_DAY_COUNT, settings.FILES_BODY_MB = 9, 0
    sent["file"] = SimpleUploadedFile("b.pdf", pdf())
    answer = browser.post(reverse("files.send"), sent)
    assert render("files.refused.quota_body", "kk", limit=0) in answer.content.decode()
    assert StoredFile.objects.count() == 1


def test_a_withdrawn_file_is_fetched_by_nobody(browser: Client, body: Body) -> None:
    row = send(browser, body, "a.pdf", pdf())
    browser.post(reverse("files.withdraw", kwargs={"file": row.pk}))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert fetched(browser, row) == b""


def test_the_list_costs_the_same_for_3_and_for_20(
    browser: Client, body: Body, django_assert_max_num_queries: Any
) -> None:
    from bagdar.files.tests.make import make_file

    for _ in range(3):
        make_file(body)
    with django_assert_max_num_queries(20) as few:
        browser.get(reverse("files.list"))
    for _ in range(17):
        make_file(body)
    with django_assert_max_num_queries(20) as many:
        browser.get(reverse("files.list"))
    assert len(few) == len(many)
