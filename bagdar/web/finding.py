"""What the one search box looks in: each subject registers a source, and the page asks all of them.

A source answers with at most so many lines and says whether there are more; it asks the database once and sees
what its reader may see, for it goes through the same policy as the subject's own list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from bagdar.kernel.actors import Actor
from bagdar.kernel.policy import TABLE


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the answer. ``about``: what tells it from another of the same name, "" where nothing does."""

    url: str
    name: str
    about: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """``title``: message id. ``action``: the policy row that opens it. ``look``: text, language, how many at most
    → lines. ``whole``: text → the address of the list with all that fits, "" where there is none."""

    title: str
    action: str
    look: Callable[[Actor, str, str, int], list[Found]]
    whole: Callable[[str], str]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one source found. ``whole``: address of all of it, where more fits than is shown."""

    title: str
    lines: list[Found]
    whole: str


SHOWN: Final = 8
"""Lines of each source on the page."""
SHORTEST: Final = 2
"""Signs that a question has at least."""
SOURCES: list[Source] = []
"""In the order of the page."""


def register(source: Source) -> None:
    SOURCES.append(source)


def look(actor: Actor, text: str, language: str) -> list[Answer]:
    """What *actor* may see of what *text* fits, by source; sources without a line are left out."""
    answers = []
    for source in SOURCES:
        if not TABLE.may(actor, source.action):
            continue
        lines = source.look(actor, text, language, SHOWN + 1)
        if lines:
            whole = source.whole(text) if len(lines) > SHOWN else ""
            answers.append(Answer(title=source.title, lines=lines[:SHOWN], whole=whole))
    return answers
