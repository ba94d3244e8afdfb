"""The settings of a real installation: the framework's own examination finds nothing, strangers are not believed."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management.utils import get_random_secret_key
from django.test import RequestFactory

import bagdar
from bagdar.config.wsgi import TrustedProxies
from bagdar.ops.logs import PlainFormatter

ROOT = Path(bagdar.__file__).parent.parent


def django(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env={
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "bagdar.config.settings",
            "BAGDAR_HOME": str(home),
            "BAGDAR_SECRET_KEY": get_random_secret_key(),
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
    )


def test_the_deployment_examination_finds_nothing(tmp_path: Path) -> None:
    done = django(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "(0 silenced)" in done.stdout


def test_nothing_is_silenced_and_a_plain_installation_would_be_told(tmp_path: Path) -> None:
    """Control: the examination does look."""
    done = django(tmp_path, "check", "--deploy", "--fail-level", "WARNING", BAGDAR_TLS="0")
    assert done.returncode == 1
    assert "security.W008" in done.stderr


SHOWN = """
import json
from django.conf import settings
print(json.dumps({name: str(getattr(settings, name)) for name in
    ("ALLOWED_HOSTS", "PROXIES", "FILES", "SESSION_COOKIE_SECURE", "SECURE_PROXY_SSL_HEADER", "DEBUG")}))
"""


def test_everything_comes_from_the_environment(tmp_path: Path) -> None:
    given = {
        "BAGDAR_HOSTS": "bagdar.example, 10.1.2.3",
        "BAGDAR_PROXIES": "10.0.0.0/8",
        "BAGDAR_FILES": str(tmp_path / "elsewhere"),
    }
    shown = json.loads(django(tmp_path, "shell", "-v", "0", "-c", SHOWN, **given).stdout)
    assert shown["ALLOWED_HOSTS"] == "['bagdar.example', '10.1.2.3']"
    assert shown["PROXIES"] == "['10.0.0.0/8']"
    assert shown["FILES"] == str(tmp_path / "elsewhere")
    assert shown["SESSION_COOKIE_SECURE"] == "True"
    assert "HTTP_X_FORWARDED_PROTO" in shown["SECURE_PROXY_SSL_HEADER"]
    assert shown["DEBUG"] == "False"


def test_without_proxies_nobody_is_believed(tmp_path: Path) -> None:
    shown = json.loads(django(tmp_path, "shell", "-v", "0", "-c", SHOWN).stdout)
    assert shown["SECURE_PROXY_SSL_HEADER"] == "None"


def test_the_key_is_read_from_the_installation(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("from-the-folder\n")
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    done = django(tmp_path, "shell", "-v", "0", "-c", code, BAGDAR_SECRET_KEY="")
    assert done.stdout == "from-the-folder\n"


@pytest.mark.parametrize(
    "address, believed", [("10.1.2.3", True), ("127.0.0.1", False), ("", False), ("2001:db8::1", False)]
)
def test_only_a_trusted_proxy_says_where_a_request_came_from(address: str, believed: bool) -> None:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        seen.update(environ)
        return []

    said = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "1.1.1.1", "HTTP_FORWARDED": "for=1"}
    TrustedProxies(application, ["10.0.0.0/8"])({"REMOTE_ADDR": address, "HTTP_HOST": "h", **said}, print)
    assert set(seen) == {"REMOTE_ADDR", "HTTP_HOST"} | (set(said) if believed else set())


def logged(**extra: Any) -> str:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x.py", 1, "%s: %s", ("Error", "/kk/invited/TOKEN"), None
    )
    record.__dict__.update(extra)
    return PlainFormatter().format(record)


def test_the_log_tells_a_request_by_the_pattern_of_its_address() -> None:
    request = RequestFactory().get("/kk/invited/TOKEN/?q=Aigerim")
    line = logged(request=request, status_code=500)
    assert "500 GET" in line
    assert "TOKEN" not in line
    assert "Aigerim" not in line


def test_the_log_tells_a_fault_by_its_kind_and_places_only() -> None:
    try:
        try:
            int("ЖСН 900101300123")
        except ValueError as error:
            raise RuntimeError("password: hunter2") from error
    except RuntimeError:
        line = logged(exc_info=sys.exc_info())
    assert "RuntimeError" in line
    assert "ValueError" in line
    assert "test_settings.py" in line
    assert "hunter2" not in line
    assert "900101300123" not in line


def test_nobody_forges_a_line_of_the_log() -> None:
    record = logging.LogRecord("bagdar", logging.INFO, "x.py", 1, "a\r\n2026-01-01 INFO forged", (), None)
    assert "\n" not in PlainFormatter().format(record)
