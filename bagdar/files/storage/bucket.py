"""A bucket of S3-compatible storage: one place for many servers.

Stated as ``s3://bucket/folder?endpoint=https://storage.example.kz&region=kz``; the keys stand in the environment
(``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``) or wherever else the library looks for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

from bagdar.files.storage.base import INCOMING, Content, Counted, Found, Staged, StorageError

IN_MEMORY = 4 << 20
"""Bytes of a fetched file that are held in memory before it goes to a temporary file."""
_ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})
_FULL = frozenset({"QuotaExceeded", "XMinioStorageFull", "507"})


class Bucket:
    """A put is whole or nothing, so content is staged under its own name: nobody looks for a name without a row."""

    def __init__(self, client: Any, bucket: str, folder: str = "") -> None:
        self._client, self._bucket = client, bucket
        self._folder = f"{folder.strip('/')}/" if folder.strip("/") else ""

    @classmethod
    def stated(cls, address: str) -> Bucket:
        """The bucket that the setting names. Raises StorageError where the library is not installed."""
        try:
            import boto3
            from botocore.config import Config
        except ImportError as error:
            raise StorageError("files.storage.no_library") from error
        told = urlsplit(address)
        more = {name: values[-1] for name, values in parse_qs(told.query).items()}
        waiting = Config(
            connect_timeout=5,
            read_timeout=60,
            retries={"max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": "path"},
        )
        client = boto3.client(
            "s3",
            endpoint_url=more.get("endpoint"),
            region_name=more.get("region", "us-east-1"),
            config=waiting,
        )
        return cls(client, told.netloc, told.path)

    def stage(self, name: str, content: Content) -> Staged:
        counted = Counted(content)
        with SpooledTemporaryFile(IN_MEMORY) as file, self._told():
            file.writelines(counted)
            file.seek(0)
            self._client.put_object(Bucket=self._bucket, Key=self._folder + name, Body=file)
        return Staged(name, counted.size, counted.sha256, name)

    def link(self, staged: Staged) -> None:
        """It lies under its name already; asked for once more, so that no row tells of what is not there."""
        with self._told():
            self._client.head_object(Bucket=self._bucket, Key=self._folder + staged.name)

    def drop(self, staged: Staged) -> None:
        self.delete(staged.name)

    def open(self, name: str) -> IO[bytes]:
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whoever asked closes it)
        try:
            with self._told():
                self._client.download_fileobj(self._bucket, self._folder + name, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def delete(self, name: str) -> None:
        with self._told():
            self._client.delete_object(Bucket=self._bucket, Key=self._folder + name)

    def names(self, within: str = "") -> Iterator[Found]:
        start = self._folder + within
        with self._told():
            for page in self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=start
            ):
                for one in page.get("Contents", ()):
                    name = one["Key"].removeprefix(self._folder)
                    if within or not name.startswith(INCOMING):
                        yield Found(name, one["Size"], one["LastModified"])

    @contextmanager
    def _told(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in _ABSENT:
                raise FileNotFoundError(code) from error
            message = "files.storage.full" if code in _FULL else "files.storage.fails"
            raise StorageError(message) from error
        except BotoCoreError as error:
            raise StorageError("files.storage.fails") from error
