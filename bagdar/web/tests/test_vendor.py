"""What is vendored is what the lists say, and pages use nothing that is not there."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import bagdar.web

WEB = Path(bagdar.web.__file__).parent
ROOT = WEB.parent.parent
VENDOR = WEB / "static" / "vendor"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = (WEB / "static" / "web" / "bagdar.css").read_text("utf-8")
SCRIPT_CLASSES = {"parbox"}
"""Classes that only the script looks for."""


@pytest.mark.parametrize("folder", [VENDOR, ROOT / "tests" / "vendor"], ids=["pages", "tests"])
def test_the_list_of_sums_names_every_file_and_agrees(folder: Path) -> None:
    listed = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    there = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert there == listed


def test_every_vendored_thing_brings_its_licence() -> None:
    assert {path.stem for path in (VENDOR / "licences").iterdir()} == {"htmx.org", "inter-ui", "tabler-icons"}


def test_nothing_served_sends_a_browser_for_a_map_or_elsewhere() -> None:
    for path in sorted((WEB / "static").rglob("*")):
        if path.suffix in (".js", ".css", ".svg"):
            text = path.read_text("utf-8")
            assert "sourceMappingURL" not in text, path
            outside = [url for url in re.findall(r"https?://[^\s\"')]+", text) if "www.w3.org" not in url]
            assert not outside or path.name == "htmx.js", (path, outside)


def test_every_icon_that_pages_draw_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="i-([\w-]+)"', (VENDOR / "icons.svg").read_text("utf-8")))
    drawn = {
        name for path in TEMPLATES for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text("utf-8"))
    }
    code = "\n".join(path.read_text("utf-8") for path in WEB.glob("**/*.py"))
    drawn |= set(re.findall(r'icon\("([\w-]+)"', code))
    assert drawn
    assert drawn <= sprite


def test_every_class_that_pages_use_has_a_rule() -> None:
    ruled = set(re.findall(r"\.([a-zA-Z][\w-]*)", STYLES)) | SCRIPT_CLASSES
    missing = {}
    for path in TEMPLATES:
        text = re.sub(r"\{[%{].*?[%}]\}", " ", path.read_text("utf-8"))
        used = {name for value in re.findall(r'class="([^"]*)"', text) for name in value.split()}
        if unknown := used - ruled:
            missing[path.name] = sorted(unknown)
    assert not missing


def test_no_page_has_what_the_content_policy_forbids() -> None:
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_letters_of_the_three_languages_come_in_the_two_fonts_that_every_page_loads() -> None:
    declared = re.findall(r'url\("\.\./vendor/inter-([\w-]+)\.woff2"\).*?unicode-range: ([^;]+);', STYLES)
    ranges = {name: _points(text) for name, text in declared}
    both = ranges["basic"] | ranges["cyrillic"]
    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЙйЪъЫыЭэABCabc0123456789«»№₸–—…§%"
    assert [letter for letter in letters if ord(letter) not in both] == []


def _points(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found
