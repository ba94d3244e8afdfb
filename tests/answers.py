"""Answers that are files, read to their end by tests."""

from __future__ import annotations

from typing import Any


def finish(answer: Any) -> bytes:
    """The content of *answer*; its file is closed as a server closes it.

    ``answer.close()`` would also end the request a second time, and with it a PostgreSQL connection that the test
    still needs.
    """
    if answer.streaming:
        return b"".join(answer.streaming_content)
    return bytes(answer.content)
