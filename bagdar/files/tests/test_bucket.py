"""A bucket does what a folder does, through the library and over HTTP."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

import pytest

from bagdar.files.storage import INCOMING
from bagdar.files.storage.base import StorageError
from bagdar.files.storage.bucket import Bucket
from bagdar.files.tests.s3 import Handler, storage


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Bucket, type[Handler]]]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    with storage() as (url, handler):
        yield Bucket.stated(f"s3://files/bagdar?endpoint={url}"), handler


def test_what_is_put_is_got_and_listed_over_pages(s3: tuple[Bucket, type[Handler]]) -> None:
    bucket, handler = s3
    for number in range(5):
        bucket.link(bucket.stage(f"ab/{number}", b"content %d" % number))
    bucket.stage(f"{INCOMING}one", b"")
    assert [(found.name, found.size) for found in bucket.names()] == [(f"ab/{n}", 9) for n in range(5)]
    assert [found.name for found in bucket.names(INCOMING)] == [f"{INCOMING}one"]
    assert "files/bagdar/ab/0" in handler.kept
    with bucket.open("ab/3") as file:
        assert file.read() == b"content 3"


def test_what_is_not_there_is_not_found(s3: tuple[Bucket, type[Handler]]) -> None:
    bucket, _ = s3
    staged = bucket.stage("ab/one", b"content")
    bucket.drop(staged)
    bucket.delete("ab/one")
    for ask in (lambda: bucket.open("ab/one"), lambda: bucket.link(staged)):
        with pytest.raises(FileNotFoundError):
            ask()


@pytest.mark.parametrize("code, message", [("QuotaExceeded", "full"), ("AccessDenied", "fails")])
def test_a_fault_of_the_storage_is_told(s3: tuple[Bucket, type[Handler]], code: str, message: str) -> None:
    bucket, handler = s3
    handler.failing = code
    with pytest.raises(StorageError) as refused:
        bucket.stage("ab/one", b"content")
    assert refused.value.message == f"files.storage.{message}"


def test_a_storage_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    with storage() as (url, _):
        gone = Bucket.stated(f"s3://files?endpoint={url}")
    gone._client.meta.config.retries["total_max_attempts"] = 1
    with pytest.raises(StorageError):
        gone.stage("ab/one", b"content")


def test_without_the_library_the_operator_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "boto3":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(StorageError) as refused:
        Bucket.stated("s3://files")
    assert refused.value.message == "files.storage.no_library"
