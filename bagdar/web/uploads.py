"""Counts what is sent while it comes: what is too large is refused before it fills a disk."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from bagdar.documents.opening.limits import LIMITS

AROUND: Final = 64 << 10
"""Bytes of a form besides its file."""
MOST: Final = LIMITS.upload + AROUND


class CountingHandler(FileUploadHandler):
    """First in the row: it passes everything on and stores nothing."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.count = 0

    def handle_raw_input(self, _data: Any, _head: Any, content_length: int, *_: Any) -> None:
        """What the request says of itself."""
        if content_length > MOST:
            raise RequestDataTooBig("more than one file may have")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        self.count += len(raw_data)
        if self.count > MOST:
            raise RequestDataTooBig("more than one file may have")
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        return None
