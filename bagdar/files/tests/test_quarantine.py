"""Antivirus, names, hostile files through the real door, and what is cleared away."""

from __future__ import annotations

import os
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bagdar.documents.intake.tests.samples import excel, jpeg, pdf, png, word
from bagdar.documents.opening.tests.bombs import BOMBS
from bagdar.files import services
from bagdar.files.examining import examine_waiting
from bagdar.files.models import StoredFile
from bagdar.files.naming import clean_name
from bagdar.files.storage import INCOMING, place
from bagdar.files.sweeping import missing, sweep
from bagdar.files.tests.make import make_file
from bagdar.kernel import clock
from bagdar.kernel.messages import is_message
from bagdar.orgs.tests.make import make_actor, make_body, make_person, sign_in
from tests.answers import finish

pytestmark = pytest.mark.django_db
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.FILES = str(tmp_path / "files")
    settings.FILES_DAY_COUNT = 10_000


# ── antivirus ──


@contextmanager
def clamd(path: Path, answer: bytes = b"") -> Iterator[None]:
    """Says what clamd would: EICAR is found."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        thread = threading.Thread(target=_serve, args=(listening, answer), daemon=True)
        thread.start()
        yield
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


def _serve(listening: socket.socket, answer: bytes) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line, line.makefile("rb") as file:
            assert file.read(10) == b"zINSTREAM\0"
            whole = b""
            while size := int.from_bytes(file.read(4), "big"):
                whole += file.read(size)
            found = b"stream: Eicar-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"
            line.sendall(answer or found)


def receive(name: str, content: bytes) -> StoredFile:
    body = make_body()
    return services.receive(actor=make_actor("preparer", body), body=body.pk, name=name, content=content)


def test_what_the_antivirus_finds_is_refused_and_gone(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "clamd")
    bad, good = receive("a.pdf", pdf() + EICAR), receive("b.pdf", pdf())
    with clamd(tmp_path / "clamd"):
        examine_waiting()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.reason, bad.reason_params) == ("files.refused.virus", {"name": "Eicar-Signature"})
    assert good.state == "accepted"
    assert bad.place not in {found.name for found in place().names()}


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_while_the_antivirus_is_silent_files_wait(settings: Any, tmp_path: Path, answer: bytes) -> None:
    settings.CLAMD = str(tmp_path / "clamd")
    row = receive("a.pdf", pdf())
    if answer:
        with clamd(tmp_path / "clamd", answer):
            examine_waiting()
    else:
        examine_waiting()
    row.refresh_from_db()
    assert (row.state, row.waiting) == ("quarantined", "files.waiting.antivirus")
    (tmp_path / "clamd").unlink(missing_ok=True)
    with clamd(tmp_path / "clamd"):
        examine_waiting()
    row.refresh_from_db()
    assert (row.state, row.waiting) == ("accepted", "")


# ── names ──

HOSTILE = [
    "../../etc/passwd", "..\\..\\windows\\system32\\a.docx", "/etc/shadow", "C:\\Users\\a\\b.docx", "\\\\host\\share\\a.docx",
    "a\r\nSet-Cookie: x=1.docx", "a\0.docx", "CON.docx", "nul", "LPT1.xlsx", "aux.tar.gz", "...", "..", ".", "", " ", "\u202excod.exe",
    "a\u200b.docx", "a\u0000b.docx", "<script>alert(1)</script>.docx", '"><img src=x>.docx', "a;b|c&d.docx", "$(reboot).docx",
    "`id`.docx", "'; DROP TABLE files;--.docx", "a" * 500 + ".docx", "Ә" * 300 + ".xlsx", ".htaccess", ".docx", "a.docx ", "a.docx.",
    "a.docx/", "a/b/c.docx", "a:b.docx", "a*b?.docx", "%2e%2e%2fpasswd", "..%c0%af..", "a\t\n.docx", "file:///etc/passwd",
    "https://example.test/a.docx", "a.docx\u2028b", "\ufeffa.docx", "\u0430\u0301.docx", "e\u0301.docx", "~$a.docx", "-rf.docx", "--help",
    "a\u202e\u202d.docx", "\ud83d.docx", "desktop.ini",
]  # fmt: skip


def test_50_hostile_names_become_names_that_hurt_nobody() -> None:
    assert len(HOSTILE) == 50
    for given in HOSTILE:
        name = clean_name(given)
        assert name, given
        assert len(name) <= 150
        assert not set(name) & set('/\\<>:"|?*\r\n\t\0\u202e\u200b\u2028\ufeff'), given
        assert name not in (".", "..")
        assert clean_name(name) == name
        assert not name.lower().startswith(("con.", "nul", "lpt1", "aux."))
        name.encode("utf-8")


def test_names_people_give_stay_as_they_are() -> None:
    for name in ("Есеп 2026 (қосымша).docx", "Отчёт №5.xlsx", "report_final-2.pdf"):
        assert clean_name(name) == name


def test_a_hostile_name_goes_out_as_one_header(client: Client) -> None:
    body = make_body()
    row = make_file(body, name='a"\r\nX: y.pdf')
    sign_in(client, make_person(body=body, role="preparer"))
    answer = client.get(reverse("files.fetch", kwargs={"file": row.pk}))
    assert "X" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]
    finish(answer)


# ── hostile files through the real door ──


def door(client: Client, body: Any, name: str, data: bytes) -> None:
    sent = {"body": str(body.pk), "file": SimpleUploadedFile(name, data)}
    answer = client.post(reverse("files.send"), sent)
    assert answer.status_code in (302, 200, 413)


@pytest.fixture
def quiet_door(monkeypatch: pytest.MonkeyPatch, client: Client) -> tuple[Client, Any]:
    """Everything waits, and is examined together afterwards."""
    monkeypatch.setattr("bagdar.web.views.files.SMALL", -1)
    monkeypatch.setattr("bagdar.web.views.files.enqueue", lambda *_, **__: None)
    body = make_body()
    sign_in(client, make_person(body=body, role="preparer"))
    return client, body


def mutated(draw: random.Random, data: bytes) -> bytes:
    """Some bytes changed, cut out or doubled."""
    spoilt = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(spoilt))
        match draw.randint(0, 3):
            case 0:
                spoilt[at] = draw.randrange(256)
            case 1:
                del spoilt[at : at + draw.randint(1, 64)]
            case 2:
                spoilt[at:at] = spoilt[at : at + draw.randint(1, 64)]
            case _:
                spoilt[at : at + 4] = draw.randbytes(4)
        spoilt = spoilt or bytearray(b"x")
    return bytes(spoilt)


@pytest.mark.parametrize("count", [60, pytest.param(2_000, marks=pytest.mark.slow)])
def test_spoilt_files_are_accepted_or_refused_with_a_reason(
    quiet_door: tuple[Client, Any], count: int
) -> None:
    client, body = quiet_door
    draw = random.Random(int(os.environ["BAGDAR_SEED"]))
    whole = {"docx": word(), "xlsx": excel(), "pdf": pdf(), "jpg": jpeg(), "png": png()}
    for number in range(count):
        kind = draw.choice(sorted(whole))
        door(client, body, f"{number}.{kind}", mutated(draw, whole[kind]))
    examine_waiting()
    rows = list(StoredFile.objects.all())
    assert {row.state for row in rows} <= {"accepted", "refused"}
    assert all(is_message(row.reason) for row in rows if row.state == "refused")
    kept = {found.name for found in place().names()}
    wanted = {row.place for row in rows if row.state == "accepted"}
    assert wanted == {name for name in kept if not name.endswith(".clean")}


def polyglots() -> Iterator[tuple[str, bytes]]:
    """Each kind with each other behind it and before it."""
    heads = {
        "docx": word(), "xlsx": excel(), "pdf": pdf(), "jpg": jpeg(), "png": png(), "html": b"<html><script>1</script>",
        "exe": b"MZ" + b"\0" * 64, "elf": b"\x7fELF" + b"\0" * 64, "gif": b"GIF89a", "rtf": b"{\\rtf1 x}", "js": b"alert(1)//",
        "svg": b"<svg onload='alert(1)'/>",
    }  # fmt: skip
    for first, data in heads.items():
        for second, other in heads.items():
            if first != second:
                yield f"{first}-{second}.{first}", data + other


def test_files_that_are_two_kinds_at_once_are_served_as_one_or_refused(
    quiet_door: tuple[Client, Any],
) -> None:
    client, body = quiet_door
    for name, data in polyglots():
        door(client, body, name, data)
    examine_waiting()
    rows = StoredFile.objects.filter(state="accepted")
    assert StoredFile.objects.count() == 12 * 11
    for row in rows:
        first, _, second = row.name.partition(".")[0].partition("-")
        assert first in ("docx", "xlsx", "pdf", "jpg", "png"), row.name
        assert second in first or first == "pdf", row.name


def test_named_bombs_are_refused_at_the_door(quiet_door: tuple[Client, Any]) -> None:
    client, body = quiet_door
    wanted = {}
    for number, (name, (file, message, make)) in enumerate(BOMBS.items()):
        kind = file.rpartition(".")[2]
        door(client, body, f"{number}.{kind}", make())
        # A PDF by its first bytes is told by its name here, since PDF files are taken too.
        message = "extension" if message == "pdf" else message
        wanted[f"{number}.{kind}"] = (name, f"opening.{message}")
    assert len(wanted) >= 30
    examine_waiting()
    told = dict(StoredFile.objects.values_list("name", "reason"))
    assert {wanted[name]: reason for name, reason in told.items()} == {
        one: one[1] for name, one in wanted.items()
    }


# ── what is cleared away ──


def age(days: int = 2) -> None:
    """Make everything in the place old."""
    old = (clock.now() - timedelta(days=days)).timestamp()
    for path in Path(place().root).rglob("*"):  # type: ignore[attr-defined]
        os.utime(path, (old, old))


def test_files_without_a_row_and_pieces_of_old_uploads_go_and_rows_without_a_file_are_named() -> None:
    body = make_body()
    kept, lost = make_file(body), make_file(body)
    withdrawn = make_file(body, state="withdrawn")
    place().link(place().stage("ab/cd/" + "0" * 28 + "cdab", b"orphan"))
    place().link(place().stage(f"{INCOMING}x/000000000000", b"piece"))
    place().stage("ab/one", b"never linked")
    assert sweep() == []
    age()
    place().delete(lost.place)
    assert len(sweep()) == 4
    assert [found.name for found in place().names()] == [kept.place]
    assert withdrawn.place not in {found.name for found in place().names()}
    assert missing() == [lost]


def test_what_another_program_laid_there_is_left_alone() -> None:
    place().link(place().stage("ab/kept.txt", b"not ours"))
    age()
    assert sweep() == []
