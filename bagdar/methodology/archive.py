"""A methodology as one file: a zip of its folder, taken apart without trusting it."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec

from bagdar.kernel.errors import FileRefusedError

KB: Final = 1024
_NAME = re.compile(r"(?:[\w-][\w. -]{0,80}/){0,3}[\w-][\w. -]{0,80}\.(?:toml|tsv|txt|md)")


class Limits(msgspec.Struct, frozen=True):
    """Each limit is still accepted. Bytes; ``ratio``: unpacked bytes for one byte of the upload."""

    upload: int = 2_000 * KB
    unpacked: int = 8_000 * KB
    files: int = 200
    ratio: int = 100


LIMITS: Final = Limits()


def unpack(archive: bytes, limits: Limits = LIMITS) -> dict[str, str]:
    """Path inside the pack → text, for the folder in which ``pack.toml`` stands.

    Raises FileRefusedError for what is no zip, is too large, has other files than texts, lies about
    its sizes, or has no pack.toml.
    """
    if len(archive) > limits.upload:
        raise FileRefusedError("methodology.archive.too_large", limit=limits.upload // KB)
    try:
        with zipfile.ZipFile(BytesIO(archive)) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _refuse(entries, len(archive), limits)
            texts = {entry.filename: _text(opened, entry) for entry in entries}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        raise FileRefusedError("methodology.archive.no_zip") from None
    return _within(texts)


def pack(files: dict[str, str]) -> bytes:
    """The zip of *files*; the same files always give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name].encode())
    return out.getvalue()


def lay_out(files: dict[str, str], folder: Path) -> None:
    """Write *files* below *folder*, which is new."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _refuse(entries: list[zipfile.ZipInfo], upload: int, limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.files or total > limits.unpacked or total > limits.ratio * upload:
        raise FileRefusedError("methodology.archive.too_large", limit=limits.unpacked // KB)
    names = [entry.filename for entry in entries]
    for name in names:
        if not _NAME.fullmatch(name) or ".." in name:
            raise FileRefusedError("methodology.archive.strange_file", file=name[:120])
    if len({name.casefold() for name in names}) < len(names):
        raise FileRefusedError("methodology.archive.twice")


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Never more than the entry declares: what lies about its size is refused by its checksum."""
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise FileRefusedError("methodology.archive.no_zip")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise FileRefusedError("methodology.archive.strange_file", file=entry.filename) from None


def _within(texts: dict[str, str]) -> dict[str, str]:
    """Names from the folder of pack.toml on: people zip the folder as well as what is in it."""
    found = [name for name in texts if name.rpartition("/")[2] == "pack.toml"]
    if len(found) != 1:
        raise FileRefusedError("methodology.archive.no_pack")
    folder = found[0].removesuffix("pack.toml")
    return {name.removeprefix(folder): text for name, text in texts.items() if name.startswith(folder)}
