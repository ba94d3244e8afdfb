"""A zip of a methodology is taken apart without trusting it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from bagdar.kernel.errors import FileRefusedError
from bagdar.methodology.archive import LIMITS, Limits, pack, unpack


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(archive: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(FileRefusedError) as caught:
        unpack(archive, limits)
    return caught.value.message.rpartition(".")[2]


def test_files_come_out_as_they_went_in_whether_the_folder_was_packed_or_its_content() -> None:
    files = {"pack.toml": 'id = "x"\n', "forms/plan.toml": "a = 1\n"}
    assert unpack(pack(files)) == files
    assert unpack(zipped({f"my-pack/{name}": text.encode() for name, text in files.items()})) == files


def test_the_same_files_make_the_same_bytes() -> None:
    files = {"pack.toml": "a = 1\n", "b.toml": "b = 1\n"}
    assert pack(files) == pack(dict(reversed(files.items())))


def test_line_ends_and_marks_of_other_systems_are_gone() -> None:
    assert unpack(zipped({"pack.toml": b"\xef\xbb\xbfa = 1\r\n"})) == {"pack.toml": "a = 1\n"}


@pytest.mark.parametrize(
    "name",
    ["../pack.toml", "/etc/pack.toml", "a/../../pack.toml", "pack.exe", "a\\pack.toml", ".hidden/pack.toml", "a" * 300 + ".toml"],
)  # fmt: skip
def test_names_that_lead_out_or_are_no_texts_are_refused(name: str) -> None:
    assert refusal(zipped({"pack.toml": b"a = 1", name: b"x"})) in ("strange_file", "twice")


def test_limits_are_held_at_the_limit_and_one_more() -> None:
    files = {"pack.toml": b"a = 1\n" * 10}
    size, upload = 60, len(zipped(files))
    unpack(zipped(files), Limits(upload=upload, unpacked=size, files=1, ratio=1))
    assert refusal(zipped(files), Limits(upload=upload - 1)) == "too_large"
    assert refusal(zipped(files), Limits(unpacked=size - 1)) == "too_large"
    assert refusal(zipped(files), Limits(files=0)) == "too_large"


def test_what_unpacks_to_far_more_than_was_sent_is_refused() -> None:
    assert refusal(zipped({"pack.toml": b"#" * 7_000_000})) == "too_large"


def test_overlapping_entries_of_one_content_are_refused_by_the_length_of_the_upload() -> None:
    data = zipped({f"f{n}.toml": b"#" * 60_000 for n in range(120)} | {"pack.toml": b"a = 1"})
    assert refusal(data) == "too_large"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no zip at all"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert refusal(data) == "no_zip"


def test_a_file_that_is_no_text_is_refused() -> None:
    assert refusal(zipped({"pack.toml": b"a = 1", "forms/x.toml": b"\xff\xfe\x00"})) == "strange_file"


def test_without_a_pack_file_or_with_two_there_is_no_methodology() -> None:
    assert refusal(zipped({"a.toml": b"a = 1"})) == "no_pack"
    assert refusal(zipped({"a/pack.toml": b"a = 1", "b/pack.toml": b"a = 1"})) == "no_pack"
