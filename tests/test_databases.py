"""The surroundings of tests: an installation is a database of its own, and the second run takes what it should."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Installation

ROOT = Path(__file__).parent.parent
COUNT = "from bagdar.orgs.models import Region; print(Region.objects.count())"
ADD = "from bagdar.orgs.models import Region; Region.objects.create(code=sys.argv[1], level='region')"


def test_an_installation_has_tables_and_no_rows(installation: Installation) -> None:
    assert installation.python(COUNT).stdout == "0\n"


def test_what_one_process_writes_another_reads(installation: Installation) -> None:
    installation.python(f"import sys; {ADD}", "75")
    assert installation.python(COUNT).stdout == "1\n"
    assert installation.file.exists() is not bool(os.environ.get("DATABASE_URL"))


def _listed(path: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *options]
    listed = subprocess.run([*command, str(path)], cwd=ROOT, capture_output=True, encoding="utf-8")
    return listed.stdout


def test_the_second_run_takes_tests_that_use_the_database_and_no_others() -> None:
    here = Path(__file__)
    second = _listed(here, "--database-bound")
    assert "test_an_installation_has_tables" in second
    assert "test_the_second_run_takes" not in second


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_without_a_server_it_is_said_what_to_install(tmp_path: Path) -> None:
    script = (ROOT / "tools" / "with-postgres").read_text("utf-8")
    elsewhere = tmp_path / "with-postgres"
    elsewhere.write_text(script.replace("/usr/lib/postgresql", str(tmp_path)), "utf-8")
    done = subprocess.run(["sh", elsewhere, "true"], capture_output=True, encoding="utf-8")
    assert done.returncode == 3
    assert "tools/system-packages" in done.stderr
