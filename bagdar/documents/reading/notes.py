"""The analytical note where its items stand without their captions: by their numbers, else by what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.vocabulary import Vocabulary
from bagdar.documents.spec import NoteItem

_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.)]\s*(?=\D)")


def uncaptioned(
    lines: Sequence[str], note: Sequence[NoteItem], vocabulary: Vocabulary
) -> list[tuple[str, str]]:
    """(item, text) of each paragraph; "" goes on with the item above, at the beginning with the last item.

    Paragraphs numbered as the form numbers its items are those items, unless the first of them proposes
    something: then it is a list of proposals. Without numbers, what stands before the first proposal and
    says what an item is about in the form's words is that item's.
    """
    items = _numbered(note)
    numbers = [int(found[1]) for line in lines if (found := _NUMBER.match(line))]
    texts = [_NUMBER.sub("", line, count=1) for line in lines]
    last = note[-1].id if note else ""
    expected = [number for number in sorted(items) if number in numbers]
    if len(items) > 1 and numbers == expected and numbers not in ([], [1]) and _NUMBER.match(lines[0]):
        if not _says(texts[0], last, vocabulary):
            return _by_numbers(lines, items, vocabulary)
        return [("", line) for line in lines]
    proposing = [_says(text, last, vocabulary) for text in texts]
    if numbers or not any(proposing):
        return [("", line) for line in lines]
    first = proposing.index(True)
    told = [_about(text, note[:-1], vocabulary) for text in texts[:first]]
    return [
        *zip(told, lines[:first], strict=True),
        (last, lines[first]),
        *(("", line) for line in lines[first + 1 :]),
    ]


def _numbered(note: Sequence[NoteItem]) -> dict[int, list[NoteItem]]:
    """The form's number → its items; an item without one has the next."""
    found: dict[int, list[NoteItem]] = {}
    for item in note:
        number = item.number or max(found, default=0) + 1
        found.setdefault(number, []).append(item)
    return found


def _by_numbers(
    lines: Sequence[str], items: dict[int, list[NoteItem]], vocabulary: Vocabulary
) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    here: list[NoteItem] = []
    for line in lines:
        opened = _NUMBER.match(line)
        if opened is not None:
            here = items[int(opened[1])]
        text = line[opened.end() :] if opened is not None else line
        about = _about(text, here, vocabulary) if len(here) > 1 else ""
        out.append((about or (here[0].id if opened is not None else ""), text))
    return out


def _about(text: str, items: Sequence[NoteItem], vocabulary: Vocabulary) -> str:
    """The one of *items* in whose words *text* speaks; "" where none or several."""
    found = [item.id for item in items if _says(text, item.id, vocabulary)]
    return found[0] if len(found) == 1 else ""


def _says(text: str, item: str, vocabulary: Vocabulary) -> bool:
    """Whether *text* has one of the pack's turns of speech for *item*, at the beginning of a word."""
    key = " " + " ".join(map(fold, re.findall(r"\w+", text)))
    stems = vocabulary.stems(f"note_says.{item}")
    return any(f" {stem}" in key for stem in stems)
