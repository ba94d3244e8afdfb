"""The folder of files: whole content under a name or nothing, names that stay inside."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from bagdar.files.storage import INCOMING
from bagdar.files.storage.base import StorageError
from bagdar.files.storage.directory import Directory


def test_staged_content_is_seen_by_nobody_until_it_is_linked(tmp_path: Path) -> None:
    place = Directory(tmp_path / "files")
    staged = place.stage("ab/cd/one", b"content")
    assert list(place.names()) == []
    place.link(staged)
    assert [(found.name, found.size) for found in place.names()] == [("ab/cd/one", 7)]
    with place.open("ab/cd/one") as file:
        assert file.read() == b"content"
    assert list(place.names(INCOMING)) == []


@pytest.mark.skipif(os.name == "nt", reason="rights of files")
def test_folders_and_files_are_closed_to_others(tmp_path: Path) -> None:
    place = Directory(tmp_path / "files")
    place.link(place.stage("ab/cd/one", b""))
    for path in (tmp_path / "files").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_names_do_not_lead_out(tmp_path: Path) -> None:
    place = Directory(tmp_path / "files")
    for name in ("../one", "/etc/passwd", "ab/../../one"):
        with pytest.raises(ValueError, match="no name"):
            place.open(name)


def test_links_are_not_followed_into_a_backup(tmp_path: Path) -> None:
    place = Directory(tmp_path / "files")
    place.link(place.stage("ab/one", b""))
    (tmp_path / "files" / "ab" / "two").symlink_to("/etc/passwd")
    assert [found.name for found in place.names()] == ["ab/one"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Any) -> None:
        raise OSError(errno.ENOSPC, "no space")

    place = Directory(tmp_path / "files")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as refused:
        place.stage("ab/one", b"content")
    assert refused.value.message == "files.storage.full"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_dropped_or_deleted_is_gone(tmp_path: Path) -> None:
    place = Directory(tmp_path / "files")
    place.drop(place.stage("ab/one", b"content"))
    place.link(place.stage("ab/two", b"content"))
    place.delete("ab/two")
    place.delete("ab/two")
    assert [*place.names(), *place.names(INCOMING)] == []
    with pytest.raises(FileNotFoundError):
        place.open("ab/two")
