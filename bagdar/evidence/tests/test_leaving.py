"""Roots leave the house: stamped by an authority (openssl's, as it judges them too), mailed, and never waited for."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from bagdar.evidence import leaving, recurring, stamping, verifier
from bagdar.evidence.codes import shown
from bagdar.evidence.exporting import write_folder
from bagdar.evidence.models import Anchor, TimeStamp
from bagdar.evidence.services.anchors import keep_root_of_the_day
from bagdar.evidence.statements import code_of_anchor
from bagdar.evidence.tests.make import make_entries
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.signatures.refusals import SignatureRefusedError

pytestmark = pytest.mark.django_db
CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[extensions]
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = name
[name]
"""


def openssl(*arguments: str | Path) -> str:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certification authority of our own and its clock."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "serial").write_text("01\n")
    config = folder / "openssl.cnf"
    config.write_text(CONFIG.format(folder=folder))
    ec = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-config", config)
    openssl(
        "req",
        "-x509",
        *ec,
        "-subj",
        "/CN=CA",
        "-days",
        "30",
        "-keyout",
        folder / "ca.key",
        "-out",
        folder / "ca.pem",
    )
    openssl("req", *ec, "-subj", "/CN=Clock", "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr")
    openssl(
        "x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
        "-CAcreateserial", "-days", "30", "-extfile", config, "-extensions", "extensions", "-out", folder / "tsa.pem",
    )  # fmt: skip
    return folder


class Clock(BaseHTTPRequestHandler):
    """The authority on the network."""

    folder: Path

    def do_POST(self) -> None:
        question, answer = self.folder / "question", self.folder / "answer"
        question.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
        openssl(
            "ts", "-reply", "-config", self.folder / "openssl.cnf", "-queryfile", question, "-out", answer
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer.read_bytes())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def tsa(authority: Path, settings: Any) -> Iterator[str]:
    Clock.folder = authority
    with HTTPServer(("127.0.0.1", 0), Clock) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.TSA_URL = f"http://127.0.0.1:{server.server_port}/tsa"
        yield settings.TSA_URL
        server.shutdown()
        thread.join()


def test_a_root_is_kept_once_a_day_of_the_country() -> None:
    evening = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 23:30 in Almaty
    with clock.at(evening):
        assert keep_root_of_the_day() is None  # nothing is sealed
        make_entries(3)
        first = keep_root_of_the_day()
        assert first is not None
        assert (first.number, first.size) == (1, 3)
        make_entries(2)
        assert keep_root_of_the_day() is None
    with clock.at(evening + timedelta(hours=1)):
        second = keep_root_of_the_day()
    assert second is not None
    assert (second.number, second.size) == (2, 6)  # the entry that tells of the first is among them
    assert Entry.objects.filter(act="evidence.anchor.kept").count() == 2


def test_a_stamped_root_is_believed_by_openssl_and_by_our_verifier(
    tsa: str, authority: Path, tmp_path: Path
) -> None:
    make_entries(4)
    anchor = keep_root_of_the_day()
    assert anchor is not None
    leaving.leave.call(anchor.number)
    leaving.leave.call(anchor.number)  # begun again after a crash: no second stamp
    assert TimeStamp.objects.count() == 1
    assert abs(TimeStamp.objects.get().at - datetime.now(UTC)) < timedelta(minutes=1)
    folder = tmp_path / "proof"
    write_folder(folder)
    told = openssl(
        "ts", "-verify", "-data", folder / "anchors/000001.json", "-in", folder / "anchors/000001.tst",
        "-token_in", "-CAfile", authority / "ca.pem",
    )  # fmt: skip
    assert "Verification: OK" in told
    code, lines = verifier.verify(folder, [], "en")
    assert code == 0, lines
    assert "with a time stamp: 1" in lines[2]
    statement = folder / "anchors/000001.json"
    statement.write_bytes(statement.read_bytes().replace(b'"at":"2', b'"at":"3'))
    code, lines = verifier.verify(folder, [], "en")
    assert (code, lines[0]) == (1, "the time stamp of day 1 is for something else")


def test_an_answer_to_another_question_is_no_stamp(tsa: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stamping._post
    answers = [whole(tsa, _question(b"other"))]
    monkeypatch.setattr(stamping, "_post", lambda *_: answers[0])
    with pytest.raises(SignatureRefusedError):
        stamping.ask_for_stamp(tsa, b"ours")
    with pytest.raises(SignatureRefusedError):
        stamping.ask_for_stamp(tsa, b"other")  # the right content, another nonce
    answers[0] = b"<html>"
    with pytest.raises(SignatureRefusedError):
        stamping.ask_for_stamp(tsa, b"ours")


def _question(content: bytes) -> bytes:
    from hashlib import sha256

    from asn1crypto import tsp

    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256(content).digest()}
    return bytes(
        tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": 7, "cert_req": True}).dump()
    )


def test_an_authority_that_is_off_or_drips_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamping, "LONGEST", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        stop = threading.Event()

        def drip() -> None:
            taken, _ = listening.accept()
            with taken:
                taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                while not stop.wait(0.1):
                    try:
                        taken.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        begun = time.monotonic()
        with pytest.raises((OSError, SignatureRefusedError)):
            stamping.ask_for_stamp(f"http://127.0.0.1:{port}/", b"x")
        assert time.monotonic() - begun < 5
        stop.set()
        thread.join()
    with pytest.raises(ConnectionRefusedError):
        stamping.ask_for_stamp(f"http://127.0.0.1:{port}/", b"x")


def test_a_root_is_mailed_once_even_where_no_stamp_came(settings: Any) -> None:
    settings.EMAIL_HOST, settings.ANCHOR_MAIL = "localhost", ["a@one.kz", "b@two.kz"]
    settings.TSA_URL = "http://127.0.0.1:9/"
    make_entries(1)
    anchor = keep_root_of_the_day()
    assert anchor is not None
    for _ in range(2):
        with pytest.raises(ConnectionRefusedError):
            leaving.leave.call(anchor.number)
    assert [letter.to for letter in mail.outbox] == [["a@one.kz"], ["b@two.kz"]]
    assert shown(code_of_anchor(anchor)) in mail.outbox[0].body
    assert mail.outbox[0].attachments[0][0] == "000001.json"


def test_the_tick_keeps_the_root_and_asks_for_it_to_leave(settings: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    make_entries(2)
    recurring.keep_root()
    recurring.keep_root()
    assert Anchor.objects.count() == 1
    assert DBTaskResult.objects.count() == 1
    settings.TSA_URL = "http://127.0.0.1:9/"
    recurring.try_again()  # the job stands already
    assert DBTaskResult.objects.count() == 1
