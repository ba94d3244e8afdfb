"""The shipped typefaces are the ones that were looked at, under their licences, and have our letters."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import pytest

from bagdar.documents.fonts import FAMILIES, FOLDER, STYLES, Style, faces, style_of
from bagdar.documents.fonts.truetype import read_face

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


def test_every_typeface_file_has_the_listed_digest() -> None:
    listed = dict(line.split()[::-1] for line in (FOLDER / "SHA256SUMS.txt").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.ttf")}
    assert found == listed
    assert len(found) == len(FAMILIES) * len(STYLES)


@pytest.mark.parametrize("stem", [stem for _, stem in FAMILIES])
def test_each_family_has_its_licence_beside_it(stem: str) -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / f"OFL-{stem}.txt").read_text("utf-8").upper()


@pytest.mark.parametrize("style", STYLES)
def test_first_family_draws_kazakh_and_the_second_the_tenge(style: Style) -> None:
    first, second = faces(style)
    assert {ord(letter) for letter in KAZAKH} <= first.advances.keys()
    assert ord("₸") not in first.advances
    assert ord("₸") in second.advances


def test_advances_are_in_thousandths_of_an_em() -> None:
    first, _ = faces("Regular")
    # An em dash is nearly an em; a no-break space is as wide as a space.
    assert 850 <= first.advances[ord("—")] <= 1000
    assert first.advances[0xA0] == first.advances[ord(" ")]


@pytest.mark.parametrize(
    "bold, italic, style",
    [(False, False, "Regular"), (True, False, "Bold"), (False, True, "Italic"), (True, True, "BoldItalic")],
)
def test_style_names(bold: bool, italic: bool, style: Style) -> None:
    assert style_of(bold=bold, italic=italic) == style


def _made_face(subtable: bytes, encoding: int) -> bytes:
    """A file with one character map, two glyph widths (500 and 700 of 1000 units) and nothing else."""
    tables = {
        b"cmap": struct.pack(">HHHHL", 0, 1, 3, encoding, 12) + subtable,
        b"head": bytes(18) + struct.pack(">H", 1000) + bytes(34),
        b"hhea": bytes(34) + struct.pack(">H", 2),
        b"hmtx": struct.pack(">HhHh", 500, 0, 700, 0),
    }
    offset = 12 + 16 * len(tables)
    records, body = b"", b""
    for tag, data in tables.items():
        records += struct.pack(">4sLLL", tag, 0, offset + len(body), len(data))
        body += data
    return struct.pack(">LHHHH", 0x00010000, len(tables), 0, 0, 0) + records + body


def test_both_kinds_of_character_map_are_read(tmp_path: Path) -> None:
    folder = tmp_path
    # Format 4: U+0041 → glyph 1 by delta; the last segment is the required 0xFFFF one.
    four = struct.pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0)
    four += struct.pack(">HHHHHhhHH", 0x41, 0xFFFF, 0, 0x41, 0xFFFF, 1 - 0x41, 1, 0, 0)
    # Format 12: U+1F600 and U+1F601 → glyphs 1 and 2 (the second takes the last width).
    twelve = struct.pack(">HHLLL", 12, 0, 28, 0, 1) + struct.pack(">LLL", 0x1F600, 0x1F601, 1)
    for name, subtable, encoding, expected in (
        ("four", four, 1, {0x41: 700}),
        ("twelve", twelve, 10, {0x1F600: 700, 0x1F601: 700}),
    ):
        path = folder / f"{name}.ttf"
        path.write_bytes(_made_face(subtable, encoding))
        assert read_face(path).advances == expected


def test_a_file_without_a_unicode_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.ttf"
    path.write_bytes(_made_face(struct.pack(">HHH", 0, 6, 0), 1))
    with pytest.raises(ValueError, match="Unicode"):
        read_face(path)
