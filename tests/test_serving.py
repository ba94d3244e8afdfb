"""The service in one command: starts, stops without dropping a request, speaks TLS by itself or behind a proxy."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
import warnings
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.databases import Installation
from tests.serving import ask, free_port, served, wait_for

ROOT = Path(__file__).parent.parent
SLOW = """
import time
from django.http import HttpResponse
from django.urls import path
from bagdar.config import urls as real

def slow(request):
    time.sleep(0.3)
    return HttpResponse("whole " * 2000)

urlpatterns = [*real.urlpatterns, path("slow", slow)]
handler404 = real.handler404
"""


def test_it_answers_and_stops_when_told(installation: Installation) -> None:
    with served(installation) as (url, process):
        assert ask(f"{url}healthz")[0] == 200
        assert ask(f"{url}kk/sign-in/")[0] == 200
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=40)
        assert process.returncode == 0, err
        assert url in out
        assert not any(child.is_running() and child.status() != "zombie" for child in children)


def test_static_files_are_compressed_and_kept_by_browsers(installation: Installation) -> None:
    with served(installation) as (url, _):
        page = ask(f"{url}kk/sign-in/")[1].decode()
        named = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert named.startswith("/static/")
        status, body = ask(url.rstrip("/") + named, headers={"Accept-Encoding": "gzip"})
        assert status == 200
        assert body[:2] == b"\x1f\x8b"
    assert list((installation.home / "static").rglob("*.br"))


def test_no_request_that_was_taken_is_dropped_on_the_way_down(
    installation: Installation, tmp_path: Path
) -> None:
    """Requests come all the time; some are in the middle of being answered when the service is told to stop."""
    (tmp_path / "slow_urls.py").write_text(SLOW, "utf-8")
    (tmp_path / "slow_settings.py").write_text(
        "from bagdar.config.settings import *\nROOT_URLCONF = 'slow_urls'\n", "utf-8"
    )
    installation.environment["PYTHONPATH"] += os.pathsep + str(tmp_path)
    run = "import sys, os; from bagdar.ops import surroundings; surroundings.SETTINGS = 'slow_settings'; from bagdar.cli.main import main; sys.exit(main(sys.argv[1:]))"
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    environment = {**installation.environment, "BAGDAR_TLS": "0"}
    process = installation.start("-c", run, "serve", "--port", str(port), env=environment)
    wait_for(url, process)
    told: Counter[str] = Counter()
    stopping = threading.Event()

    def visit() -> None:
        while not stopping.is_set():
            told[_request(port)] += 1

    visitors = [threading.Thread(target=visit) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    time.sleep(2)
    process.terminate()
    process.communicate(timeout=40)
    stopping.set()
    for visitor in visitors:
        visitor.join()
    assert process.returncode == 0
    assert told["whole"] >= 8
    assert told["dropped"] == 0, told
    assert told["refused"] > 0


def _request(port: int) -> str:
    """ "whole", "refused" (nobody took it: another server of a pair would) or "dropped" in the middle."""
    try:
        line = socket.create_connection(("127.0.0.1", port), timeout=20)
    except OSError:
        time.sleep(0.02)
        return "refused"
    with line:
        try:
            line.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        except OSError:
            return "dropped"
    return "whole" if answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"whole ") else "dropped"


def test_a_worker_that_dies_is_replaced(installation: Installation) -> None:
    with served(installation) as (url, process):
        children = psutil.Process(process.pid).children(recursive=True)
        answering = [child for child in children if not child.children()]
        for child in answering:
            child.kill()
        end = time.monotonic() + 30
        while True:
            try:
                assert ask(f"{url}healthz", 5)[0] == 200
                break
            except OSError:
                assert time.monotonic() < end
                time.sleep(0.2)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "cert.pem", tmp_path / "key.pem"
    files[0].write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return files


def handshake(port: int, version: ssl.TLSVersion) -> str | None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the old versions are asked for on purpose
        context.minimum_version = context.maximum_version = version
    try:
        with socket.create_connection(("127.0.0.1", port)) as line, context.wrap_socket(line) as secure:
            return secure.version()
    except (ssl.SSLError, ConnectionError):
        return None


def test_it_speaks_tls_with_a_certificate_of_its_own(
    installation: Installation, certificate: tuple[Path, Path]
) -> None:
    cert, key = certificate
    arguments = ("--tls-cert", str(cert), "--tls-key", str(key))
    with served(installation, *arguments, scheme="https", BAGDAR_TLS="1") as (url, _):
        port = int(url.rstrip("/").rpartition(":")[2])
        assert handshake(port, ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
        assert handshake(port, ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
        assert handshake(port, ssl.TLSVersion.TLSv1_1) is None
        context = ssl.create_default_context(cafile=str(cert))
        line = socket.create_connection(("127.0.0.1", port))
        with context.wrap_socket(line, server_hostname="localhost") as secure:
            secure.sendall(b"GET /kk/sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            head = secure.recv(65536).partition(b"\r\n\r\n")[0].lower()
        assert head.startswith(b"http/1.1 200")
        assert b"strict-transport-security: max-age=31536000" in head
        assert b"secure" in head.partition(b"set-cookie:")[2]


def test_a_certificate_that_cannot_be_used_is_refused_with_what_to_do(
    installation: Installation, certificate: tuple[Path, Path]
) -> None:
    cert, key = certificate
    private = serialization.load_pem_private_key(key.read_bytes(), None)
    old = serialization.PrivateFormat.TraditionalOpenSSL
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, old, serialization.NoEncryption()))
    done = installation.bagdar(
        "--lang", "en", "serve", "--tls-cert", str(cert), "--tls-key", str(key), check=False
    )
    assert done.returncode == 2
    assert "openssl pkcs8 -topk8" in done.stderr
    other = installation.bagdar("--lang", "en", "serve", "--tls-cert", str(cert), check=False)
    assert other.returncode == 2
    assert "go together" in other.stderr


def test_a_taken_port_is_told(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = installation.bagdar("--lang", "en", "serve", "--port", port, check=False)
    assert done.returncode == 2
    assert port in done.stderr


def test_without_tables_it_does_not_start(empty_installation: Installation) -> None:
    done = empty_installation.bagdar("--lang", "en", "serve", check=False)
    assert done.returncode == 2
    assert "bagdar migrate" in done.stderr


NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_it_works_behind_nginx_with_the_shipped_configuration(
    installation: Installation, certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    assert NGINX is not None
    cert, key = certificate
    plain, secure = free_port(), free_port()
    environment = {"BAGDAR_TLS": "1", "BAGDAR_PROXIES": "127.0.0.1"}
    with served(installation, **environment) as (url, _):
        port = url.rstrip("/").rpartition(":")[2]
        site = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        for given, own in {
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "127.0.0.1:8000": f"127.0.0.1:{port}",
            "/etc/bagdar/cert.pem": str(cert),
            "/etc/bagdar/key.pem": str(key),
            "bagdar.example": "localhost",
        }.items():
            assert given in site
            site = site.replace(given, own)
        whole = tmp_path / "nginx.conf"
        places = "".join(
            f"{kind}_temp_path {tmp_path}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        whole.write_text(
            f"user root; daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
            f"events {{}} http {{ access_log off; {places} {site} }}",
            "utf-8",
        )
        nginx = subprocess.Popen(
            [NGINX, "-c", str(whole), "-e", f"{tmp_path}/error.log"], stderr=subprocess.DEVNULL
        )
        try:
            end = time.monotonic() + 10
            while not _listens(secure):
                assert time.monotonic() < end, (tmp_path / "error.log").read_text()
                time.sleep(0.1)
            assert ask(f"https://localhost:{secure}/kk/sign-in/")[0] == 200
            assert handshake(secure, ssl.TLSVersion.TLSv1_1) is None
            assert ask(f"{url}kk/sign-in/", headers={"X-Forwarded-Proto": "https"})[0] == 200
        finally:
            nginx.terminate()
            nginx.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
