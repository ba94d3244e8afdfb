"""The pages for people: links lead somewhere, the guide is whole in each language, commands shown exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bagdar.cli.main import COMMANDS, parser_of
from bagdar.kernel.tests.each import each
from bagdar.kernel.text import UI_LANGUAGES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """Anchors that the headings of *page* get: lower case, words joined by hyphens, other signs left out."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@each("page", PAGES)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_there_are_links() -> None:
    assert sum(len(LINK.findall(page.read_text("utf-8"))) for page in PAGES) > 40


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        links = LINK.findall(page.read_text("utf-8"))
        waiting += [
            (page.parent / link.partition("#")[0]).resolve()
            for link in links
            if "://" not in link and link[0] != "#"
        ]
    assert set(PAGES) - reached == set()


def shape(page: Path) -> list[str]:
    """What must be equal between languages: headings by level, rows of tables, steps, commands, clauses."""
    text = page.read_text("utf-8")
    body = text.partition("\n## ")[2]
    kinds = [re.match(r"#+|\||\d+\.|-|\$ .*", line) for line in body.splitlines()]
    return [kind.group() for kind in kinds if kind]


def clauses(page: Path) -> list[str]:
    return sorted(re.findall(r"§\d+|\bA[123]\.\d+(?:\(\d+\))?", page.read_text("utf-8")))


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_the_guide_says_the_same_in_each_language(language: str) -> None:
    own, english = (ROOT / "docs" / "guide" / f"{each}.md" for each in (language, "en"))
    assert shape(own) == shape(english)
    assert clauses(own) == clauses(english)


def test_the_guide_is_in_its_language() -> None:
    guide = ROOT / "docs" / "guide"
    assert len(set("әғқңөұүі") & set((guide / "kk.md").read_text("utf-8").lower())) == 8
    assert set("ыэъ") <= set((guide / "ru.md").read_text("utf-8").lower())
    for language in ("kk", "ru"):
        prose = re.sub(r"`[^`]*`", "", FENCE.sub("", (guide / f"{language}.md").read_text("utf-8")))
        latin = re.findall(r"\b[A-Za-z]{4,}\b", LINK.sub("", prose))
        assert set(latin) <= {"Word", "Excel", "LibreOffice", "English", "NCALayer", "JPEG"}


def calls() -> list[tuple[str, str]]:
    """Every ``$ bagdar …`` of every page."""
    return [
        (name(page), call)
        for page in PAGES
        for call in re.findall(r"^\$ (?:\S*/)?bagdar (.+?)(?: +#.*)?$", page.read_text("utf-8"), re.MULTILINE)
    ]


@each("page, call", calls())
def test_a_command_that_is_shown_is_one_that_can_be_given(page: str, call: str) -> None:
    import shlex

    words = shlex.split(call)
    parser_of(words[0] if words[0] in COMMANDS else None, "en").parse_args(
        words if words[0] in COMMANDS else []
    )
    assert words[0] in COMMANDS or words[0].startswith("--"), page


def test_every_command_has_its_example() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"\n## {command}\n" in page
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`bagdar {command}`" in readme for command in COMMANDS)


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs").rglob("*.png"):
        assert picture.stat().st_size <= 150_000, name(picture)
        assert picture.name in (ROOT / "README.md").read_text("utf-8")
