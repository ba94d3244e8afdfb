"""The framework's own strings in Kazakh and Russian: compiled from the .po files beside them, without outside tools."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"


def sources() -> list[Path]:
    return sorted(FOLDER.glob("*/LC_MESSAGES/django.po"))


def compiled(source: Path) -> bytes:
    """The .mo file of a .po file. Raises ValueError for an entry marked doubtful or left without words."""
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name)
    for message in catalogue:
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            raise ValueError(f"{source}: {message.id!r} has no words")
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def compile_all() -> None:
    """Write the .mo file beside each .po file."""
    for source in sources():
        source.with_suffix(".mo").write_bytes(compiled(source))
