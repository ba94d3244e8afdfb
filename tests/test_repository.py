"""What must not stand in the repository, and what must agree in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import bagdar

ROOT = Path(__file__).parent.parent
TEXTUAL = {".py", ".toml", ".md", ".txt", ".lock", ".cfg", ".yml", ".yaml", ".json", ".typ", ""}
FORBIDDEN = {
    "registry host": re.compile(
        "|".join(map(re.escape, ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org")))
    ),
    "machine path": re.compile(r"(?<![\w.])/(?:work|farm|root|home)/[a-z.]"),
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_registry_host_and_no_machine_path_is_committed() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in tracked()
        if path.suffix in TEXTUAL and path != Path(__file__)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text("utf-8", errors="ignore"))
    ]
    assert found == []


def test_the_version_is_the_newest_of_the_changelog() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert bagdar.__version__ == newest.group(1)


def test_the_lock_pins_every_package_with_hashes() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        pinned = re.findall(r"^([a-z0-9._-]+)==\S+.*\\$", text, re.MULTILINE)
        assert len(pinned) > 5
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text
