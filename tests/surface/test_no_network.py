"""Nothing reaches out: the pages' own tests pass where there is no network at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ALONE = ("unshare", "--map-root-user", "--net")
PAGES = ("bagdar/web/tests/test_shell.py",)
REACH = "import socket; socket.create_connection(('192.0.2.1', 9), 3)"


def can_be_alone() -> bool:
    return (
        shutil.which("unshare") is not None
        and not subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not can_be_alone(), reason="no network namespaces for this user here")
def test_pages_need_no_network() -> None:
    reached = subprocess.run(
        [*ALONE, sys.executable, "-c", REACH], capture_output=True, text=True, check=False
    )
    assert "unreachable" in reached.stderr, "the control: there is none"
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *PAGES]
    done = subprocess.run([*ALONE, *run], capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
